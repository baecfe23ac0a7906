#include "server/calendar/commands/updateevent.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/commands/eventmerge.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::EventDraft;
using shared::EventId;
using shared::Result;

UpdateEvent::UpdateEvent(pb::UpdateEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> UpdateEvent::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto id = idFromBytes<EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    auto stored = EventTable(unit.db()).lock(calendar->id, id);
    if (!stored || stored->state == EventState::Deleted)
        return noSuchEvent();
    Event &before = stored->event;
    before.calendarName = calendar->name;
    if (!stored->saga.isNull())
        return inProgress(u"Another change of this event is under way. Try again soon."_s);
    if (m_request.if_version() != 0 && m_request.if_version() != before.version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(before)}});
    const auto draft = patched(unit, *calendar, before);
    if (!draft)
        return draft.error();
    if (*draft == static_cast<const EventDraft &>(before))
        return SagaStart{{}, toProto(before)};
    Event after = before;
    static_cast<EventDraft &>(after) = *draft;
    EventBatch batch;
    batch.puts.append({after});
    return start.run(batch, before.id);
}

Result<EventDraft> UpdateEvent::patched(UnitOfWork &unit, const Calendar &calendar,
                                        const Event &current) const
{
    const auto patch = parseRequestJson(m_request.patch_json());
    if (!patch)
        return patch.error();
    const QTimeZone zone(calendar.timeZone.toUtf8());
    auto draft = EventMerge(ChangeLog(unit.db()), current, m_request.base_version(), zone).apply(*patch);
    if (draft) {
        if (const auto offered = checkOffered(*draft); !offered)
            return offered.error();
    }
    return draft;
}

}
