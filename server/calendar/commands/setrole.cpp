#include "server/calendar/commands/setrole.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;
using shared::Role;
using shared::UserId;

SetRole::SetRole(pb::SetRoleRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Member> SetRole::operator()(UnitOfWork &unit) const
{
    if (m_request.role() < static_cast<int>(Role::Owner) || m_request.role() > static_cast<int>(Role::Busy))
        return invalidArgument(u"A role is owner, editor, viewer or busy."_s);
    const auto role = static_cast<Role>(m_request.role());
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Manage);
    if (!locked)
        return locked.error();
    const shared::CalendarId &calendar = locked->calendar.id;
    MemberTable members(unit.db(), calendar);
    auto member = members.find(idFromBytes<UserId>(m_request.user_id()));
    if (!member)
        return shared::Error{shared::ErrorCode::NotFound, u"There is no such member."_s, u"no_such_member"_s};
    if (member->role == role)
        return toProto(*member);
    if (member->role == Role::Owner && members.countOwners() == 1)
        return conflict(u"The calendar needs an owner: make somebody else one first."_s, u"last_owner"_s);
    member->role = role;
    members.setRole(member->user, role);
    unit.log(calendar, locked->nextSeq, shared::ChangeKind::MemberUpdated, member->user.value,
             memberData(*member));
    unit.commit();
    return toProto(*member);
}

}
