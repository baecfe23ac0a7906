#include "client/replica/localchanges.h"

#include "client/replica/eventpatch.h"
#include "client/replica/replicastore.h"
#include "shared/sql/transaction.h"

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
            m_store.outbox().erase(entry.position);
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
    const auto row = m_store.events().find(event);
    const auto entries = m_store.outbox().of(event);
    for (OutboxEntry entry : entries) {
        if (entry.state != OutboxState::Conflict)
            continue;
        if (!keepMine || !row || !row->server) {
            m_store.outbox().erase(entry.position);
            continue;
        }
        entry.state = OutboxState::Waiting;
        entry.baseVersion = row->version;
        entry.snapshot = row->server;
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
    if (entries.isEmpty() || entries.last().state == OutboxState::Sent)
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
    if (entries.isEmpty() || entries.last().kind != OutboxKind::Remove
        || entries.last().state == OutboxState::Sent)
        return false;
    m_store.outbox().erase(entries.last().position);
    ReplicaDelta now;
    m_store.project(event.id, now);
    if (now.put.isEmpty())
        return true;
    const QJsonObject patch = patchBetween(now.put.first().event, event);
    if (!patch.isEmpty())
        appendChange(event, patch);
    return true;
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
