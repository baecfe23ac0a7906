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
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Manage);
    if (!calendar)
        return calendar.error();
    if (m_request.if_version() != 0 && m_request.if_version() != calendar->version)
        return preconditionFailed(u"The calendar has been changed meanwhile."_s, u"version"_s,
                                  {{u"calendar"_s, shared::toJson(*calendar)}});
    const auto next = unit.nextSeq(calendar->id);
    if (!next)
        return next.error();
    CalendarTable(unit.db()).moveToTrash(calendar->id, unit.caller().user, unit.nowMs());
    unit.log(calendar->id, next->seq, shared::ChangeKind::CalendarDeleted, calendar->id.value,
             {{u"id"_s, calendar->id.toString()}, {u"name"_s, calendar->name}});
    unit.commit();
    return pb::Empty{};
}

}
