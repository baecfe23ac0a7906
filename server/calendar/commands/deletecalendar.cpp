#include "server/calendar/commands/deletecalendar.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "shared/protocol/calendarjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

DeleteCalendar::DeleteCalendar(pb::DeleteCalendarRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Empty> DeleteCalendar::operator()(UnitOfWork &unit) const
{
    if (unit.alreadyDone())
        return pb::Empty{};
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Manage);
    if (!locked)
        return locked.error();
    const shared::Calendar &calendar = locked->calendar;
    if (m_request.if_version() != 0 && m_request.if_version() != calendar.version)
        return preconditionFailed(u"The calendar has been changed meanwhile."_s, u"version"_s,
                                  {{u"calendar"_s, shared::toJson(calendar)}});
    CalendarTable(unit.db()).moveToTrash(calendar.id, unit.caller().user, unit.nowMs());
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::CalendarDeleted, calendar.id.value,
             {{u"id"_s, calendar.id.toString()}, {u"name"_s, calendar.name}});
    unit.commit();
    return pb::Empty{};
}

}
