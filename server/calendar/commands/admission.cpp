#include "server/calendar/commands/admission.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/membertable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Member;

Admission::Admission(UnitOfWork &unit, const CalendarOptions &options)
    : m_unit(unit)
    , m_options(options)
{
}

shared::Outcome Admission::check(const shared::CalendarId &calendar)
{
    if (MemberTable(m_unit.db(), calendar).count() >= m_options.maxMembers)
        return conflict(u"The calendar has as many members as it can."_s, u"too_many_members"_s);
    if (CalendarTable(m_unit.db()).countOfUser(m_unit.caller().user) >= m_options.maxCalendars)
        return conflict(u"You are in as many calendars as you can."_s, u"too_many_calendars"_s);
    return shared::Done{};
}

bool Admission::enter(shared::Calendar &calendar, shared::Role role, qint64 seq)
{
    const Member member{m_unit.caller().user, m_unit.caller().username, role, m_unit.nowMs()};
    calendar.role = role;
    calendar.seq = seq;
    if (!MemberTable(m_unit.db(), calendar.id).insert(member))
        return false;
    m_unit.log(calendar.id, seq, shared::ChangeKind::MemberJoined, member.user.value,
               joinedData(member, calendar));
    return true;
}

}
