#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/invites/invitecode.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// Makes the caller a member with the invite's role.
class AcceptInvite {
public:
    AcceptInvite(InviteCode code, const CalendarOptions &options);
    shared::Result<pb::JoinResponse> operator()(UnitOfWork &unit) const;

private:
    shared::Result<pb::JoinResponse> enter(UnitOfWork &unit, shared::Calendar &calendar) const;

    InviteCode m_code;
    CalendarOptions m_options;
};

}
