#include "server/calendar/commands/deleteevent.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;
using shared::Result;

DeleteEvent::DeleteEvent(pb::DeleteEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> DeleteEvent::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    EventTable events(unit.db());
    auto stored = events.lock(calendar->id, idFromBytes<EventId>(m_request.event_id()));
    if (stored)
        stored->event.calendarName = calendar->name;
    if (stored && unit.alreadyDone())
        return SagaStart{{}, toProto(stored->event)};
    if (!stored || stored->state == EventState::Deleted)
        return noSuchEvent();
    if (!stored->saga.isNull())
        return inProgress(u"Another change of this event is under way. Try again soon."_s);
    Event &event = stored->event;
    if (m_request.if_version() != 0 && m_request.if_version() != event.version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(event)}});
    const auto next = unit.nextSeq(calendar->id);
    if (!next)
        return next.error();
    event.version = next->seq;
    event.deleted = true;
    event.updatedByName = unit.caller().username;
    event.updatedMs = unit.nowMs();
    const Saga saga = m_plan.begin(unit, SagaKind::DeleteEvent, calendar->id, event.id);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    events.moveToTrash(event, saga.id);
    unit.log(calendar->id, next->seq, shared::ChangeKind::EventDeleted, event.id.value,
             deletedEventData(event));
    unit.commit();
    return SagaStart{saga, toProto(event)};
}

}
