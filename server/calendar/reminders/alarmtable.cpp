#include "server/calendar/reminders/alarmtable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;

namespace {
/// An all-day event may begin that much after the midnight UTC that its row has.
constexpr qint64 kZoneMs = 24LL * 3600 * 1000;

/// What is due already, and has not been seen to yet, stays due.
const QString kAnew = u"ON CONFLICT (event_id) DO UPDATE SET due_ms = 0, since_ms = CASE "
                      "WHEN reminder_alarms.due_ms <= excluded.since_ms THEN reminder_alarms.since_ms "
                      "ELSE excluded.since_ms END"_s;

/// PostgreSQL has several writers, and an instance need not wait for what another is about to do anyway; on
/// SQLite the transaction itself has locked all others out.
QString skippingLocked(shared::Database &database, const QString &select)
{
    return database.engine() == shared::Engine::PostgreSql ? select + u" FOR UPDATE SKIP LOCKED"_s : select;
}
}

AlarmTable::AlarmTable(shared::Database &database)
    : m_db(database)
{
}

QList<Alarm> AlarmTable::take(qint64 nowMs, int limit)
{
    auto query = m_db.query(skippingLocked(m_db,
                                           u"SELECT event_id, calendar_id, since_ms FROM reminder_alarms "
                                           "WHERE due_ms <= :now ORDER BY due_ms LIMIT :limit"_s));
    query.bind(u":now"_s, nowMs).bind(u":limit"_s, limit).run();
    QList<Alarm> alarms;
    while (query.next())
        alarms.append({query.id<EventId>(0), query.id<CalendarId>(1), query.integer(2)});
    return alarms;
}

void AlarmTable::put(const Alarm &alarm, qint64 dueMs)
{
    m_db.query(u"UPDATE reminder_alarms SET since_ms = :since, due_ms = :due WHERE event_id = :event"_s)
        .bind(u":since"_s, alarm.sinceMs)
        .bind(u":due"_s, dueMs)
        .bind(u":event"_s, alarm.event)
        .run();
}

void AlarmTable::remove(const EventId &event)
{
    m_db.query(u"DELETE FROM reminder_alarms WHERE event_id = :event"_s).bind(u":event"_s, event).run();
}

std::optional<qint64> AlarmTable::nextDueMs()
{
    auto replans = m_db.query(u"SELECT 1 FROM reminder_replans LIMIT 1"_s);
    if (replans.run().next())
        return 0;
    auto query = m_db.query(u"SELECT MIN(due_ms) FROM reminder_alarms"_s);
    query.run().next();
    return query.isNull(0) ? std::nullopt : std::optional(query.integer(0));
}

void AlarmTable::plan(const EventId &event, const CalendarId &calendar, qint64 sinceMs)
{
    m_db.query(u"INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms) "
               "VALUES (:event, :calendar, :since, 0) "_s
               + kAnew)
        .bind(u":event"_s, event)
        .bind(u":calendar"_s, calendar)
        .bind(u":since"_s, sinceMs)
        .run();
}

void AlarmTable::replan(const CalendarId &calendar, qint64 sinceMs)
{
    m_db.query(u"INSERT INTO reminder_replans (calendar_id, since_ms) VALUES (:calendar, :since) "
               "ON CONFLICT (calendar_id) DO UPDATE SET since_ms = excluded.since_ms"_s)
        .bind(u":calendar"_s, calendar)
        .bind(u":since"_s, sinceMs)
        .run();
}

bool AlarmTable::replanNext(qint64 nowMs)
{
    CalendarId calendar;
    qint64 sinceMs = 0;
    {
        auto query =
            m_db.query(skippingLocked(m_db, u"SELECT calendar_id, since_ms FROM reminder_replans LIMIT 1"_s));
        if (!query.run().next())
            return false;
        calendar = query.id<CalendarId>(0);
        sinceMs = query.integer(1);
    }
    m_db.query(u"INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms) "
               "SELECT id, calendar_id, CAST(:since AS BIGINT), 0 FROM events WHERE calendar_id = :calendar "
               "AND state = 1 "
               "AND (start_ms > :soon OR (recurrence <> '' "
               "AND (series_end_ms IS NULL OR series_end_ms > :soon2))) "_s
               + kAnew)
        .bind(u":since"_s, sinceMs)
        .bind(u":calendar"_s, calendar)
        .bind(u":soon"_s, nowMs - kZoneMs)
        .bind(u":soon2"_s, nowMs - kZoneMs)
        .run();
    m_db.query(u"DELETE FROM reminder_replans WHERE calendar_id = :calendar"_s)
        .bind(u":calendar"_s, calendar)
        .run();
    return true;
}

}
