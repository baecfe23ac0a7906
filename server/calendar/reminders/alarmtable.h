#pragma once

#include "shared/base/ids.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// When something of an event is due next.
struct Alarm {
    shared::EventId event;
    shared::CalendarId calendar;
    qint64 sinceMs = 0; ///< what was due up to then has been seen to
};

/// The tables `reminder_alarms` and `reminder_replans`. Triggers make an alarm due at once where its event's
/// times change.
class AlarmTable {
public:
    explicit AlarmTable(shared::Database &database);

    /// Alarms that are due; their rows are this transaction's. What another instance has is left to it.
    QList<Alarm> take(qint64 nowMs, int limit);
    void put(const Alarm &alarm, qint64 dueMs);
    void remove(const shared::EventId &event);
    /// When the next one is due; nothing where none is.
    std::optional<qint64> nextDueMs();

    /// Makes an alarm due at once, for what is due after `sinceMs`.
    void plan(const shared::EventId &event, const shared::CalendarId &calendar, qint64 sinceMs);
    /// The same, soon, for all of a calendar that is to come.
    void replan(const shared::CalendarId &calendar, qint64 sinceMs);
    /// Does it for one of the calendars that wait for it; false where none does.
    bool replanNext(qint64 nowMs);

private:
    shared::Database &m_db;
};

}
