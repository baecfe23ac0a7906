#include "client/replica/projection.h"

#include "client/replica/eventpatch.h"
#include "client/replica/replicastore.h"

#include <QQueue>

namespace hearth::client {

using shared::EditScope;
using shared::Event;
using shared::EventId;
using shared::SeriesChange;
using shared::SeriesEdit;

namespace {
constexpr int kMaxDepth = 64; // series made by series made by series

QTimeZone zoneOf(ReplicaStore &store, shared::CalendarId calendar)
{
    const auto calendars = store.calendars().all();
    for (const shared::Calendar &each : calendars)
        if (each.id == calendar)
            return QTimeZone(each.timeZone.toUtf8());
    return QTimeZone::utc();
}
}

Projection::Projection(ReplicaStore &store, EventId event)
    : m_store(store)
{
    collect(rootOf(event));
    m_shown = m_server;
}

EventId Projection::rootOf(EventId event) const
{
    for (int depth = 0; depth < kMaxDepth; ++depth) {
        if (const auto maker = m_store.outbox().makerOf(event)) {
            if (maker->event == event)
                break;
            event = maker->event;
            continue;
        }
        const auto row = m_store.events().find(event);
        if (!row || !row->server || row->server->series.isNull()
            || !m_store.events().find(row->server->series))
            break;
        event = row->server->series;
    }
    return event;
}

void Projection::collect(EventId root)
{
    QQueue<EventId> open;
    open.enqueue(root);
    while (!open.isEmpty()) {
        const EventId id = open.dequeue();
        if (m_ids.contains(id))
            continue;
        m_ids.insert(id);
        if (const auto row = m_store.events().find(id); row && row->server)
            m_server[id] = *row->server;
        const auto instances = m_store.events().instancesOf(id);
        for (const EventRow &instance : instances)
            open.enqueue(instance.id);
        const auto entries = m_store.outbox().of(id);
        for (const OutboxEntry &entry : entries) {
            m_entries.insert(entry.position, entry);
            if (!entry.made.isNull())
                open.enqueue(entry.made);
        }
    }
}

void Projection::show(ReplicaDelta &delta)
{
    for (const OutboxEntry &entry : std::as_const(m_entries))
        replay(entry);
    for (const EventId id : std::as_const(m_ids))
        showOne(id, delta);
}

std::optional<SeriesChange> Projection::outcomeOf(const OutboxEntry &entry) const
{
    return seriesChange(entry, m_server);
}

void Projection::replay(const OutboxEntry &entry)
{
    switch (entry.kind) {
    case OutboxKind::Create:
        m_shown[entry.event] = *entry.snapshot;
        return mark(entry, entry.event);
    case OutboxKind::Restore:
        return restore(entry);
    case OutboxKind::Change:
        return change(entry);
    case OutboxKind::Remove:
        return remove(entry);
    }
}

void Projection::restore(const OutboxEntry &entry)
{
    m_shown[entry.event] = *entry.snapshot;
    for (const auto &[id, event] : m_server)
        if (event.series == entry.event)
            m_shown[id] = event;
    mark(entry, entry.event);
}

void Projection::change(const OutboxEntry &entry)
{
    const auto found = m_shown.find(entry.event);
    if (found == m_shown.end())
        return;
    const auto series = seriesChange(entry, m_shown);
    if (!series) {
        if (entry.occurrence.isEmpty())
            found->second = patched(found->second, entry.patch);
        return mark(entry, entry.event);
    }
    for (const shared::SeriesPut &put : series->puts) {
        const auto before = m_shown.find(put.event.id);
        if (before != m_shown.end() && before->second == put.event)
            continue;
        m_shown[put.event.id] = put.event;
        m_marks[put.event.id].waiting = true;
    }
    mark(entry, series->answer);
}

void Projection::remove(const OutboxEntry &entry)
{
    const auto series = seriesChange(entry, m_shown);
    if (!series) {
        m_shown.erase(entry.event);
        return;
    }
    for (const shared::SeriesPut &put : series->puts)
        m_shown[put.event.id] = put.event;
    for (const EventId id : series->deletes)
        m_shown.erase(id);
    mark(entry, series->answer);
}

void Projection::mark(const OutboxEntry &entry, EventId event)
{
    Mark &mark = m_marks[event];
    if (entry.state != OutboxState::Conflict) {
        mark.waiting = true;
        return;
    }
    mark.conflict = true;
    if (!entry.occurrence.isEmpty()) {
        mark.other = entry.snapshot;
        if (mark.other)
            mark.other->id = event;
    } else if (const auto server = m_server.find(event); server != m_server.end()) {
        mark.other = server->second;
    }
}

void Projection::showOne(EventId id, ReplicaDelta &delta)
{
    const auto shown = m_shown.find(id);
    const auto server = m_server.find(id);
    const auto found = m_marks.find(id);
    const Mark mark = found == m_marks.end() ? Mark{} : found->second;
    const bool pending = m_store.outbox().hasEntries(id) || m_store.outbox().makerOf(id);
    if (shown == m_shown.end()) {
        if (server == m_server.end() && !pending)
            m_store.events().erase(id);
        else
            m_store.events().show(id, std::nullopt, false, false);
        return delta.addRemoved(id);
    }
    const bool asServer = server != m_server.end() && server->second == shown->second;
    if (asServer && !mark.waiting && !mark.conflict) {
        m_store.events().showServer(id);
        return delta.addPut(m_store.asServer(shown->second));
    }
    if (server == m_server.end())
        m_store.events().insertLocal(shown->second);
    m_store.events().show(id, shown->second, mark.waiting && !mark.conflict, mark.conflict);
    ReplicaEvent item = m_store.asServer(shown->second);
    item.waiting = mark.waiting && !mark.conflict;
    item.conflict = mark.conflict;
    item.other = mark.other;
    delta.addPut(item);
}

std::optional<SeriesChange> Projection::seriesChange(const OutboxEntry &entry, const Events &events) const
{
    const auto found = events.find(entry.event);
    if (found == events.end() || !found->second.series.isNull())
        return std::nullopt;
    const QList<Event> instances = instancesOf(entry.event, events);
    if (found->second.recurrence.isEmpty() && instances.isEmpty())
        return std::nullopt;
    const SeriesEdit edit(found->second, instances, zoneOf(m_store, found->second.calendar));
    const auto result = [&]() -> shared::Result<SeriesChange> {
        if (entry.kind == OutboxKind::Remove)
            return edit.remove(entry.occurrence, entry.scope);
        const auto current = edit.at(entry.occurrence, entry.scope);
        if (!current)
            return current.error();
        return edit.change(patched(*current, entry.patch), entry.scope, entry.made);
    }();
    return result ? std::optional(*result) : std::nullopt;
}

QList<Event> Projection::instancesOf(EventId series, const Events &events) const
{
    QList<Event> instances;
    for (const auto &[id, event] : events)
        if (event.series == series)
            instances.append(event);
    return instances;
}

}
