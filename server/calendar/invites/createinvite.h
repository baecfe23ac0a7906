#pragma once

#include "server/calendar/invites/invitecode.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/invites.pb.h"

namespace hearth::server::calendar {

/// Makes an invite; its code is in the answer and nowhere else.
class CreateInvite {
public:
    CreateInvite(pb::CreateInviteRequest request, shared::InviteId id, InviteCode code);
    shared::Result<pb::CreatedInvite> operator()(UnitOfWork &unit) const;

private:
    shared::Result<qint64> expiry(const shared::Calendar &calendar, qint64 nowMs) const;

    pb::CreateInviteRequest m_request;
    shared::InviteId m_id;
    InviteCode m_code;
};

}
