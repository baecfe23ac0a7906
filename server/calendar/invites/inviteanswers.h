#pragma once

#include "server/calendar/invites/invitetable.h"
#include "server/calendar/messages.h"
#include "server/proto/invites.pb.h"
#include "shared/base/error.h"

namespace hearth::server::calendar {

shared::Error noSuchInvite();
/// Why an invite that is not open can't be accepted.
shared::Error inviteEnded(shared::InviteState state);
pb::Invite toProto(const Invite &invite, qint64 nowMs);

}
