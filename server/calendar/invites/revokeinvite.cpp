#include "server/calendar/invites/revokeinvite.h"

#include "server/calendar/access.h"
#include "server/calendar/invites/inviteanswers.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Result;

RevokeInvite::RevokeInvite(pb::InviteRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Invite> RevokeInvite::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Manage);
    if (!calendar)
        return calendar.error();
    const auto revoked = InviteTable(unit.db()).revoke(
        calendar->id, idFromBytes<shared::InviteId>(m_request.invite_id()), unit.nowMs());
    if (!revoked)
        return noSuchInvite();
    unit.commit();
    return toProto(*revoked, unit.nowMs());
}

}
