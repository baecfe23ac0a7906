#include "client/replica/outboxtable.h"

#include "client/replica/eventcodec.h"
#include "shared/sql/database.h"

#include <QJsonDocument>
#include <QSet>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;

namespace {
QString kindName(OutboxKind kind)
{
    switch (kind) {
    case OutboxKind::Create:
        return u"create"_s;
    case OutboxKind::Change:
        return u"change"_s;
    case OutboxKind::Remove:
        return u"remove"_s;
    case OutboxKind::Restore:
        return u"restore"_s;
    }
    Q_UNREACHABLE();
}

QString stateName(OutboxState state)
{
    switch (state) {
    case OutboxState::Waiting:
        return u"waiting"_s;
    case OutboxState::Sent:
        return u"sent"_s;
    case OutboxState::Conflict:
        return u"conflict"_s;
    }
    Q_UNREACHABLE();
}

OutboxKind kindOf(const QString &name)
{
    for (const OutboxKind kind : {OutboxKind::Create, OutboxKind::Change, OutboxKind::Remove})
        if (name == kindName(kind))
            return kind;
    return OutboxKind::Restore;
}

OutboxState stateOf(const QString &name)
{
    for (const OutboxState state : {OutboxState::Waiting, OutboxState::Conflict})
        if (name == stateName(state))
            return state;
    return OutboxState::Sent;
}

shared::EditScope scopeOf(const QString &name)
{
    for (const shared::EditScope scope : {shared::EditScope::This, shared::EditScope::Following})
        if (name == scopeName(scope))
            return scope;
    return shared::EditScope::All;
}

const QString kColumns =
    u"SELECT position, kind, event_id, calendar_id, state, key, base_version, tries, patch, event, "
    "occurrence, scope, made FROM outbox "_s;

OutboxEntry entryOf(const shared::Query &query)
{
    OutboxEntry entry;
    entry.position = query.integer(0);
    entry.kind = kindOf(query.text(1));
    entry.event = query.id<EventId>(2);
    entry.calendar = query.id<CalendarId>(3);
    entry.state = stateOf(query.text(4));
    entry.key = query.uuid(5);
    entry.baseVersion = query.integer(6);
    entry.tries = static_cast<int>(query.integer(7));
    entry.patch = QJsonDocument::fromJson(query.text(8).toUtf8()).object();
    if (!query.isNull(9)) {
        entry.snapshot = decodeEvent(query.bytes(9));
        entry.snapshot->id = entry.event;
        entry.snapshot->calendar = entry.calendar;
    }
    entry.occurrence = query.text(10);
    entry.scope = scopeOf(query.text(11));
    if (!query.isNull(12))
        entry.made = query.id<EventId>(12);
    return entry;
}

QList<OutboxEntry> readAll(shared::Query &query)
{
    QList<OutboxEntry> entries;
    query.run();
    while (query.next())
        entries.append(entryOf(query));
    return entries;
}

void bindContent(shared::Query &query, const OutboxEntry &entry)
{
    query.bind(u":kind"_s, kindName(entry.kind))
        .bind(u":state"_s, stateName(entry.state))
        .bind(u":key"_s, entry.key)
        .bind(u":base"_s, entry.baseVersion)
        .bind(u":tries"_s, entry.tries)
        .bind(u":patch"_s, QString::fromUtf8(QJsonDocument(entry.patch).toJson(QJsonDocument::Compact)));
    if (entry.snapshot)
        query.bind(u":event"_s, encodeEvent(*entry.snapshot));
    else
        query.bindNull(u":event"_s);
}
}

OutboxTable::OutboxTable(shared::Database &database)
    : m_database(database)
{
}

void OutboxTable::load()
{
    m_counts.clear();
    m_made.clear();
    auto query = m_database.query(u"SELECT event_id, COUNT(*) FROM outbox GROUP BY event_id"_s);
    query.run();
    while (query.next())
        m_counts.insert(query.id<EventId>(0), static_cast<int>(query.integer(1)));
    auto made = m_database.query(u"SELECT made FROM outbox WHERE made IS NOT NULL"_s);
    made.run();
    while (made.next())
        ++m_made[made.id<EventId>(0)];
}

void OutboxTable::append(OutboxEntry entry)
{
    auto query = m_database.query(
        u"INSERT INTO outbox (kind, event_id, calendar_id, state, key, base_version, tries, patch, event, "
        "occurrence, scope, made) VALUES (:kind, :id, :calendar, :state, :key, :base, :tries, :patch, "
        ":event, :occurrence, :scope, :made)"_s);
    bindContent(query, entry);
    query.bind(u":occurrence"_s, entry.occurrence).bind(u":scope"_s, scopeName(entry.scope));
    if (entry.made.isNull())
        query.bindNull(u":made"_s);
    else
        query.bind(u":made"_s, entry.made);
    query.bind(u":id"_s, entry.event).bind(u":calendar"_s, entry.calendar).run();
    ++m_counts[entry.event];
    if (!entry.made.isNull())
        ++m_made[entry.made];
}

void OutboxTable::update(const OutboxEntry &entry)
{
    auto query = m_database.query(
        u"UPDATE outbox SET kind = :kind, state = :state, key = :key, base_version = :base, tries = :tries, "
        "patch = :patch, event = :event WHERE position = :position"_s);
    bindContent(query, entry);
    query.bind(u":position"_s, entry.position).run();
}

void OutboxTable::erase(qint64 position)
{
    const auto entry = at(position);
    if (!entry)
        return;
    m_database.query(u"DELETE FROM outbox WHERE position = :position"_s).bind(u":position"_s, position).run();
    forget(*entry);
}

void OutboxTable::eraseOf(EventId event)
{
    const auto entries = of(event);
    for (const OutboxEntry &entry : entries)
        erase(entry.position);
}

void OutboxTable::rekey(EventId from, EventId to)
{
    if (!hasEntries(from))
        return;
    m_database.query(u"UPDATE outbox SET event_id = :to WHERE event_id = :from"_s)
        .bind(u":to"_s, to)
        .bind(u":from"_s, from)
        .run();
    m_counts[to] += m_counts.take(from);
}

QList<OutboxEntry> OutboxTable::of(EventId event) const
{
    if (!hasEntries(event))
        return {};
    auto query = m_database.query(kColumns + u"WHERE event_id = :id ORDER BY position"_s);
    query.bind(u":id"_s, event);
    return readAll(query);
}

std::optional<OutboxEntry> OutboxTable::at(qint64 position) const
{
    auto query = m_database.query(kColumns + u"WHERE position = :position"_s);
    query.bind(u":position"_s, position);
    const auto entries = readAll(query);
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first());
}

std::optional<OutboxEntry> OutboxTable::next() const
{
    auto query = m_database.query(kColumns + u"WHERE state <> 'conflict' ORDER BY position LIMIT 1"_s);
    const auto entries = readAll(query);
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first());
}

int OutboxTable::waiting() const
{
    auto query = m_database.query(u"SELECT COUNT(*) FROM outbox WHERE state <> 'conflict'"_s);
    query.run();
    return query.next() ? static_cast<int>(query.integer(0)) : 0;
}

QList<EventId> OutboxTable::eventsOf(CalendarId calendar) const
{
    auto query = m_database.query(u"SELECT DISTINCT event_id FROM outbox WHERE calendar_id = :id"_s);
    query.bind(u":id"_s, calendar).run();
    QList<EventId> events;
    while (query.next())
        events.append(query.id<EventId>(0));
    return events;
}

bool OutboxTable::touches(const shared::Event &event) const
{
    return m_counts.contains(event.id) || m_made.contains(event.id)
        || (!event.series.isNull() && (m_counts.contains(event.series) || m_made.contains(event.series)));
}

std::optional<OutboxEntry> OutboxTable::makerOf(EventId made) const
{
    if (!m_made.contains(made))
        return std::nullopt;
    auto query = m_database.query(kColumns + u"WHERE made = :id ORDER BY position LIMIT 1"_s);
    query.bind(u":id"_s, made);
    const auto entries = readAll(query);
    return entries.isEmpty() ? std::nullopt : std::optional(entries.first());
}

void OutboxTable::forget(const OutboxEntry &entry)
{
    const auto drop = [](QHash<EventId, int> &counts, EventId id) {
        const auto count = counts.find(id);
        if (count != counts.end() && --*count == 0)
            counts.erase(count);
    };
    drop(m_counts, entry.event);
    drop(m_made, entry.made);
}

}
