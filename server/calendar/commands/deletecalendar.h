#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// Moves a calendar into the trash; its name is free from then on.
class DeleteCalendar {
public:
    explicit DeleteCalendar(pb::DeleteCalendarRequest request);
    shared::Result<pb::Empty> operator()(UnitOfWork &unit) const;

private:
    pb::DeleteCalendarRequest m_request;
};

}
