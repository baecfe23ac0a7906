#include "server/calendar/access.h"

#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
bool allows(shared::Role role, Right right)
{
    switch (right) {
    case Right::See:
        return true;
    case Right::Read:
        return shared::mayRead(role);
    case Right::WriteEvents:
        return shared::mayWriteEvents(role);
    case Right::Manage:
        return shared::mayManage(role);
    }
    Q_UNREACHABLE();
}

shared::Error refusal(Right right)
{
    switch (right) {
    case Right::See:
    case Right::Read:
        return notAllowed(u"You may only see when somebody is busy in this calendar."_s);
    case Right::WriteEvents:
        return notAllowed(u"You may only look at this calendar."_s);
    case Right::Manage:
        return notAllowed(u"Only an owner of the calendar may do this."_s);
    }
    Q_UNREACHABLE();
}
}

shared::Result<shared::Calendar> requireAccess(shared::Database &database, const CallContext &caller,
                                               const pb::CalendarRef &reference, Right right)
{
    if (reference.id().empty() && reference.name().empty())
        return invalidArgument(u"The calendar's name is missing."_s);
    const auto found = CalendarTable(database).find(reference, caller.user);
    if (!found)
        return noSuchCalendar();
    if (!found->member)
        return notAMember();
    if (!allows(found->calendar.role, right))
        return refusal(right);
    if (right == Right::WriteEvents && found->calendar.subscribed)
        return subscribedCalendar();
    return found->calendar;
}

shared::Result<LockedCalendar> lockCalendar(UnitOfWork &unit, const pb::CalendarRef &reference, Right right)
{
    const auto seen = requireAccess(unit.db(), unit.caller(), reference, right);
    if (!seen)
        return seen.error();
    const auto next = unit.nextSeq(seen->id);
    if (!next)
        return next.error();
    pb::CalendarRef same;
    same.set_id(idBytes(seen->id));
    auto calendar = requireAccess(unit.db(), unit.caller(), same, right);
    if (!calendar)
        return calendar.error();
    calendar->seq = next->seq - 1;
    return LockedCalendar{*calendar, next->seq};
}

}
