#pragma once

#include "server/calendar/calendaroptions.h"
#include "shared/base/ids.h"
#include "shared/sql/database.h"

#include <QList>

namespace hearth::server::calendar {

/// Removes what has been kept long enough, a bounded number of rows of each kind at a time.
class Sweep {
public:
    Sweep(shared::Database &database, const CalendarOptions &options, qint64 nowMs);

    /// Old changes, trashed events, ended invites, idempotency keys and finished sagas. Whether there may be
    /// more of them.
    bool removeOld();
    struct Purgeable {
        shared::CalendarId calendar;
        shared::EventId event;
    };
    /// Events of calendars that leave the trash: the auth service has records of them still.
    QList<Purgeable> purgeable();
    /// Calendars that have left the trash and have no events any more. Whether there may be more to remove.
    bool removeCalendars();

private:
    qint64 remove(const QString &sql, qint64 beforeMs);
    bool removeCalendar(const shared::CalendarId &calendar);

    shared::Database &m_db;
    CalendarOptions m_options;
    qint64 m_nowMs;
};

}
