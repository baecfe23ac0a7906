#include "client/replica/localchanges.h"

#include "client/replica/eventpatch.h"
#include "client/replica/replicastore.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::client {

using shared::Event;
using shared::EventId;
using shared::Transaction;

namespace {
/// `patch` with the members of `later` over it.
QJsonObject overlaid(QJsonObject patch, const QJsonObject &later)
{
    for (auto it = later.begin(); it != later.end(); ++it)
        patch.insert(it.key(), it.value());
    return patch;
}
}

LocalChanges::LocalChanges(ReplicaStore &store)
    : m_store(store)
{
}

ReplicaDelta LocalChanges::create(const Event &event)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    m_store.events().insertLocal(event);
    m_store.aliases().addLocal(event.id);
    OutboxEntry entry = entryFor(event);
    entry.kind = OutboxKind::Create;
    entry.key = event.id.value;
    entry.snapshot = event;
    m_store.outbox().append(entry);
    m_store.project(event.id, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::change(const Event &before, const Event &after)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const Event event = known(after, delta);
    const QJsonObject patch = patchBetween(before, after);
    if (!patch.isEmpty() && m_store.events().find(event.id) && !foldIntoLast(event.id, patch))
        appendChange(event, patch);
    m_store.project(event.id, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::remove(EventId wanted)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const EventId event = m_store.aliases().toLocal(wanted);
    const auto row = m_store.events().find(event);
    if (!row)
        return delta;
    bool atServer = row->server.has_value();
    const auto entries = m_store.outbox().of(event);
    for (const OutboxEntry &entry : entries) {
        if (entry.state == OutboxState::Sent)
            atServer = atServer || entry.kind == OutboxKind::Create || entry.kind == OutboxKind::Restore;
        else
            eraseWithMade(entry);
    }
    if (atServer) {
        Event gone;
        gone.id = event;
        gone.calendar = row->calendar;
        OutboxEntry entry = entryFor(gone);
        entry.kind = OutboxKind::Remove;
        m_store.outbox().append(entry);
    }
    m_store.project(event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::changeSeries(const shared::SeriesChoice &choice, const Event &before,
                                        const Event &after)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const QJsonObject patch = patchBetween(before, after);
    auto entry = entryFor(choice);
    if (!entry) {
        delta = goneWith(choice);
        delta.lost.append(before.name);
        return delta;
    }
    if (patch.isEmpty()) {
        m_store.project(entry->event, delta);
        return delta;
    }
    if (!entry->made.isNull() && !m_store.events().find(entry->made))
        m_store.aliases().addLocal(entry->made);
    entry->kind = OutboxKind::Change;
    entry->patch = patch;
    auto waiting = m_store.outbox().of(entry->event);
    const bool folds = !waiting.isEmpty() && waiting.last().kind == OutboxKind::Change
        && waiting.last().state == OutboxState::Waiting && waiting.last().meansAs(*entry)
        && entry->scope == shared::EditScope::This;
    if (folds) {
        waiting.last().patch = overlaid(waiting.last().patch, patch);
        m_store.outbox().update(waiting.last());
    } else {
        m_store.outbox().append(*entry);
    }
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::removeSeries(const shared::SeriesChoice &choice)
{
    if (choice.scope == shared::EditScope::All)
        return remove(choice.series);
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    auto entry = entryFor(choice);
    if (!entry)
        return goneWith(choice);
    entry->kind = OutboxKind::Remove;
    entry->made = {};
    m_store.outbox().append(*entry);
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::restore(const Event &wanted)
{
    ReplicaDelta delta;
    const Event event = known(wanted, delta);
    if (m_store.aliases().toServer(event.id).isNull() && !m_store.outbox().hasEntries(event.id))
        return create(event);
    Transaction transaction(m_store.database());
    if (!takeBackRemoval(event)) {
        m_store.events().insertLocal(event);
        OutboxEntry entry = entryFor(event);
        entry.kind = OutboxKind::Restore;
        entry.snapshot = event;
        m_store.outbox().append(entry);
    }
    m_store.project(event.id, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta LocalChanges::resolve(EventId wanted, bool keepMine)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const EventId event = m_store.aliases().toLocal(wanted);
    auto entries = m_store.outbox().of(event);
    if (const auto maker = m_store.outbox().makerOf(event))
        entries.append(*maker);
    for (OutboxEntry entry : entries) {
        if (entry.state != OutboxState::Conflict)
            continue;
        const auto row = m_store.events().find(entry.event);
        if (!keepMine || !row || !row->server) {
            eraseWithMade(entry);
            continue;
        }
        entry.state = OutboxState::Waiting;
        // Of one occurrence the answer that refused it told the version.
        if (entry.occurrence.isEmpty()) {
            entry.baseVersion = row->version;
            entry.snapshot = row->server;
        }
        m_store.outbox().update(entry);
    }
    m_store.project(event, delta);
    transaction.commit();
    return delta;
}

/// An event that was seen by the server's id for a moment, before it was known to be one that was made here.
Event LocalChanges::known(const Event &event, ReplicaDelta &delta) const
{
    Event result = event;
    result.id = m_store.aliases().toLocal(event.id);
    if (result.id != event.id)
        delta.addRemoved(event.id);
    return result;
}

bool LocalChanges::foldIntoLast(EventId event, const QJsonObject &patch)
{
    auto entries = m_store.outbox().of(event);
    if (entries.isEmpty() || entries.last().state == OutboxState::Sent
        || !entries.last().occurrence.isEmpty())
        return false;
    OutboxEntry &last = entries.last();
    switch (last.kind) {
    case OutboxKind::Create:
        last.snapshot = patched(*last.snapshot, patch);
        break;
    case OutboxKind::Change:
        last.patch = overlaid(last.patch, patch);
        break;
    case OutboxKind::Remove:
    case OutboxKind::Restore:
        return false;
    }
    m_store.outbox().update(last);
    return true;
}

void LocalChanges::appendChange(const Event &event, const QJsonObject &patch)
{
    const auto row = m_store.events().find(event.id);
    OutboxEntry entry = entryFor(event);
    entry.kind = OutboxKind::Change;
    entry.patch = patch;
    entry.baseVersion = row->version;
    entry.snapshot = row->server;
    m_store.outbox().append(entry);
}

/// An unsent removal is simply dropped; what the event had waiting before it is put back as a change.
bool LocalChanges::takeBackRemoval(const Event &event)
{
    const auto entries = m_store.outbox().of(event.id);
    if (entries.isEmpty() || entries.last().kind != OutboxKind::Remove || !entries.last().occurrence.isEmpty()
        || entries.last().state == OutboxState::Sent)
        return false;
    m_store.outbox().erase(entries.last().position);
    ReplicaDelta now;
    m_store.project(event.id, now);
    const auto shown = std::find_if(now.put.begin(), now.put.end(),
                                    [&event](const ReplicaEvent &item) { return item.event.id == event.id; });
    if (shown == now.put.end())
        return true;
    const QJsonObject patch = patchBetween(shown->event, event);
    if (!patch.isEmpty())
        appendChange(event, patch);
    return true;
}

/// Nothing where the series is gone. What an edit of one occurrence is compared with at the server is the
/// changed instance, where there is one.
std::optional<OutboxEntry> LocalChanges::entryFor(const shared::SeriesChoice &choice) const
{
    Event series;
    series.id = m_store.aliases().toLocal(choice.series);
    const auto row = m_store.events().find(series.id);
    if (!row)
        return std::nullopt;
    series.calendar = row->calendar;
    OutboxEntry entry = entryFor(series);
    entry.occurrence = choice.occurrence;
    entry.scope = choice.scope;
    entry.made = m_store.aliases().toLocal(choice.made);
    const auto instance =
        choice.scope == shared::EditScope::This ? m_store.events().find(entry.made) : std::nullopt;
    const EventRow &base = instance && instance->server ? *instance : *row;
    entry.baseVersion = base.version;
    entry.snapshot = base.server;
    return entry;
}

/// Somebody has deleted the series meanwhile: what a view shows of it goes, too.
ReplicaDelta LocalChanges::goneWith(const shared::SeriesChoice &choice) const
{
    ReplicaDelta delta;
    for (const EventId event : {choice.series, choice.made})
        if (!event.isNull())
            delta.addRemoved(m_store.aliases().toLocal(event));
    return delta;
}

/// What waits for an event that no longer comes into being goes, too.
void LocalChanges::eraseWithMade(const OutboxEntry &entry)
{
    m_store.outbox().erase(entry.position);
    const auto made = m_store.events().find(entry.made);
    if (made && !made->server)
        m_store.outbox().eraseOf(entry.made);
}

OutboxEntry LocalChanges::entryFor(const Event &event) const
{
    OutboxEntry entry;
    entry.event = event.id;
    entry.calendar = event.calendar;
    entry.key = shared::newUuid(m_clock);
    return entry;
}

}
