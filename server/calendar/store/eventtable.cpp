#include "server/calendar/store/eventtable.h"

#include "shared/sql/manyrows.h"

#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Event;
using shared::EventId;
using shared::SagaId;

namespace {
void bindNew(shared::Query &query, const NewEvent &added, const SagaId &saga)
{
    const Event &event = added.event;
    bindDraft(query, event);
    bindSeries(query, event);
    query.bind(u":id"_s, event.id)
        .bind(u":calendar"_s, event.calendar)
        .bind(u":saga"_s, saga)
        .bind(u":version"_s, event.version)
        .bind(u":created_by"_s, event.createdBy)
        .bind(u":created_by_name"_s, event.createdByName)
        .bind(u":created_ms"_s, event.createdMs)
        .bind(u":updated_by_name"_s, event.updatedByName)
        .bind(u":updated_ms"_s, event.updatedMs)
        .bind(u":dav_name"_s, added.davName);
}
}

EventTable::EventTable(shared::Database &database)
    : m_db(database)
{
}

std::optional<StoredEvent> EventTable::find(const CalendarId &calendar, const EventId &id)
{
    static const QString kSql = u"SELECT "_s + eventColumns(u"e"_s)
        + u", c.name FROM events e JOIN calendars c ON c.id = e.calendar_id "
          "WHERE e.id = :id AND e.calendar_id = :calendar AND e.state > 0"_s;
    auto query = m_db.query(kSql);
    if (!query.bind(u":id"_s, id).bind(u":calendar"_s, calendar).run().next())
        return std::nullopt;
    StoredEvent stored = readEvent(query, 0);
    stored.event.calendarName = query.text(kEventColumns);
    return stored;
}

std::optional<StoredEvent> EventTable::lock(const CalendarId &calendar, const EventId &id)
{
    static const QString kSql = u"UPDATE events SET saga_id = saga_id "
                                "WHERE id = :id AND calendar_id = :calendar AND state > 0 RETURNING "_s
        + eventColumns({});
    auto query = m_db.query(kSql);
    if (!query.bind(u":id"_s, id).bind(u":calendar"_s, calendar).run().next())
        return std::nullopt;
    return readEvent(query, 0);
}

std::optional<EventId> EventTable::insertPending(const QList<NewEvent> &events, const SagaId &saga)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"INSERT INTO events (id, calendar_id, uid, state, saga_id, version, name, all_day, start_ms, "
               "start_wall, start_zone, end_ms, end_wall, end_zone, location, description, colour, "
               "categories, "
               "status, participants, reminders, floating, url, transparency, visibility, recurrence, extra, "
               "series_id, original_ms, original_wall, original_zone, created_by, created_by_name, "
               "created_ms, updated_by_name, updated_ms, dav_name, series_end_ms) VALUES "_s
            + shared::rowPlaces(
                   u"(:id, :calendar, :uid, 0, :saga, :version, :name, :all_day, :start_ms, :start_wall, "
                   ":start_zone, :end_ms, :end_wall, :end_zone, :location, :description, :colour, "
                   ":categories, :status, :participants, :reminders, :floating, :url, :transparency, "
                   ":visibility, :recurrence, :extra, :series, :original_ms, :original_wall, "
                   ":original_zone, :created_by, :created_by_name, :created_ms, :updated_by_name, "
                   ":updated_ms, :dav_name, :series_end)"_s,
                   places)
            + u" ON CONFLICT DO NOTHING RETURNING id"_s;
    });
    QSet<EventId> inserted;
    for (const shared::RowBatch &batch : shared::valueBatches(events.size())) {
        auto query = m_db.query(kSql.text(batch));
        for (qsizetype row = 0; row < batch.count; ++row)
            bindNew(query.forRow(row), events.at(batch.from + row), saga);
        query.run();
        while (query.next())
            inserted.insert(query.id<EventId>(0));
    }
    for (const NewEvent &each : events)
        if (!inserted.contains(each.event.id))
            return each.event.id;
    return std::nullopt;
}

QList<Event> EventTable::activate(const QList<EventId> &ids, const SagaId &saga, qint64 firstVersion)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"UPDATE events SET state = 1, saga_id = NULL, version = version + :first "
               "WHERE saga_id = :saga AND state = 0 AND id IN ("_s
            + shared::rowPlaces(u":id"_s, places) + u") RETURNING "_s + eventColumns({});
    });
    QList<Event> events;
    for (const shared::RowBatch &batch : shared::keyBatches(ids.size())) {
        auto query = m_db.query(kSql.text(batch));
        query.bind(u":first"_s, firstVersion).bind(u":saga"_s, saga);
        bindKeys(query, u":id"_s, ids, batch);
        query.run();
        while (query.next())
            events.append(readEvent(query, 0).event);
    }
    std::sort(events.begin(), events.end(),
              [](const Event &a, const Event &b) { return a.version < b.version; });
    return events;
}

std::optional<Event> EventTable::restore(const EventId &id, const SagaId &saga, qint64 version,
                                         const QString &username, qint64 nowMs)
{
    static const QString kSql =
        u"UPDATE events SET state = 1, saga_id = NULL, version = :version, deleted_ms = NULL, "
        "updated_by_name = :username, updated_ms = :now "
        "WHERE id = :id AND saga_id = :saga RETURNING "_s
        + eventColumns({});
    auto query = m_db.query(kSql);
    query.bind(u":version"_s, version)
        .bind(u":username"_s, username)
        .bind(u":now"_s, nowMs)
        .bind(u":id"_s, id)
        .bind(u":saga"_s, saga)
        .run();
    if (!query.next())
        return std::nullopt;
    return readEvent(query, 0).event;
}

void EventTable::update(const Event &event)
{
    auto query = m_db.query(
        u"UPDATE events SET saga_id = NULL, calendar_id = :calendar, version = :version, uid = :uid, "
        "series_id = :series, "
        "original_ms = :original_ms, original_wall = :original_wall, original_zone = :original_zone, "
        "series_end_ms = :series_end, name = :name, all_day = :all_day, "
        "start_ms = :start_ms, start_wall = :start_wall, start_zone = :start_zone, end_ms = :end_ms, "
        "end_wall = :end_wall, end_zone = :end_zone, location = :location, description = :description, "
        "colour = :colour, categories = :categories, status = :status, participants = :participants, "
        "reminders = :reminders, floating = :floating, url = :url, transparency = :transparency, "
        "visibility = :visibility, recurrence = :recurrence, extra = :extra, "
        "updated_by_name = :updated_by_name, updated_ms = :updated_ms WHERE id = :id"_s);
    bindDraft(query, event);
    bindSeries(query, event);
    query.bind(u":calendar"_s, event.calendar)
        .bind(u":version"_s, event.version)
        .bind(u":updated_by_name"_s, event.updatedByName)
        .bind(u":updated_ms"_s, event.updatedMs)
        .bind(u":id"_s, event.id)
        .run();
}

void EventTable::setDavName(const EventId &id, const QString &name)
{
    m_db.query(u"UPDATE events SET dav_name = :name WHERE id = :id"_s)
        .bind(u":name"_s, name)
        .bind(u":id"_s, id)
        .run();
}

void EventTable::forgetGoneInstances(const EventId &series)
{
    m_db.query(u"UPDATE events SET instances_version = 0 WHERE id = :id"_s).bind(u":id"_s, series).run();
}

void EventTable::leavePlace(const EventId &id)
{
    m_db.query(u"UPDATE events SET original_wall = original_wall || :behind "
               "WHERE id = :id AND series_id IS NOT NULL"_s)
        .bind(u":behind"_s, QString(u' ' + id.toString()))
        .bind(u":id"_s, id)
        .run();
}

QList<Event> EventTable::instances(const EventId &series, std::optional<qint64> deletedMs)
{
    static const QString kSql =
        u"SELECT "_s + eventColumns({}) + u" FROM events WHERE series_id = :series AND "_s;
    static const QString kActive = kSql + u"state < 2 AND state = 1 ORDER BY original_ms"_s;
    static const QString kDeleted = kSql + u"state = 2 AND deleted_ms = :deleted"_s;
    auto query = m_db.query(deletedMs ? kDeleted : kActive);
    query.bind(u":series"_s, series);
    if (deletedMs)
        query.bind(u":deleted"_s, *deletedMs);
    query.run();
    QList<Event> events;
    while (query.next())
        events.append(readEvent(query, 0).event);
    return events;
}

bool EventTable::hasPendingInstance(const EventId &series)
{
    auto query =
        m_db.query(u"SELECT 1 FROM events WHERE series_id = :series AND state < 2 AND state = 0 LIMIT 1"_s);
    return query.bind(u":series"_s, series).run().next();
}

std::optional<qint64> EventTable::deletedMs(const EventId &id)
{
    auto query = m_db.query(u"SELECT deleted_ms FROM events WHERE id = :id AND state = 2"_s);
    if (!query.bind(u":id"_s, id).run().next() || query.isNull(0))
        return std::nullopt;
    return query.integer(0);
}

QList<EventId> EventTable::moveTrashedInstances(const EventId &series, const CalendarId &calendar,
                                                qint64 version)
{
    auto query = m_db.query(u"UPDATE events SET calendar_id = :calendar, version = :version "
                            "WHERE series_id = :series AND state = 2 RETURNING id"_s);
    query.bind(u":calendar"_s, calendar).bind(u":version"_s, version).bind(u":series"_s, series).run();
    QList<EventId> moved;
    while (query.next())
        moved.append(query.id<EventId>(0));
    return moved;
}

QString EventTable::davName(const EventId &id)
{
    auto query = m_db.query(u"SELECT dav_name FROM events WHERE id = :id"_s);
    return query.bind(u":id"_s, id).run().next() ? query.text(0) : QString();
}

std::optional<EventId> EventTable::findUid(const CalendarId &calendar, const QString &uid)
{
    auto query = m_db.query(u"SELECT id FROM events WHERE calendar_id = :calendar AND uid = :uid "
                            "AND series_id IS NULL AND state < 2"_s);
    if (!query.bind(u":calendar"_s, calendar).bind(u":uid"_s, uid).run().next())
        return std::nullopt;
    return query.id<EventId>(0);
}

std::optional<EventId> EventTable::findInstance(const EventId &series, const QString &originalWall)
{
    auto query = m_db.query(
        u"SELECT id FROM events WHERE series_id = :series AND original_wall = :wall AND state < 2"_s);
    if (!query.bind(u":series"_s, series).bind(u":wall"_s, originalWall).run().next())
        return std::nullopt;
    return query.id<EventId>(0);
}

void EventTable::moveToTrash(const Event &event, const SagaId &saga)
{
    m_db.query(u"UPDATE events SET state = 2, saga_id = :saga, version = :version, deleted_ms = :now, "
               "updated_ms = :now2, updated_by_name = :username WHERE id = :id"_s)
        .bind(u":saga"_s, saga)
        .bind(u":version"_s, event.version)
        .bind(u":now"_s, event.updatedMs)
        .bind(u":now2"_s, event.updatedMs)
        .bind(u":username"_s, event.updatedByName)
        .bind(u":id"_s, event.id)
        .run();
}

void EventTable::giveToSaga(const EventId &id, const SagaId &saga)
{
    m_db.query(u"UPDATE events SET saga_id = :saga WHERE id = :id"_s)
        .bind(u":saga"_s, saga)
        .bind(u":id"_s, id)
        .run();
}

void EventTable::freeFromSaga(const EventId &id, const SagaId &saga)
{
    m_db.query(u"UPDATE events SET saga_id = NULL WHERE id = :id AND saga_id = :saga"_s)
        .bind(u":id"_s, id)
        .bind(u":saga"_s, saga)
        .run();
}

void EventTable::erase(const EventId &id, const SagaId &saga)
{
    m_db.query(u"DELETE FROM events WHERE id = :id AND saga_id = :saga"_s)
        .bind(u":id"_s, id)
        .bind(u":saga"_s, saga)
        .run();
}

}
