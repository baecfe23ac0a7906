#pragma once

#include "shared/domain/calendar.h"
#include "shared/domain/invite.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// An invite as the table has it.
struct Invite {
    shared::InviteId id;
    shared::CalendarId calendar;
    shared::Role role = shared::Role::Viewer;
    int uses = 1;
    int usesLeft = 1;
    qint64 expiresMs = 0;
    shared::UserId createdBy;
    QString createdByName;
    qint64 createdMs = 0;
    bool revoked = false;
    QString calendarName; ///< where it was found by its code
    QString calendarTimeZone = {}; ///< likewise

    shared::InviteState state(qint64 nowMs) const;
};

/// The table `invites`. Of a code it has only the hash.
class InviteTable {
public:
    explicit InviteTable(shared::Database &database);

    void insert(const Invite &invite, const QString &codeHash);
    /// Of a calendar that is there; revoked, too, where who made it is no owner of the calendar any more.
    std::optional<Invite> findByCode(const QString &codeHash);
    /// Newest first, at most `limit`.
    QList<Invite> ofCalendar(const shared::CalendarId &calendar, int limit);
    qint64 countOpen(const shared::CalendarId &calendar, qint64 nowMs);
    /// Takes one use. False where there is none to be taken at `nowMs`.
    bool use(const shared::InviteId &id, qint64 nowMs);
    /// As it is then; nothing where the calendar has no such invite.
    std::optional<Invite> revoke(const shared::CalendarId &calendar, const shared::InviteId &id,
                                 qint64 nowMs);
    /// Those that have ended, but for the newest `kept`.
    void removeEnded(const shared::CalendarId &calendar, qint64 nowMs, int kept);

private:
    shared::Database &m_db;
};

}
