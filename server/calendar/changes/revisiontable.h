#pragma once

#include "shared/base/ids.h"
#include "shared/domain/change.h"
#include "shared/sql/database.h"

#include <QHash>
#include <QList>
#include <QSet>

#include <mutex>
#include <optional>

namespace hearth::server::calendar {

/// A value for each user that changes whenever what they can read may have: their calendars with their seqs.
struct Revision {
    QByteArray text;
    int calendars = 0; ///< how many the user is in
};

/// Revisions in memory, where one process alone writes to the database (SQLite, by the lock of its folder).
///
/// Right because each commit drops what it touches before anybody is told of it, and because a value that was
/// read while something was dropped is not kept.
class RevisionTable {
public:
    /// Asks the database. One statement.
    static Revision read(shared::Database &database, const shared::UserId &user,
                         QList<shared::CalendarId> *calendars = nullptr);

    std::optional<Revision> find(const shared::UserId &user) const;
    /// read(), and kept.
    Revision load(shared::Database &database, const shared::UserId &user);
    void drop(const QList<shared::Change> &committed);
    void dropAll();

private:
    void dropCalendar(const shared::CalendarId &calendar);
    void dropUser(const shared::UserId &user);

    struct Entry {
        Revision revision;
        QList<shared::CalendarId> calendars;
    };
    mutable std::mutex m_mutex;
    quint64 m_generation = 0;
    QHash<shared::UserId, Entry> m_users;
    QHash<shared::CalendarId, QSet<shared::UserId>> m_members;
};

}
