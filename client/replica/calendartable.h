#pragma once

#include "shared/domain/calendar.h"

#include <QList>

namespace hearth::shared {
class Database;
}

namespace hearth::client {

/// Calendars, how far each is in step with the server, and who is in them.
class CalendarTable {
public:
    explicit CalendarTable(shared::Database &database);

    /// In order of creation. Calendar::seq is the cursor: up to there the replica is equal to the server; -1
    /// before the first whole snapshot.
    QList<shared::Calendar> all() const;
    bool contains(shared::CalendarId id) const;
    /// Leaves the cursor alone.
    void put(const shared::Calendar &calendar);
    /// With all that belongs to it.
    void erase(shared::CalendarId id);

    qint64 cursor(shared::CalendarId id) const;
    void setCursor(shared::CalendarId id, qint64 seq);

    QList<shared::Member> members(shared::CalendarId id) const;
    void setMembers(shared::CalendarId id, const QList<shared::Member> &members);

private:
    shared::Database &m_database;
};

}
