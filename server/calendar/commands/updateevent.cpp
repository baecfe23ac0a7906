#include "server/calendar/commands/updateevent.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/eventmerge.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/series/seriestarget.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::EditScope;
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
    const auto target = SeriesTarget::lock(unit, *calendar, id, m_request.occurrence(), m_request.scope());
    if (!target)
        return target.error();
    const auto current = target->current(unit.caller().user);
    if (!current)
        return current.error();
    if (m_request.if_version() != 0 && m_request.if_version() != current->version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(*current)}});
    const auto draft = patched(unit, *calendar, *current, target->scope);
    if (!draft)
        return draft.error();
    if (*draft == static_cast<const EventDraft &>(*current))
        return SagaStart{{}, toProto(*current)};
    Event edited = *current;
    static_cast<EventDraft &>(edited) = *draft;
    const auto change = target->change(edited, m_plan.event);
    if (!change)
        return change.error();
    return start.run(change->batch, change->answer);
}

Result<EventDraft> UpdateEvent::patched(UnitOfWork &unit, const Calendar &calendar, const Event &current,
                                        EditScope scope) const
{
    const auto patch = parseRequestJson(m_request.patch_json());
    if (!patch)
        return patch.error();
    const QTimeZone zone(calendar.timeZone.toUtf8());
    return EventMerge(ChangeLog(unit.db()), current, m_request.base_version(), zone, scope).apply(*patch);
}

}
