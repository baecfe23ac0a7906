#include "server/calendar/saga/sagaeffects.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polltable.h"
#include "server/calendar/saga/batcheffects.h"
#include "server/calendar/saga/moveeffects.h"
#include "server/calendar/saga/sagatable.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/proto/convert.h"

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
    case SagaKind::Batch:
        return BatchEffects(m_unit, saga.calendar, saga.id).apply(saga.batch, saga.event);
    case SagaKind::Move:
        return MoveEffects(m_unit, saga).apply();
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
    if (saga.kind == SagaKind::CreateEvent)
        EventTable(m_unit.db()).erase(saga.event, saga.id);
    else // of a move, too, nothing but the events' saga has been written
        BatchEffects(m_unit, saga.calendar, saga.id).undo(saga.batch);
    if (!saga.poll.isNull())
        PollTable(m_unit.db()).release(saga.poll, saga.event);
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
    const QList<Event> activated = EventTable(m_unit.db()).activate({saga.event}, saga.id, next->seq);
    if (activated.isEmpty())
        return lostEvent();
    Event event = activated.first();
    event.calendarName = next->calendarName;
    m_unit.log(saga.calendar, next->seq, ChangeKind::EventCreated, event.id.value, createdEventData(event));
    keyOf(m_unit, saga).finish(server::toProto(event).SerializeAsString());
    if (const auto closed = closePoll(saga); !closed)
        return closed.error();
    return event;
}

shared::Outcome SagaEffects::closePoll(const Saga &saga)
{
    if (saga.poll.isNull())
        return shared::Done{};
    const auto next = m_unit.nextSeq(saga.calendar);
    if (!next)
        return next.error();
    PollTable polls(m_unit.db());
    if (!polls.close(saga.poll, saga.event, next->seq))
        return lostEvent();
    const auto poll = polls.find(saga.calendar, saga.poll);
    if (!poll)
        return lostEvent();
    m_unit.log(saga.calendar, next->seq, ChangeKind::PollUpdated, poll->id.value,
               updatedPollData(*poll, {u"state"_s}));
    return shared::Done{};
}

}
