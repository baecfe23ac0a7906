#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/invites.pb.h"

namespace hearth::server::calendar {

/// Takes an invite back. One that has ended already stays as it is.
class RevokeInvite {
public:
    explicit RevokeInvite(pb::InviteRequest request);
    shared::Result<pb::Invite> operator()(UnitOfWork &unit) const;

private:
    pb::InviteRequest m_request;
};

}
