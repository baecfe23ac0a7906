#include "server/calendar/saga/sagaeffects.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/saga/sagatable.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ChangeKind;
using shared::Error;
using shared::ErrorCode;
using shared::Event;
using shared::Result;

namespace {
Error lostEvent() { return {ErrorCode::Internal, u"The event of a saga is missing."_s}; }

IdempotencyTable keyOf(UnitOfWork &unit, const Saga &saga)
{
    return {unit.db(), {saga.user, u"create_event"_s, saga.idempotencyKey}};
}
}

SagaEffects::SagaEffects(UnitOfWork &unit)
    : m_unit(unit)
{
}

Result<Event> SagaEffects::complete(const Saga &saga)
{
    switch (saga.kind) {
    case SagaKind::CreateEvent:
        return create(saga);
    case SagaKind::UpdateEvent:
        return update(saga);
    case SagaKind::RestoreEvent:
        return restore(saga);
    case SagaKind::DeleteEvent:
        EventTable(m_unit.db()).freeFromSaga(saga.event, saga.id);
        return Event{};
    case SagaKind::PurgeEvent:
        EventTable(m_unit.db()).erase(saga.event, saga.id);
        return Event{};
    }
    Q_UNREACHABLE();
}

void SagaEffects::undo(const Saga &saga)
{
    EventTable events(m_unit.db());
    if (saga.kind == SagaKind::CreateEvent)
        events.erase(saga.event, saga.id);
    else
        events.freeFromSaga(saga.event, saga.id);
    keyOf(m_unit, saga).release(saga.id.value);
}

Result<Event> SagaEffects::outcome(const Saga &saga)
{
    const auto found = SagaTable(m_unit.db()).find(saga.id);
    if (found && found->error)
        return *found->error;
    if (!found || found->state != SagaState::Completed)
        return unfinished();
    const auto stored = EventTable(m_unit.db()).find(saga.calendar, saga.event);
    return stored ? Result<Event>(stored->event) : noSuchEvent();
}

Result<Event> SagaEffects::create(const Saga &saga)
{
    const auto next = m_unit.nextSeq(saga.calendar);
    if (!next)
        return next.error();
    auto event = EventTable(m_unit.db()).activate(saga.event, saga.id, next->seq);
    if (!event)
        return lostEvent();
    event->calendarName = next->calendarName;
    m_unit.log(saga.calendar, next->seq, ChangeKind::EventCreated, event->id.value, createdEventData(*event));
    keyOf(m_unit, saga).finish(toProto(*event).SerializeAsString());
    return *event;
}

Result<Event> SagaEffects::update(const Saga &saga)
{
    const auto next = m_unit.nextSeq(saga.calendar);
    if (!next)
        return next.error();
    EventTable events(m_unit.db());
    const auto stored = events.find(saga.calendar, saga.event);
    const auto draft = shared::parseDraft(saga.draft, QTimeZone::utc());
    if (!stored || stored->saga != saga.id || !draft)
        return lostEvent();
    Event before = stored->event;
    before.calendarName = next->calendarName;
    Event after = before;
    static_cast<shared::EventDraft &>(after) = *draft;
    after.version = next->seq;
    after.updatedByName = saga.username;
    after.updatedMs = m_unit.nowMs();
    events.update(after);
    const QStringList changed = shared::changedFields(before, after);
    m_unit.log(saga.calendar, next->seq, ChangeKind::EventUpdated, after.id.value,
               updatedEventData(before, after, changed), changed);
    return after;
}

Result<Event> SagaEffects::restore(const Saga &saga)
{
    const auto next = m_unit.nextSeq(saga.calendar);
    if (!next)
        return next.error();
    auto event =
        EventTable(m_unit.db()).restore(saga.event, saga.id, next->seq, saga.username, m_unit.nowMs());
    if (!event)
        return lostEvent();
    event->calendarName = next->calendarName;
    m_unit.log(saga.calendar, next->seq, ChangeKind::EventCreated, event->id.value,
               restoredEventData(*event));
    return *event;
}

}
