#include "client/replica/outboxresults.h"

#include "client/replica/eventpatch.h"
#include "client/replica/projection.h"
#include "client/replica/replicastore.h"
#include "shared/sql/transaction.h"

namespace hearth::client {

using shared::Event;
using shared::EventId;
using shared::Transaction;

namespace {
constexpr qint64 kNoSnapshot = 0; // so that a snapshot under way tells whether the event is still there
}

OutboxResults::OutboxResults(ReplicaStore &store)
    : m_store(store)
{
}

void OutboxResults::markSent(qint64 position)
{
    Transaction transaction(m_store.database());
    if (auto entry = m_store.outbox().at(position)) {
        entry->state = OutboxState::Sent;
        ++entry->tries;
        m_store.outbox().update(*entry);
    }
    transaction.commit();
}

ReplicaDelta OutboxResults::confirm(qint64 position, const Event &answer)
{
    ReplicaDelta delta;
    const auto entry = m_store.outbox().at(position);
    if (!entry)
        return delta;
    const bool gone = isGoneAgain(*entry, answer);
    const auto expected = Projection(m_store, entry->event).outcomeOf(*entry);
    if (entry->kind == OutboxKind::Remove
        && (!m_store.events().find(entry->event) || (expected && expected->deletes.contains(entry->event))))
        return confirmRemoval(position, answer.version);
    Transaction transaction(m_store.database());
    const EventId local = localIdOf(*entry, answer);
    m_store.outbox().erase(position);
    if (gone) {
        if (m_store.outbox().hasEntries(entry->event))
            delta.lost.append(answer.name);
        m_store.outbox().eraseOf(entry->event);
        m_store.aliases().confirm(entry->event, answer.id);
    } else {
        adopt(local, answer, delta);
        if (expected)
            settle(*expected, answer.version);
        rebase(*entry, local, answer);
        if (local != entry->event)
            m_store.project(local, delta);
        if (!entry->made.isNull() && entry->made != local)
            m_store.project(entry->made, delta);
    }
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta OutboxResults::confirmRemoval(qint64 position, qint64 seq)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const auto entry = m_store.outbox().at(position);
    if (!entry)
        return delta;
    const auto expected = Projection(m_store, entry->event).outcomeOf(*entry);
    m_store.outbox().erase(position);
    // Unless somebody has restored it since, of which a push told first.
    const auto row = m_store.events().find(entry->event);
    if (row && row->version <= seq)
        m_store.events().clearServer(entry->event);
    if (expected)
        settle(*expected, seq);
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta OutboxResults::refuse(qint64 position)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const auto entry = m_store.outbox().at(position);
    if (!entry)
        return delta;
    // What builds on an event that does not come into being goes with it.
    if (entry->kind == OutboxKind::Create || entry->kind == OutboxKind::Restore)
        m_store.outbox().eraseOf(entry->event);
    else
        m_store.outbox().erase(position);
    if (const auto made = m_store.events().find(entry->made); made && !made->server) {
        m_store.outbox().eraseOf(entry->made);
        m_store.project(entry->made, delta);
    }
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta OutboxResults::conflict(qint64 position, const Event &current)
{
    auto entry = m_store.outbox().at(position);
    if (!entry)
        return {};
    // An earlier try got through and only its answer was lost.
    if (entry->tries > 1 && changedFields(patched(current, entry->patch), current).isEmpty())
        return confirm(position, current);
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    // Of an occurrence that nobody has changed there is no row: it is the series' event at that time.
    if (current.originalStart.wall.isEmpty() || !current.series.isNull())
        adopt(m_store.aliases().toLocal(current.id), current, delta);
    entry->state = OutboxState::Conflict;
    entry->baseVersion = current.version;
    entry->snapshot = current;
    foldLaterInto(*entry);
    m_store.outbox().update(*entry);
    m_store.project(entry->event, delta);
    transaction.commit();
    return delta;
}

/// An answer may be old: it was delayed, or is the first answer to a request that was sent again. Where the
/// replica has seen the change that made the event and has no such event, somebody deleted it since.
bool OutboxResults::isGoneAgain(const OutboxEntry &entry, const Event &answer)
{
    if (entry.kind != OutboxKind::Create && entry.kind != OutboxKind::Restore)
        return false;
    if (m_store.calendars().cursor(entry.calendar) < answer.version)
        return false;
    const auto row = m_store.events().find(entry.kind == OutboxKind::Create ? answer.id : entry.event);
    return !row || !row->server;
}

/// What the other events of the series have become, of which pushes tell in a moment or have told.
void OutboxResults::settle(const shared::SeriesChange &change, qint64 version)
{
    const qint64 count = change.puts.size() + change.deletes.size();
    const auto isOlder = [&](EventId id) {
        const auto row = m_store.events().find(id);
        return row && row->server && row->version + count <= version;
    };
    for (const shared::SeriesPut &put : change.puts) {
        if (put.isNew || !isOlder(put.event.id))
            continue;
        const auto row = m_store.events().find(put.event.id);
        Event event = put.event;
        event.version = row->version;
        m_store.events().putServer(event, row->generation);
    }
    for (const EventId id : change.deletes)
        if (const auto row = m_store.events().find(id); row && row->version <= version)
            m_store.events().clearServer(id);
}

/// By which id the app knows the event that the server answers with. What an edit of a series makes is known
/// by the entry's own id, also where a push has told of it already.
EventId OutboxResults::localIdOf(const OutboxEntry &entry, const Event &answer) const
{
    if (entry.kind == OutboxKind::Create || entry.kind == OutboxKind::Restore)
        return entry.event;
    const EventId known = m_store.aliases().toLocal(answer.id);
    const bool makes = !entry.made.isNull() && m_store.aliases().toServer(entry.made).isNull();
    return makes && known == answer.id && known != entry.event ? entry.made : known;
}

/// The server's event under the app's id, also where a push was quicker than the answer and made a row of its
/// own.
void OutboxResults::adopt(EventId local, const Event &answer, ReplicaDelta &delta)
{
    Event event = answer;
    event.id = local;
    event.series = m_store.aliases().toLocal(answer.series);
    qint64 generation = kNoSnapshot;
    if (answer.id != local) {
        const auto pushed = m_store.events().find(answer.id);
        if (pushed) {
            generation = pushed->generation;
            m_store.events().erase(answer.id);
            m_store.outbox().rekey(answer.id, local);
            delta.addRemoved(answer.id);
        }
        m_store.aliases().confirm(local, answer.id);
        if (pushed && pushed->server && pushed->version > event.version) {
            event = *pushed->server;
            event.id = local;
        }
    }
    m_store.events().putServer(event, generation);
}

/// Later changes of the same event were made on what this one left behind. Where the server's version has
/// something else in a field that they set, they keep their base: the server is to find the clash.
void OutboxResults::rebase(const OutboxEntry &entry, EventId local, const Event &answer)
{
    auto later = m_store.outbox().of(entry.event);
    if (local != entry.event)
        later += m_store.outbox().of(local);
    // Dividing the series has changed both parts of it.
    const bool divided = entry.scope == shared::EditScope::Following;
    for (OutboxEntry next : later) {
        if (next.kind != OutboxKind::Change || next.baseVersion >= answer.version)
            continue;
        const bool ofInstance = next.scope == shared::EditScope::This && !next.occurrence.isEmpty();
        const EventId meant = ofInstance && !next.made.isNull() ? next.made : next.event;
        if (meant != local && !(divided && next.event == entry.event))
            continue;
        if (entry.kind == OutboxKind::Change && entry.snapshot
            && touchesDifference(next.patch, patched(*entry.snapshot, entry.patch), answer))
            continue;
        next.baseVersion = answer.version;
        next.snapshot = answer;
        m_store.outbox().update(next);
    }
}

void OutboxResults::foldLaterInto(OutboxEntry &entry)
{
    const auto all = m_store.outbox().of(entry.event);
    for (const OutboxEntry &later : all) {
        if (later.position <= entry.position || later.kind != OutboxKind::Change || !later.meansAs(entry))
            continue;
        for (auto it = later.patch.begin(); it != later.patch.end(); ++it)
            entry.patch.insert(it.key(), it.value());
        m_store.outbox().erase(later.position);
    }
}

}
