#include "server/calendar/history/moveevent.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/errors.h"
#include "server/calendar/series/settledraft.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Done;
using shared::Event;
using shared::EventId;
using shared::Outcome;
using shared::Result;

namespace {
Result<Event> lockOne(UnitOfWork &unit, const Calendar &from, const EventId &id)
{
    auto stored = EventTable(unit.db()).lock(from.id, id);
    if (!stored || stored->state != EventState::Active)
        return noSuchEvent();
    if (!stored->saga.isNull())
        return inProgress(u"Another change of this event is under way. Try again soon."_s);
    if (isHidden(stored->event, unit.caller().user))
        return hiddenEvent();
    stored->event.calendarName = from.name;
    return stored->event;
}

/// A floating time is another instant in another calendar's zone.
void settleOriginal(Event &instance, const Event &series, const QTimeZone &zone)
{
    if (const auto wall = shared::parseWallTime(instance.originalStart.wall))
        instance.originalStart = timeAt(*wall, series, series.start.zone, zone);
}
}

MoveEvent::MoveEvent(pb::MoveEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> MoveEvent::operator()(UnitOfWork &unit) const
{
    if (const auto begun = unit.again() ? SagaTable(unit.db()).find(m_plan.saga) : std::nullopt)
        return SagaStart{begun, {}};
    const auto from = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!from)
        return from.error();
    const auto to = requireAccess(unit.db(), unit.caller(), m_request.target(), Right::WriteEvents);
    if (!to)
        return to.error();
    if (from->id == to->id)
        return invalidArgument(u"The event is in this calendar."_s, u"same_calendar"_s);
    const auto events = lock(unit, *from);
    if (!events)
        return events.error();
    if (const auto checked = check(unit, events->first(), *to); !checked)
        return checked.error();
    const auto planned = plan(unit, *events, *to);
    if (!planned)
        return planned.error();
    return begin(unit, *planned, *from, *to);
}

Result<QList<Event>> MoveEvent::lock(UnitOfWork &unit, const Calendar &from) const
{
    const auto id = idFromBytes<EventId>(m_request.event_id());
    const auto master = lockOne(unit, from, id);
    if (!master)
        return master.error();
    QList<EventId> ids;
    for (const Event &instance : EventTable(unit.db()).instances(id))
        ids.append(instance.id);
    if (ids.size() >= kMaxBatch)
        return shared::Error{shared::ErrorCode::TooLarge,
                             u"At most %1 events can be moved together."_s.arg(kMaxBatch),
                             u"batch_too_large"_s};
    std::sort(ids.begin(), ids.end());
    QList<Event> events{*master};
    for (const EventId &each : std::as_const(ids)) {
        const auto instance = lockOne(unit, from, each);
        if (!instance)
            return instance.error();
        events.append(*instance);
    }
    return events;
}

Outcome MoveEvent::check(UnitOfWork &unit, const Event &event, const Calendar &to) const
{
    if (!event.series.isNull())
        return invalidArgument(u"A changed occurrence stays with its series: move that."_s,
                               u"instance_of_series"_s);
    if (m_request.if_version() != 0 && m_request.if_version() != event.version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(event)}});
    if (const auto other = EventTable(unit.db()).findUid(to.id, event.uid))
        return conflict(u"There is an event with this UID in the other calendar already."_s, u"uid_exists"_s,
                        {{u"event_id"_s, other->toString()}});
    return Done{};
}

Result<BatchPlan> MoveEvent::plan(UnitOfWork &unit, const QList<Event> &events, const Calendar &to) const
{
    const QTimeZone zone(to.timeZone.toUtf8());
    Participants participants(unit.db(), to.id);
    BatchPlan plan;
    for (Event event : events) {
        event.calendar = to.id;
        event.participants = participants.asGuests(event.participants);
        if (const auto settled = settleDraft(event, zone); !settled)
            return settled.error();
        if (!event.series.isNull())
            settleOriginal(event, plan.updated.first().event, zone);
        plan.updated.append({event, std::nullopt});
        plan.records.append({event.id, participants.recorded(event.createdBy, event.participants), false});
    }
    return plan;
}

SagaStart MoveEvent::begin(UnitOfWork &unit, const BatchPlan &plan, const Calendar &from,
                           const Calendar &to) const
{
    Saga saga = m_plan.begin(unit, SagaKind::Move, to.id, plan.updated.first().event.id);
    saga.batch = plan;
    saga.from = from.id;
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    EventTable events(unit.db());
    for (const BatchPlan::Update &each : plan.updated)
        events.giveToSaga(each.event.id, saga.id);
    unit.commit();
    return {saga, {}};
}

}
