#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/history.pb.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// Takes a calendar out of the trash; each of its members is a member again.
class RestoreCalendar {
public:
    RestoreCalendar(pb::RestoreCalendarRequest request, const CalendarOptions &options);
    shared::Result<pb::Calendar> operator()(UnitOfWork &unit) const;

private:
    shared::Result<shared::Calendar> find(UnitOfWork &unit, const shared::CalendarId &id) const;
    shared::Result<QString> nameFor(const shared::Calendar &calendar) const;
    shared::Result<qint64> tellMembers(UnitOfWork &unit, const shared::Calendar &calendar) const;

    pb::RestoreCalendarRequest m_request;
    CalendarOptions m_options;
};

}
