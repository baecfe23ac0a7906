#include "server/calendar/store/sweep.h"

#include "server/calendar/saga/sagatable.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;

namespace {
constexpr int kRows = 1000;
/// Far longer than anybody may still ask for it, or it could be told anew.
constexpr qint64 kPersonalKeptMs = 24LL * 3600 * 1000;
}

Sweep::Sweep(shared::Database &database, const CalendarOptions &options, qint64 nowMs)
    : m_db(database)
    , m_options(options)
    , m_nowMs(nowMs)
{
}

bool Sweep::removeOld()
{
    const qint64 removed = std::max(
        {remove(u"DELETE FROM changes WHERE (calendar_id, seq) IN "
                "(SELECT calendar_id, seq FROM changes WHERE at_ms < :before LIMIT :limit)"_s,
                m_nowMs - m_options.logKeptMs),
         remove(
             u"DELETE FROM events WHERE id IN "
             "(SELECT id FROM events WHERE state = 2 AND saga_id IS NULL AND deleted_ms < :before LIMIT :limit)"_s,
             m_nowMs - m_options.trashKeptMs),
         remove(u"DELETE FROM moved_events WHERE (calendar_id, version) IN "
                "(SELECT calendar_id, version FROM moved_events WHERE at_ms < :before LIMIT :limit)"_s,
                m_nowMs - m_options.logKeptMs),
         remove(u"DELETE FROM invites WHERE id IN "
                "(SELECT id FROM invites WHERE ended_ms < :before LIMIT :limit)"_s,
                m_nowMs - m_options.trashKeptMs),
         remove(
             u"DELETE FROM idempotency_keys WHERE (user_id, scope, key) IN "
             "(SELECT user_id, scope, key FROM idempotency_keys WHERE created_ms < :before LIMIT :limit)"_s,
             m_nowMs - m_options.keyKeptMs),
         remove(u"DELETE FROM personal_frames WHERE (user_id, number) IN "
                "(SELECT user_id, number FROM personal_frames WHERE at_ms < :before LIMIT :limit)"_s,
                m_nowMs - kPersonalKeptMs),
         remove(u"DELETE FROM reminder_claims WHERE (event_id, occurrence) IN "
                "(SELECT event_id, occurrence FROM reminder_claims WHERE until_ms < :before LIMIT :limit)"_s,
                m_nowMs - m_options.trashKeptMs),
         SagaTable(m_db).removeFinished(m_nowMs - m_options.keyKeptMs, kRows)});
    return removed == kRows;
}

QList<Sweep::Purgeable> Sweep::purgeable()
{
    auto query =
        m_db.query(u"SELECT e.calendar_id, e.id FROM calendars c JOIN events e ON e.calendar_id = c.id "
                   "WHERE c.deleted_ms < :before AND e.saga_id IS NULL LIMIT :limit"_s);
    query.bind(u":before"_s, m_nowMs - m_options.trashKeptMs).bind(u":limit"_s, kRows).run();
    QList<Purgeable> found;
    while (query.next())
        found.append({query.id<CalendarId>(0), query.id<shared::EventId>(1)});
    return found;
}

bool Sweep::removeCalendars()
{
    QList<CalendarId> calendars;
    {
        auto query =
            m_db.query(u"SELECT id FROM calendars c WHERE deleted_ms < :before "
                       "AND NOT EXISTS (SELECT 1 FROM events e WHERE e.calendar_id = c.id) LIMIT :limit"_s);
        query.bind(u":before"_s, m_nowMs - m_options.trashKeptMs).bind(u":limit"_s, 10).run();
        while (query.next())
            calendars.append(query.id<CalendarId>(0));
    }
    bool all = calendars.size() < 10;
    for (const CalendarId &calendar : calendars)
        all = removeCalendar(calendar) && all;
    return !all;
}

bool Sweep::removeCalendar(const CalendarId &calendar)
{
    const auto removeOf = [&](const QString &sql) {
        auto query = m_db.query(sql);
        query.bind(u":calendar"_s, calendar).bind(u":limit"_s, kRows).run();
        return query.affected() < kRows;
    };
    if (!removeOf(u"DELETE FROM changes WHERE (calendar_id, seq) IN "
                  "(SELECT calendar_id, seq FROM changes WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM moved_events WHERE (calendar_id, version) IN "
                     "(SELECT calendar_id, version FROM moved_events "
                     "WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM invites WHERE id IN "
                     "(SELECT id FROM invites WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM people WHERE id IN "
                     "(SELECT id FROM people WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM read_marks WHERE (calendar_id, user_id, conversation) IN "
                     "(SELECT calendar_id, user_id, conversation FROM read_marks "
                     "WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM poll_answers WHERE (poll_id, user_id) IN "
                     "(SELECT a.poll_id, a.user_id FROM polls p JOIN poll_answers a ON a.poll_id = p.id "
                     "WHERE p.calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM subscriptions WHERE calendar_id IN "
                     "(SELECT calendar_id FROM subscriptions WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM polls WHERE id IN "
                     "(SELECT id FROM polls WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(u"DELETE FROM messages WHERE id IN "
                     "(SELECT id FROM messages WHERE calendar_id = :calendar LIMIT :limit)"_s)
        || !removeOf(
            u"DELETE FROM members WHERE (calendar_id, user_id) IN "
            "(SELECT calendar_id, user_id FROM members WHERE calendar_id = :calendar LIMIT :limit)"_s))
        return false;
    m_db.query(u"DELETE FROM calendars WHERE id = :id"_s).bind(u":id"_s, calendar).run();
    return true;
}

qint64 Sweep::remove(const QString &sql, qint64 beforeMs)
{
    auto query = m_db.query(sql);
    query.bind(u":before"_s, beforeMs).bind(u":limit"_s, kRows).run();
    return query.affected();
}

}
