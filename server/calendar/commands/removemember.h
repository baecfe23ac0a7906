#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// Leaves a calendar, or takes somebody out of it. The last member who leaves moves it into the trash.
class RemoveMember {
public:
    explicit RemoveMember(pb::RemoveMemberRequest request);
    shared::Result<pb::Calendar> operator()(UnitOfWork &unit) const;

private:
    pb::Calendar leftCalendar(UnitOfWork &unit) const;
    shared::Outcome check(UnitOfWork &unit, const shared::Calendar &calendar,
                          const shared::Member &member) const;
    pb::RemoveMemberRequest m_request;
};

}
