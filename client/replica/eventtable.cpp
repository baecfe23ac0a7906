#include "client/replica/eventtable.h"

#include "client/replica/eventcodec.h"
#include "shared/sql/database.h"

#include <QHash>

#include <limits>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Event;
using shared::EventId;

namespace {
/// Of a series whatever may come.
qint64 lastMs(const Event &event)
{
    return event.recurrence.isEmpty() ? event.end.utcMs : std::numeric_limits<qint64>::max() / 2;
}

EventId idOrNull(const shared::Query &query, int column)
{
    return query.isNull(column) ? EventId() : query.id<EventId>(column);
}

void bindSeries(shared::Query &query, EventId series)
{
    if (series.isNull())
        query.bindNull(u":series"_s);
    else
        query.bind(u":series"_s, series);
}

Event decoded(const QByteArray &bytes, EventId id, CalendarId calendar)
{
    Event event = decodeEvent(bytes);
    event.id = id;
    event.calendar = calendar;
    return event;
}

QList<EventId> readIds(shared::Query &query)
{
    QList<EventId> ids;
    query.run();
    while (query.next())
        ids.append(query.id<EventId>(0));
    return ids;
}
}

EventTable::EventTable(shared::Database &database)
    : m_database(database)
{
}

std::optional<EventRow> EventTable::find(EventId id) const
{
    auto query = m_database.query(
        u"SELECT calendar_id, version, server, generation, series_id FROM events WHERE id = :id"_s);
    query.bind(u":id"_s, id).run();
    if (!query.next())
        return std::nullopt;
    EventRow row{id, query.id<CalendarId>(0), query.integer(1), std::nullopt, query.integer(3)};
    if (!query.isNull(2)) {
        row.server = decoded(query.bytes(2), id, row.calendar);
        row.server->series = idOrNull(query, 4);
    }
    return row;
}

bool EventTable::putServer(const Event &event, qint64 generation)
{
    auto query = m_database.query(
        u"INSERT INTO events (id, calendar_id, start_ms, end_ms, version, generation, server, series_id) "
        "VALUES (:id, :calendar, :start, :end, :version, :generation, :server, :series) "
        "ON CONFLICT (id) DO UPDATE SET calendar_id = excluded.calendar_id, start_ms = excluded.start_ms, "
        "end_ms = excluded.end_ms, version = excluded.version, server = excluded.server, "
        "series_id = excluded.series_id, generation = MAX(events.generation, excluded.generation), "
        "shown = NULL, hidden = 0, waiting = 0, conflict = 0 WHERE excluded.version >= events.version "
        "OR excluded.calendar_id <> events.calendar_id"_s);
    bindSeries(query, event.series);
    query.bind(u":id"_s, event.id)
        .bind(u":calendar"_s, event.calendar)
        .bind(u":start"_s, event.start.utcMs)
        .bind(u":end"_s, lastMs(event))
        .bind(u":version"_s, event.version)
        .bind(u":generation"_s, generation)
        .bind(u":server"_s, encodeEvent(event))
        .run();
    if (query.affected() > 0)
        return true;
    m_database
        .query(u"UPDATE events SET generation = :generation WHERE id = :id AND generation < :generation"_s)
        .bind(u":generation"_s, generation)
        .bind(u":id"_s, event.id)
        .run();
    return false;
}

void EventTable::insertLocal(const Event &event)
{
    m_database
        .query(
            u"INSERT INTO events (id, calendar_id, start_ms, end_ms) VALUES (:id, :calendar, :start, :end) "
            "ON CONFLICT (id) DO NOTHING"_s)
        .bind(u":id"_s, event.id)
        .bind(u":calendar"_s, event.calendar)
        .bind(u":start"_s, event.start.utcMs)
        .bind(u":end"_s, lastMs(event))
        .run();
}

void EventTable::clearServer(EventId id)
{
    m_database.query(u"UPDATE events SET server = NULL, version = 0 WHERE id = :id"_s)
        .bind(u":id"_s, id)
        .run();
}

void EventTable::show(EventId id, const std::optional<Event> &shown, bool waiting, bool conflict)
{
    auto query = m_database.query(
        u"UPDATE events SET shown = :shown, hidden = :hidden, waiting = :waiting, conflict = :conflict, "
        "start_ms = COALESCE(:start, start_ms), end_ms = COALESCE(:end, end_ms) WHERE id = :id"_s);
    query.bind(u":id"_s, id)
        .bind(u":hidden"_s, !shown.has_value())
        .bind(u":waiting"_s, waiting)
        .bind(u":conflict"_s, conflict);
    if (shown)
        query.bind(u":shown"_s, encodeEvent(*shown))
            .bind(u":start"_s, shown->start.utcMs)
            .bind(u":end"_s, lastMs(*shown));
    else
        query.bindNull(u":shown"_s).bindNull(u":start"_s).bindNull(u":end"_s);
    query.run();
}

void EventTable::showServer(EventId id)
{
    const auto row = find(id);
    if (!row || !row->server)
        return;
    m_database
        .query(u"UPDATE events SET shown = NULL, hidden = 0, waiting = 0, conflict = 0, start_ms = :start, "
               "end_ms = :end WHERE id = :id"_s)
        .bind(u":id"_s, id)
        .bind(u":start"_s, row->server->start.utcMs)
        .bind(u":end"_s, lastMs(*row->server))
        .run();
}

void EventTable::erase(EventId id)
{
    m_database.query(u"DELETE FROM events WHERE id = :id"_s).bind(u":id"_s, id).run();
}

QList<EventId> EventTable::missing(CalendarId calendar, qint64 generation, qint64 seq) const
{
    auto query = m_database.query(
        u"SELECT id FROM events WHERE calendar_id = :id AND generation <> :generation AND version <= :seq "
        "AND server IS NOT NULL"_s);
    query.bind(u":id"_s, calendar).bind(u":generation"_s, generation).bind(u":seq"_s, seq);
    return readIds(query);
}

QList<EventRow> EventTable::instancesOf(EventId series) const
{
    auto query = m_database.query(u"SELECT id FROM events WHERE series_id = :id ORDER BY id"_s);
    query.bind(u":id"_s, series);
    QList<EventRow> rows;
    const auto ids = readIds(query);
    for (const EventId id : ids)
        if (const auto row = find(id); row && row->server)
            rows.append(*row);
    return rows;
}

QList<EventId> EventTable::ofCalendar(CalendarId calendar) const
{
    auto query = m_database.query(u"SELECT id FROM events WHERE calendar_id = :id"_s);
    query.bind(u":id"_s, calendar);
    return readIds(query);
}

void EventTable::rename(EventId from, EventId to)
{
    for (const QString &statement : {u"UPDATE events SET id = :to WHERE id = :from"_s,
                                     u"UPDATE events SET series_id = :to WHERE series_id = :from"_s})
        m_database.query(statement).bind(u":to"_s, to).bind(u":from"_s, from).run();
}

QList<ReplicaEvent> EventTable::load(qint64 fromMs, qint64 toMs, bool inside) const
{
    static const QString kSelect =
        u"SELECT e.id, e.calendar_id, COALESCE(e.shown, e.server), e.waiting, e.conflict, "
        "CASE WHEN e.conflict = 1 THEN e.server END, e.series_id, e.shown IS NULL FROM events e WHERE "
        "e.hidden = 0 "
        "AND COALESCE(e.shown, e.server) IS NOT NULL AND "_s;
    auto query = m_database.query(kSelect
                                  + (inside ? u"(e.start_ms < :to AND e.end_ms > :from)"_s
                                            : u"NOT (e.start_ms < :to AND e.end_ms > :from)"_s));
    query.bind(u":from"_s, fromMs).bind(u":to"_s, toMs).run();
    QList<ReplicaEvent> events;
    while (query.next()) {
        const EventId id = query.id<EventId>(0);
        const CalendarId calendar = query.id<CalendarId>(1);
        ReplicaEvent item{decoded(query.bytes(2), id, calendar), query.boolean(3), query.boolean(4),
                          std::nullopt};
        if (query.boolean(7))
            item.event.series = idOrNull(query, 6);
        if (!query.isNull(5))
            item.other = decoded(query.bytes(5), id, calendar);
        events.append(std::move(item));
    }
    return events;
}

}
