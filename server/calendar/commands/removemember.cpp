#include "server/calendar/commands/removemember.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::ChangeKind;
using shared::Done;
using shared::Member;
using shared::Outcome;
using shared::Result;
using shared::Role;
using shared::UserId;

RemoveMember::RemoveMember(pb::RemoveMemberRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Calendar> RemoveMember::operator()(UnitOfWork &unit) const
{
    if (unit.alreadyDone())
        return leftCalendar(unit);
    const UserId user = idFromBytes<UserId>(m_request.user_id());
    const Right right = user == unit.caller().user ? Right::See : Right::Manage;
    const auto locked = lockCalendar(unit, m_request.calendar(), right);
    if (!locked)
        return locked.error();
    Calendar calendar = locked->calendar;
    MemberTable members(unit.db(), calendar.id);
    const auto member = members.find(user);
    if (!member)
        return shared::Error{shared::ErrorCode::NotFound, u"There is no such member."_s, u"no_such_member"_s};
    if (const auto checked = check(unit, calendar, *member); !checked)
        return checked.error();
    members.remove(user);
    calendar.seq = locked->nextSeq;
    unit.log(calendar.id, locked->nextSeq, ChangeKind::MemberLeft, user.value,
             leftData(*member, calendar, unit.caller().username));
    if (members.count() == 0) {
        const auto last = unit.nextSeq(calendar.id);
        if (!last)
            return last.error();
        calendar.seq = last->seq;
        CalendarTable(unit.db()).moveToTrash(calendar.id, user, unit.nowMs());
        unit.log(calendar.id, last->seq, ChangeKind::CalendarDeleted, calendar.id.value,
                 {{u"id"_s, calendar.id.toString()}, {u"name"_s, calendar.name}});
    }
    unit.commit();
    return toProto(calendar);
}

pb::Calendar RemoveMember::leftCalendar(UnitOfWork &unit) const
{
    if (const auto found = CalendarTable(unit.db()).find(m_request.calendar(), unit.caller().user))
        return toProto(found->calendar);
    pb::Calendar gone;
    gone.set_id(m_request.calendar().id());
    gone.set_name(m_request.calendar().name());
    return gone;
}

Outcome RemoveMember::check(UnitOfWork &unit, const Calendar &calendar, const Member &member) const
{
    MemberTable members(unit.db(), calendar.id);
    if (member.role != Role::Owner || members.countOwners() > 1 || members.count() == 1)
        return Done{};
    return conflict(
        u"The last owner can't leave while others are in the calendar: make somebody else an owner first."_s,
        u"last_owner"_s);
}

}
