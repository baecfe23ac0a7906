#include "server/calendar/commands/restoreevent.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/participants.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;
using shared::Result;

RestoreEvent::RestoreEvent(pb::RestoreEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> RestoreEvent::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    EventTable events(unit.db());
    auto stored = events.lock(calendar->id, idFromBytes<EventId>(m_request.event_id()));
    if (!stored)
        return noSuchEvent();
    Event &event = stored->event;
    event.calendarName = calendar->name;
    if (!stored->saga.isNull() && stored->saga != m_plan.saga)
        return inProgress(u"Another change of this event is under way. Try again soon."_s);
    if (stored->state == EventState::Active)
        return SagaStart{{}, toProto(event)};
    Saga saga = m_plan.begin(unit, SagaKind::RestoreEvent, calendar->id, event.id);
    saga.participants = Participants(unit.db(), calendar->id).recorded(event.createdBy, event.participants);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    events.giveToSaga(event.id, saga.id);
    unit.commit();
    return SagaStart{saga, {}};
}

}
