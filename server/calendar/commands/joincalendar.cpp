#include "server/calendar/commands/joincalendar.h"

#include "server/calendar/commands/admission.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
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
    Admission admission(unit, m_options);
    if (const auto checked = admission.check(calendar.id); !checked)
        return checked.error();
    const auto next = unit.nextSeq(calendar.id);
    if (!next)
        return next.error();
    if (!admission.enter(calendar, Role::Editor, next->seq))
        return response(calendar, true);
    unit.commit();
    return response(calendar, false);
}

}
