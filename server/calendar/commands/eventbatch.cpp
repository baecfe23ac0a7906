#include "server/calendar/commands/eventbatch.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/saga/batcheffects.h"
#include "server/calendar/series/settledraft.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Event;
using shared::EventId;
using shared::Outcome;
using shared::Result;
using shared::UserId;

namespace {
Error tooManyEvents()
{
    return {ErrorCode::TooLarge, u"At most %1 events can be changed together."_s.arg(kMaxBatch),
            u"batch_too_large"_s};
}

bool isSame(const Event &a, const Event &b)
{
    return static_cast<const shared::EventDraft &>(a) == static_cast<const shared::EventDraft &>(b)
        && a.uid == b.uid && a.series == b.series && a.originalStart == b.originalStart;
}

QSet<UserId> asSet(const QList<UserId> &users) { return {users.begin(), users.end()}; }
}

BatchStart::BatchStart(UnitOfWork &unit, const SagaPlan &plan, const shared::Calendar &calendar)
    : m_unit(unit)
    , m_sagaPlan(plan)
    , m_calendar(calendar)
    , m_participants(unit.db(), calendar.id)
{
}

std::optional<SagaStart> BatchStart::earlier(const EventId &answer)
{
    if (!m_unit.again())
        return std::nullopt;
    if (const auto saga = SagaTable(m_unit.db()).find(m_sagaPlan.saga))
        return SagaStart{saga, {}};
    if (!m_unit.alreadyDone())
        return std::nullopt;
    const auto stored = EventTable(m_unit.db()).find(m_calendar.id, answer);
    return stored ? std::optional(SagaStart{{}, toProto(stored->event)}) : std::nullopt;
}

Result<SagaStart> BatchStart::run(const EventBatch &batch, const EventId &answer)
{
    if (batch.size() > kMaxBatch)
        return tooManyEvents();
    if (const auto locked = lockAll(batch); !locked)
        return locked.error();
    if (const auto planned = plan(batch); !planned)
        return planned.error();
    if (m_plan.records.isEmpty())
        return applyNow(answer);
    return beginSaga(answer);
}

// Always in the same order: two batches can't wait for each other.
Outcome BatchStart::lockAll(const EventBatch &batch)
{
    QList<EventId> ids = batch.deletes + batch.restores;
    for (const EventPut &put : batch.puts)
        if (!put.isNew)
            ids.append(put.event.id);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    EventTable events(m_unit.db());
    for (const EventId &id : ids) {
        auto stored = events.lock(m_calendar.id, id);
        if (!stored)
            return noSuchEvent();
        if (!stored->saga.isNull())
            return inProgress(u"Another change of this event is under way. Try again soon."_s);
        if (isHidden(stored->event, m_unit.caller().user))
            return hiddenEvent();
        stored->event.calendarName = m_calendar.name;
        m_locked.insert(id, *stored);
    }
    return Done{};
}

Outcome BatchStart::plan(const EventBatch &batch)
{
    m_returning = {batch.restores.begin(), batch.restores.end()};
    for (const EventPut &put : batch.puts)
        if (const auto planned = put.isNew ? planNew(put) : planUpdate(put); !planned)
            return planned;
    for (const EventId &id : batch.deletes)
        if (const auto planned = planDelete(id); !planned)
            return planned;
    for (const EventId &id : batch.restores)
        if (const auto planned = planRestore(id); !planned)
            return planned;
    return Done{};
}

Outcome BatchStart::prepare(shared::EventDraft &draft, const QList<shared::Participant> &already)
{
    if (const auto settled = settleDraft(draft, QTimeZone(m_calendar.timeZone.toUtf8())); !settled)
        return settled;
    if (draft.participants == already)
        return Done{};
    const auto participants = m_participants.resolve(draft.participants, already);
    if (!participants)
        return participants.error();
    draft.participants = *participants;
    return Done{};
}

Outcome BatchStart::planNew(const EventPut &put)
{
    EventPut wanted = put;
    Event &event = wanted.event;
    if (const auto prepared = prepare(event, {}); !prepared)
        return prepared;
    event.calendar = m_calendar.id;
    if (event.uid.isEmpty())
        event.uid = event.id.toString();
    event.version = m_new.size();
    if (event.createdBy.isNull()) {
        event.createdBy = m_unit.caller().user;
        event.createdByName = m_unit.caller().username;
    }
    event.createdMs = m_unit.nowMs();
    event.updatedByName = m_unit.caller().username;
    event.updatedMs = event.createdMs;
    m_new.append(wanted);
    m_plan.created.append(event.id);
    m_plan.records.append({event.id, m_participants.recorded(event.createdBy, event.participants), false});
    return Done{};
}

Outcome BatchStart::planUpdate(const EventPut &put)
{
    const StoredEvent &stored = m_locked[put.event.id];
    const bool returns = stored.state == EventState::Deleted && m_returning.contains(put.event.id);
    if (stored.state != EventState::Active && !returns)
        return noSuchEvent();
    const Event &before = stored.event;
    BatchPlan::Update update{put.event, put.davName};
    if (update.event.uid.isEmpty())
        update.event.uid = before.uid;
    if (const auto prepared = prepare(update.event, before.participants); !prepared)
        return prepared;
    if (isSame(before, update.event) && !put.davName)
        return Done{};
    const auto users = m_participants.recorded(before.createdBy, update.event.participants);
    // Of one that comes back planRestore() says who takes part.
    if (!returns && asSet(users) != asSet(m_participants.recorded(before.createdBy, before.participants)))
        m_plan.records.append({before.id, users, false});
    m_plan.updated.append(update);
    return Done{};
}

Outcome BatchStart::planDelete(const EventId &id)
{
    if (m_locked[id].state != EventState::Active)
        return noSuchEvent();
    m_plan.deleted.append(id);
    m_plan.records.append({id, {}, true});
    return Done{};
}

Outcome BatchStart::planRestore(const EventId &id)
{
    const StoredEvent &stored = m_locked[id];
    if (stored.state != EventState::Deleted)
        return Done{};
    if (const auto other = EventTable(m_unit.db()).findUid(m_calendar.id, stored.event.uid);
        other && stored.event.series.isNull())
        return taken(stored.event);
    if (!stored.event.series.isNull()
        && EventTable(m_unit.db()).findInstance(stored.event.series, stored.event.originalStart.wall))
        return taken(stored.event);
    const auto replaced = std::find_if(m_plan.updated.begin(), m_plan.updated.end(),
                                       [&id](const BatchPlan::Update &each) { return each.event.id == id; });
    const auto &participants =
        replaced == m_plan.updated.end() ? stored.event.participants : replaced->event.participants;
    m_plan.restored.append(id);
    m_plan.records.append({id, m_participants.recorded(stored.event.createdBy, participants), false});
    return Done{};
}

Outcome BatchStart::insertNew()
{
    QList<NewEvent> events;
    for (const EventPut &put : m_new)
        events.append({put.event, put.davName.value_or(QString())});
    const auto refused = EventTable(m_unit.db()).insertPending(events, m_sagaPlan.saga);
    if (!refused)
        return Done{};
    return taken(std::find_if(events.begin(), events.end(), [&refused](const NewEvent &each) {
                     return each.event.id == *refused;
                 })->event);
}

Error BatchStart::taken(const Event &event)
{
    EventTable events(m_unit.db());
    const auto other = event.series.isNull() ? events.findUid(m_calendar.id, event.uid)
                                             : events.findInstance(event.series, event.originalStart.wall);
    QJsonObject details;
    if (other)
        details.insert(u"event_id"_s, other->toString());
    return event.series.isNull()
        ? conflict(u"There is an event with this UID in the calendar already."_s, u"uid_exists"_s, details)
        : conflict(u"This occurrence of the series has been changed already."_s, u"instance_exists"_s,
                   details);
}

Result<SagaStart> BatchStart::applyNow(const EventId &answer)
{
    if (m_plan.changes() == 0) {
        const auto stored = EventTable(m_unit.db()).find(m_calendar.id, answer);
        return stored ? Result<SagaStart>(SagaStart{{}, toProto(stored->event)}) : noSuchEvent();
    }
    const auto event = BatchEffects(m_unit, m_calendar.id, {}).apply(m_plan, answer);
    if (!event)
        return event.error();
    m_unit.commit();
    return SagaStart{{}, toProto(*event)};
}

Result<SagaStart> BatchStart::beginSaga(const EventId &answer)
{
    if (const auto inserted = insertNew(); !inserted)
        return inserted.error();
    Saga saga = m_sagaPlan.begin(m_unit, SagaKind::Batch, m_calendar.id, answer);
    saga.batch = m_plan;
    SagaTable(m_unit.db()).insert(saga, m_sagaPlan.lease);
    EventTable events(m_unit.db());
    for (const EventId &id : m_plan.deleted + m_plan.restored)
        events.giveToSaga(id, saga.id);
    for (const BatchPlan::Update &update : m_plan.updated)
        events.giveToSaga(update.event.id, saga.id);
    m_unit.commit();
    return SagaStart{saga, {}};
}

}
