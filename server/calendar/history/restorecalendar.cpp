#include "server/calendar/history/restorecalendar.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Result;

RestoreCalendar::RestoreCalendar(pb::RestoreCalendarRequest request, const CalendarOptions &options)
    : m_request(std::move(request))
    , m_options(options)
{
}

Result<pb::Calendar> RestoreCalendar::operator()(UnitOfWork &unit) const
{
    const auto id = idFromBytes<CalendarId>(m_request.calendar_id());
    pb::CalendarRef same;
    same.set_id(m_request.calendar_id());
    if (CalendarTable(unit.db()).find(same, unit.caller().user)) { // restored already, or never deleted
        const auto there = requireAccess(unit.db(), unit.caller(), same, Right::Manage);
        return there ? Result<pb::Calendar>(toProto(*there)) : there.error();
    }
    auto calendar = find(unit, id);
    if (!calendar)
        return calendar.error();
    const auto name = nameFor(*calendar);
    if (!name)
        return name.error();
    if (!CalendarTable(unit.db()).restore(id, *name))
        return conflict(u"A calendar of this name exists by now: give this one another name."_s,
                        u"name_taken"_s);
    calendar->name = *name;
    const auto seq = tellMembers(unit, *calendar);
    if (!seq)
        return seq.error();
    calendar->version = calendar->seq + 1;
    calendar->seq = *seq;
    unit.commit();
    return toProto(*calendar);
}

Result<Calendar> RestoreCalendar::find(UnitOfWork &unit, const CalendarId &id) const
{
    CalendarTable calendars(unit.db());
    const auto trash = calendars.trash(unit.caller().user, 0);
    const auto found = std::find_if(trash.begin(), trash.end(), [&id](const CalendarTable::Trashed &each) {
        return each.calendar.id == id;
    });
    if (found == trash.end())
        return calendars.isTaken(id) ? notAMember() : noSuchCalendar();
    if (found->deletedMs < unit.nowMs() - m_options.trashKeptMs)
        return noSuchCalendar();
    if (!shared::mayManage(found->calendar.role))
        return notAllowed(u"Only an owner of the calendar may do this."_s);
    return found->calendar;
}

Result<QString> RestoreCalendar::nameFor(const Calendar &calendar) const
{
    if (m_request.name().empty())
        return calendar.name;
    return shared::parseName(fromUtf8(m_request.name()), shared::kMaxCalendarName, u"The calendar name"_s);
}

// Their sockets were put out of the room when it was deleted: this brings them in again.
Result<qint64> RestoreCalendar::tellMembers(UnitOfWork &unit, const Calendar &calendar) const
{
    const auto members = MemberTable(unit.db(), calendar.id).all();
    const auto next = unit.nextSeqs(calendar.id, members.size());
    if (!next)
        return next.error();
    qint64 seq = next->seq;
    for (const shared::Member &member : members) {
        QJsonObject data = joinedData(member, calendar);
        data.insert(u"message"_s, u"%1 is back"_s.arg(calendar.name));
        data.insert(u"restored"_s, true);
        unit.log(calendar.id, seq++, shared::ChangeKind::MemberJoined, member.user.value, data);
    }
    return seq - 1;
}

}
