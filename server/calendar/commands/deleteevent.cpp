#include "server/calendar/commands/deleteevent.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/series/seriestarget.h"
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
    const auto id = idFromBytes<EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    const auto target = SeriesTarget::lock(unit, *calendar, id, m_request.occurrence(), m_request.scope());
    if (!target)
        return target.error();
    const auto current = target->current(unit.caller().user);
    if (!current)
        return current.error();
    if (m_request.if_version() != 0 && m_request.if_version() != current->version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(*current)}});
    if (!target->edit)
        return removeNow(unit, *current);
    const auto change = target->remove();
    if (!change)
        return change.error();
    return start.run(change->batch, change->answer);
}

Result<SagaStart> DeleteEvent::removeNow(UnitOfWork &unit, Event event) const
{
    const auto next = unit.nextSeq(event.calendar);
    if (!next)
        return next.error();
    event.version = next->seq;
    event.deleted = true;
    event.updatedByName = unit.caller().username;
    event.updatedMs = unit.nowMs();
    const Saga saga = m_plan.begin(unit, SagaKind::DeleteEvent, event.calendar, event.id);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    EventTable(unit.db()).moveToTrash(event, saga.id);
    unit.log(event.calendar, next->seq, shared::ChangeKind::EventDeleted, event.id.value,
             deletedEventData(event));
    unit.commit();
    return SagaStart{saga, toProto(event)};
}

}
