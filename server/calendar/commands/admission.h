#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/unitofwork.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// Lets the caller into a calendar.
class Admission {
public:
    Admission(UnitOfWork &unit, const CalendarOptions &options);

    /// Conflict where the calendar has as many members, or the caller as many calendars, as it can.
    shared::Outcome check(const shared::CalendarId &calendar);
    /// Makes the caller a member with the change `seq`; sets the calendar's role and seq. False where they
    /// have become one meanwhile. Does not commit.
    bool enter(shared::Calendar &calendar, shared::Role role, qint64 seq);

private:
    UnitOfWork &m_unit;
    const CalendarOptions &m_options;
};

}
