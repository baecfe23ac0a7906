#pragma once

#include "server/calendar/messages.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// A calendar with what one user is to it.
struct Membership {
    shared::Calendar calendar; ///< the role counts only for a member
    QString passwordHash; ///< empty: no password
    bool member = false;
};

struct NextSeq {
    qint64 seq = 0;
    QString calendarName;
};

/// The table `calendars`; a deleted one does not exist here, except for the trash.
class CalendarTable {
public:
    explicit CalendarTable(shared::Database &database);

    std::optional<Membership> find(const pb::CalendarRef &reference, const shared::UserId &user);
    /// The calendars that the user is a member of, by name.
    QList<shared::Calendar> ofUser(const shared::UserId &user);
    qint64 countOfUser(const shared::UserId &user);
    /// False where the name or the id is taken.
    bool insert(const shared::Calendar &calendar, const QString &passwordHash, const shared::UserId &creator);
    /// Whether a calendar has or had the id, in the trash, too.
    bool isTaken(const shared::CalendarId &id);
    /// Writes name, colour, time zone and version. False where the name is taken.
    bool update(const shared::Calendar &calendar);
    /// The row is this transaction's until its end: what is read after it has been committed before it.
    void lock(const shared::CalendarId &id);
    void setPassword(const shared::CalendarId &id, const QString &passwordHash);
    /// Takes the next `count` seqs, and with them the row until the end of the transaction; the first of
    /// them, or nothing where it is gone.
    std::optional<NextSeq> nextSeqs(const shared::CalendarId &id, qint64 count);
    struct Trashed {
        shared::Calendar calendar; ///< with the user's role
        qint64 deletedMs = 0;
        QString deletedByName;
    };
    /// What the user is a member of and has been in the trash since `sinceMs` or later, newest first.
    QList<Trashed> trash(const shared::UserId &user, qint64 sinceMs);
    /// Out of the trash, with that name; false where it is taken.
    bool restore(const shared::CalendarId &id, const QString &name);
    void moveToTrash(const shared::CalendarId &id, const shared::UserId &user, qint64 nowMs);

private:
    shared::Database &m_db;
};

}
