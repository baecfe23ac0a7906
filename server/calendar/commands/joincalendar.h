#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// Makes the caller an editor of the calendar.
class JoinCalendar {
public:
    JoinCalendar(pb::JoinRequest request, QString verifiedHash, const CalendarOptions &options);
    shared::Result<pb::JoinResponse> operator()(UnitOfWork &unit) const;

private:
    pb::JoinRequest m_request;
    QString m_verifiedHash; ///< that the request's password was found to fit
    CalendarOptions m_options;
};

}
