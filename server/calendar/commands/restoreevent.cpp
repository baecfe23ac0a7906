#include "server/calendar/commands/restoreevent.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
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
    const auto id = idFromBytes<EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    EventBatch batch;
    batch.restores.append(id);
    EventTable events(unit.db());
    if (const auto deleted = events.deletedMs(id))
        for (const shared::Event &instance : events.instances(id, deleted))
            batch.restores.append(instance.id);
    return start.run(batch, id);
}

}
