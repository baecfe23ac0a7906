#include "server/calendar/saga/batcheffects.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/changes/changelog.h"
#include "server/calendar/errors.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ChangeKind;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Event;
using shared::EventId;
using shared::Outcome;

namespace {
Error lostEvent() { return {ErrorCode::Internal, u"An event of a saga is missing."_s}; }
}

BatchEffects::BatchEffects(UnitOfWork &unit, const shared::CalendarId &calendar, const shared::SagaId &saga)
    : m_unit(unit)
    , m_events(unit.db())
    , m_calendar(calendar)
    , m_saga(saga)
{
}

shared::Result<Event> BatchEffects::apply(const BatchPlan &plan, const EventId &answer)
{
    const auto next = m_unit.nextSeqs(m_calendar, plan.changes());
    if (!next)
        return next.error();
    m_calendarName = next->calendarName;
    m_nextSeq = next->seq;
    m_answerId = answer;
    m_makesNew = !plan.created.isEmpty();
    for (const EventId &id : plan.deleted)
        if (const auto done = remove(id); !done)
            return done.error();
    for (const BatchPlan::Update &each : plan.updated)
        if (plan.restored.contains(each.event.id))
            if (const auto done = restore(each.event.id); !done)
                return done.error();
    // An instance may take the place in its series that another one leaves.
    if (plan.updated.size() > 1)
        for (const BatchPlan::Update &each : plan.updated)
            m_events.leavePlace(each.event.id);
    for (const BatchPlan::Update &each : plan.updated)
        if (const auto done = update(each); !done)
            return done.error();
    if (const auto done = create(plan.created); !done)
        return done.error();
    for (const EventId &id : plan.restored)
        if (!m_back.contains(id))
            if (const auto done = restore(id); !done)
                return done.error();
    m_unit.log(m_log);
    return m_answer ? shared::Result<Event>(*m_answer) : lostEvent();
}

void BatchEffects::undo(const BatchPlan &plan)
{
    for (const EventId &id : plan.created)
        m_events.erase(id, m_saga);
    for (const BatchPlan::Update &each : plan.updated)
        m_events.freeFromSaga(each.event.id, m_saga);
    for (const EventId &id : plan.deleted + plan.restored)
        m_events.freeFromSaga(id, m_saga);
}

Outcome BatchEffects::remove(const EventId &id)
{
    auto event = mine(id);
    if (!event)
        return lostEvent();
    stamp(*event);
    event->deleted = true;
    m_events.moveToTrash(*event, {});
    log(ChangeKind::EventDeleted, *event, deletedEventData(*event));
    return Done{};
}

Outcome BatchEffects::update(const BatchPlan::Update &update)
{
    const auto before = mine(update.event.id);
    if (!before)
        return lostEvent();
    Event after = *before;
    static_cast<shared::EventDraft &>(after) = update.event;
    after.uid = update.event.uid;
    after.series = update.event.series;
    after.originalStart = update.event.originalStart;
    stamp(after);
    m_events.update(after);
    if (update.davName)
        m_events.setDavName(after.id, *update.davName);
    const QStringList changed = shared::changedFields(*before, after);
    QStringList fields = changed;
    if (m_makesNew && after.series.isNull() && changed.contains(u"recurrence"_s))
        fields.append(kSeriesDivided);
    log(ChangeKind::EventUpdated, after, updatedEventData(*before, after, changed), fields);
    return Done{};
}

Outcome BatchEffects::create(const QList<EventId> &ids)
{
    QList<Event> events = m_events.activate(ids, m_saga, m_nextSeq);
    if (events.size() != ids.size())
        return lostEvent();
    for (Event &event : events) {
        event.calendarName = m_calendarName;
        m_nextSeq = event.version + 1;
        const QStringList fields = event.series.isNull() ? QStringList() : changedOfInstance(event);
        log(ChangeKind::EventCreated, event, createdEventData(event), fields);
    }
    return Done{};
}

Outcome BatchEffects::restore(const EventId &id)
{
    auto event = m_events.restore(id, m_saga, m_nextSeq, m_unit.caller().username, m_unit.nowMs());
    if (!event)
        return lostEvent();
    ++m_nextSeq;
    m_back.insert(id);
    event->calendarName = m_calendarName;
    log(ChangeKind::EventCreated, *event, restoredEventData(*event));
    return Done{};
}

std::optional<Event> BatchEffects::mine(const EventId &id)
{
    auto stored = m_events.find(m_calendar, id);
    const bool isMine = stored && (stored->saga == m_saga || m_back.contains(id));
    if (!isMine || stored->state != EventState::Active)
        return std::nullopt;
    stored->event.calendarName = m_calendarName;
    return stored->event;
}

// Who edits an occurrence has seen the series; what an instance has otherwise has changed for them.
QStringList BatchEffects::changedOfInstance(const Event &instance)
{
    const auto series = m_events.find(m_calendar, instance.series);
    if (!series)
        return {};
    QStringList fields = shared::changedFields(series->event, instance);
    const bool moved = instance.start.wall != instance.originalStart.wall;
    const bool longer =
        instance.end.utcMs - instance.start.utcMs != series->event.end.utcMs - series->event.start.utcMs;
    fields.removeIf([&](const QString &field) {
        return field == "recurrence"_L1 || (field == "event_start"_L1 && !moved)
            || (field == "event_end"_L1 && !moved && !longer);
    });
    fields.append(kInstanceMade);
    return fields;
}

void BatchEffects::stamp(Event &event)
{
    event.version = m_nextSeq++;
    event.updatedByName = m_unit.caller().username;
    event.updatedMs = m_unit.nowMs();
}

void BatchEffects::log(ChangeKind kind, const Event &event, const QJsonObject &data,
                       const QStringList &fields)
{
    m_log.append({m_calendar, event.version, kind, event.id.value, data, fields});
    if (event.id == m_answerId)
        m_answer = event;
}

}
