#include "server/calendar/reminders/claimtable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::UserId;

namespace {
Claim readClaim(const shared::Query &row)
{
    return {{row.id<shared::EventId>(0), row.text(1)},
            row.id<UserId>(2),
            row.text(3),
            row.integer(4),
            row.integer(5)};
}
}

ClaimTable::ClaimTable(shared::Database &database, const shared::CalendarId &calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

std::optional<Claim> ClaimTable::find(const Chore &chore)
{
    auto query = m_db.query(u"SELECT event_id, occurrence, user_id, username, at_ms, until_ms "
                            "FROM reminder_claims WHERE event_id = :event AND occurrence = :occurrence"_s);
    query.bind(u":event"_s, chore.event).bind(u":occurrence"_s, chore.occurrence).run();
    return query.next() ? std::optional(readClaim(query)) : std::nullopt;
}

bool ClaimTable::insert(const Claim &claim)
{
    auto query = m_db.query(
        u"INSERT INTO reminder_claims "
        "(event_id, occurrence, calendar_id, user_id, username, at_ms, until_ms) "
        "VALUES (:event, :occurrence, :calendar, :user, :username, :at, :until) ON CONFLICT DO NOTHING"_s);
    query.bind(u":event"_s, claim.chore.event)
        .bind(u":occurrence"_s, claim.chore.occurrence)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":user"_s, claim.user)
        .bind(u":username"_s, claim.username)
        .bind(u":at"_s, claim.atMs)
        .bind(u":until"_s, claim.untilMs)
        .run();
    return query.affected() == 1;
}

bool ClaimTable::remove(const Claim &claim)
{
    auto query = m_db.query(u"DELETE FROM reminder_claims WHERE event_id = :event "
                            "AND occurrence = :occurrence AND user_id = :user"_s);
    query.bind(u":event"_s, claim.chore.event)
        .bind(u":occurrence"_s, claim.chore.occurrence)
        .bind(u":user"_s, claim.user)
        .run();
    return query.affected() == 1;
}

QList<Claim> ClaimTable::all(qint64 fromMs)
{
    auto query = m_db.query(
        u"SELECT r.event_id, r.occurrence, r.user_id, r.username, r.at_ms, r.until_ms "
        "FROM reminder_claims r JOIN events e ON e.id = r.event_id AND e.state = 1 "
        "WHERE r.calendar_id = :calendar AND r.until_ms >= :from ORDER BY r.until_ms, r.event_id"_s);
    query.bind(u":calendar"_s, m_calendar).bind(u":from"_s, fromMs).run();
    QList<Claim> claims;
    while (query.next())
        claims.append(readClaim(query));
    return claims;
}

qint64 ClaimTable::count(const UserId &user)
{
    auto query = m_db.query(
        u"SELECT COUNT(*) FROM reminder_claims WHERE calendar_id = :calendar AND user_id = :user"_s);
    query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).run().next();
    return query.integer(0);
}

}
