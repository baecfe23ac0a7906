#include "server/calendar/invites/inviteanswers.h"

#include "server/calendar/errors.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::InviteState;

Error noSuchInvite() { return {ErrorCode::NotFound, u"There is no such invitation."_s, u"no_such_invite"_s}; }

Error inviteEnded(InviteState state)
{
    switch (state) {
    case InviteState::Open:
    case InviteState::Used:
        return conflict(u"The invitation has been used already."_s, u"invite_used"_s);
    case InviteState::Expired:
        return {ErrorCode::Gone, u"The invitation has expired. Ask for a new one."_s, u"invite_expired"_s};
    case InviteState::Revoked:
        return {ErrorCode::Gone, u"The invitation has been taken back."_s, u"invite_revoked"_s};
    }
    Q_UNREACHABLE();
}

pb::Invite toProto(const Invite &invite, qint64 nowMs)
{
    pb::Invite message;
    message.set_id(idBytes(invite.id));
    message.set_calendar_id(idBytes(invite.calendar));
    message.set_role(static_cast<int>(invite.role));
    message.set_uses(invite.uses);
    message.set_uses_left(invite.usesLeft);
    message.set_expires_ms(invite.expiresMs);
    message.set_created_by(idBytes(invite.createdBy));
    message.set_created_by_name(utf8(invite.createdByName));
    message.set_created_ms(invite.createdMs);
    message.set_state(static_cast<int>(invite.state(nowMs)));
    return message;
}

}
