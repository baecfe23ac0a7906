#include "server/calendar/commands/joincalendar.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Member;
using shared::Result;
using shared::Role;

namespace {
pb::JoinResponse response(const Calendar &calendar, bool alreadyMember)
{
    pb::JoinResponse answer;
    *answer.mutable_calendar() = toProto(calendar);
    answer.set_already_member(alreadyMember);
    return answer;
}
}

JoinCalendar::JoinCalendar(pb::JoinRequest request, QString verifiedHash, const CalendarOptions &options)
    : m_request(std::move(request))
    , m_verifiedHash(std::move(verifiedHash))
    , m_options(options)
{
}

Result<pb::JoinResponse> JoinCalendar::operator()(UnitOfWork &unit) const
{
    CalendarTable calendars(unit.db());
    auto found = calendars.find(m_request.calendar(), unit.caller().user);
    if (!found)
        return noSuchCalendar();
    Calendar &calendar = found->calendar;
    if (found->member)
        return response(calendar, !unit.alreadyDone());
    if (found->passwordHash != m_verifiedHash)
        return conflict(u"The calendar's password has just been changed. Try again."_s,
                        u"password_changed"_s);
    MemberTable members(unit.db(), calendar.id);
    if (members.count() >= m_options.maxMembers)
        return conflict(u"The calendar has as many members as it can."_s, u"too_many_members"_s);
    if (calendars.countOfUser(unit.caller().user) >= m_options.maxCalendars)
        return conflict(u"You are in as many calendars as you can."_s, u"too_many_calendars"_s);
    const auto next = unit.nextSeq(calendar.id);
    if (!next)
        return next.error();
    const Member member{unit.caller().user, unit.caller().username, Role::Editor, unit.nowMs()};
    calendar.role = member.role;
    calendar.seq = next->seq;
    if (!members.insert(member))
        return response(calendar, true);
    unit.log(calendar.id, next->seq, shared::ChangeKind::MemberJoined, member.user.value,
             joinedData(member, calendar));
    unit.commit();
    return response(calendar, false);
}

}
