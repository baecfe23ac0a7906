#include "client/replica/remotechanges.h"

#include "client/replica/replicastore.h"
#include "shared/protocol/eventjson.h"
#include "shared/sql/transaction.h"

#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Change;
using shared::ChangeKind;
using shared::Event;
using shared::EventId;
using shared::Transaction;

RemoteChanges::RemoteChanges(ReplicaStore &store)
    : m_store(store)
{
}

ReplicaDelta RemoteChanges::setCalendars(const QList<Calendar> &calendars)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const auto known = m_store.calendars().all();
    for (const Calendar &old : known) {
        const bool stays = std::any_of(calendars.begin(), calendars.end(),
                                       [&old](const Calendar &calendar) { return calendar.id == old.id; });
        if (stays)
            continue;
        delta.removed += m_store.events().ofCalendar(old.id);
        const auto unsent = m_store.outbox().eventsOf(old.id);
        for (const EventId event : unsent)
            delta.orphaned.append(nameOf(event));
        m_store.calendars().erase(old.id);
    }
    for (const Calendar &calendar : calendars)
        m_store.calendars().put(calendar);
    transaction.commit();
    m_store.outbox().load();
    m_store.reloadNames();
    return delta;
}

QString RemoteChanges::nameOf(EventId event) const
{
    const auto entries = m_store.outbox().of(event);
    for (const OutboxEntry &entry : entries)
        if (entry.snapshot)
            return entry.snapshot->name;
    const auto row = m_store.events().find(event);
    return row && row->server ? row->server->name : QString();
}

void RemoteChanges::setMembers(CalendarId calendar, const QList<shared::Member> &members)
{
    Transaction transaction(m_store.database());
    if (m_store.calendars().contains(calendar))
        m_store.calendars().setMembers(calendar, members);
    transaction.commit();
}

qint64 RemoteChanges::beginSnapshot() { return m_store.nextGeneration(); }

ReplicaDelta RemoteChanges::snapshotPage(const QList<Event> &events, qint64 generation)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    for (const Event &event : events)
        putEvent(event, generation, delta);
    transaction.commit();
    return delta;
}

ReplicaDelta RemoteChanges::finishSnapshot(CalendarId calendar, qint64 generation, qint64 seq)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    const auto gone = m_store.events().missing(calendar, generation, seq);
    for (const EventId event : gone)
        dropEvent(event, delta);
    m_store.calendars().setCursor(calendar, seq);
    transaction.commit();
    return delta;
}

ReplicaDelta RemoteChanges::apply(const QList<Change> &changes)
{
    Transaction transaction(m_store.database());
    ReplicaDelta delta;
    for (const Change &change : changes) {
        if (change.seq <= m_store.calendars().cursor(change.calendar))
            continue;
        applyToRows(change, delta);
        m_store.calendars().setCursor(change.calendar, change.seq);
    }
    transaction.commit();
    return delta;
}

void RemoteChanges::applyToRows(const Change &change, ReplicaDelta &delta)
{
    switch (change.kind) {
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated: {
        auto event = shared::eventFromJson(QJsonDocument::fromJson(change.data).object());
        if (!event) {
            delta.unreadable.append(EventId{change.entity});
            break;
        }
        event->version = std::max(event->version, change.seq);
        putEvent(std::move(*event), m_store.generation(), delta);
        break;
    }
    case ChangeKind::EventDeleted:
        leaveCalendar(m_store.aliases().toLocal(EventId{change.entity}), change.calendar, delta);
        break;
    case ChangeKind::MemberJoined:
    case ChangeKind::MemberLeft:
    case ChangeKind::MemberUpdated:
    case ChangeKind::CalendarUpdated:
    case ChangeKind::CalendarDeleted:
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
    case ChangeKind::ClaimUpdated:
        break; // no event's rows; members and calendars are asked for anew
    }
}

void RemoteChanges::putEvent(Event event, qint64 generation, ReplicaDelta &delta)
{
    event.id = m_store.aliases().toLocal(event.id);
    event.series = m_store.aliases().toLocal(event.series);
    if (!m_store.events().putServer(event, generation))
        return;
    if (m_store.outbox().touches(event))
        m_store.project(event.id, delta);
    else
        delta.addPut(m_store.asServer(std::move(event)));
}

// An event that was moved may have come to its new calendar before it leaves the old one.
void RemoteChanges::leaveCalendar(EventId event, CalendarId calendar, ReplicaDelta &delta)
{
    const auto row = m_store.events().find(event);
    if (row && row->server && row->server->calendar != calendar)
        return;
    dropEvent(event, delta);
}

void RemoteChanges::dropEvent(EventId event, ReplicaDelta &delta)
{
    const auto row = m_store.events().find(event);
    if (!row)
        return;
    const auto entries = m_store.outbox().of(event);
    const bool comesBack = std::any_of(entries.begin(), entries.end(), [](const OutboxEntry &entry) {
        return entry.kind == OutboxKind::Create || entry.kind == OutboxKind::Restore;
    });
    if (comesBack) {
        m_store.events().clearServer(event);
        m_store.project(event, delta);
        return;
    }
    const bool changed = std::any_of(entries.begin(), entries.end(), [](const OutboxEntry &entry) {
        return entry.kind == OutboxKind::Change;
    });
    if (changed && row->server)
        delta.lost.append(row->server->name);
    m_store.outbox().eraseOf(event);
    m_store.events().erase(event);
    delta.addRemoved(event);
    // What was to become of it does not, and its series may wait for a change that shows elsewhere now.
    for (const OutboxEntry &entry : entries)
        if (const auto made = m_store.events().find(entry.made); made && !made->server)
            dropEvent(entry.made, delta);
    if (row->server && m_store.outbox().touches(*row->server))
        m_store.project(row->server->series, delta);
}

}
