#include "server/calendar/commands/sagastart.h"

namespace hearth::server::calendar {

Saga SagaPlan::begin(const UnitOfWork &unit, SagaKind kind, const shared::CalendarId &calendar,
                     const shared::EventId &sagaEvent) const
{
    Saga begun;
    begun.id = saga;
    begun.kind = kind;
    begun.calendar = calendar;
    begun.event = sagaEvent;
    begun.user = unit.caller().user;
    begun.username = unit.caller().username;
    begun.requestId = unit.caller().requestId;
    begun.createdMs = unit.nowMs();
    begun.deadlineMs = deadlineMs;
    return begun;
}

}
