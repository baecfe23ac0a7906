#include "server/calendar/conversation/readmarks.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;

namespace {
constexpr int kLookedAt = 1000; // messages

QUuid conversation(const CalendarId &calendar, const EventId &event)
{
    return event.isNull() ? calendar.value : event.value;
}
}

ReadMarks::ReadMarks(shared::Database &database, shared::UserId user)
    : m_db(database)
    , m_user(user)
{
}

qint64 ReadMarks::set(const CalendarId &calendar, const EventId &event, qint64 seq)
{
    auto query = m_db.query(
        u"INSERT INTO read_marks (calendar_id, user_id, conversation, seq) VALUES (:calendar, :user, "
        ":conversation, :seq) ON CONFLICT (calendar_id, user_id, conversation) DO UPDATE SET "
        "seq = CASE WHEN excluded.seq > read_marks.seq THEN excluded.seq ELSE read_marks.seq END RETURNING seq"_s);
    query.bind(u":calendar"_s, calendar)
        .bind(u":user"_s, m_user)
        .bind(u":conversation"_s, conversation(calendar, event))
        .bind(u":seq"_s, seq)
        .run()
        .next();
    return query.integer(0);
}

QList<ReadMarks::Unread> ReadMarks::unread(const CalendarId &calendar)
{
    auto query = m_db.query(
        u"SELECT m.event_id, COUNT(*), SUM(CASE WHEN m.mentions LIKE :name THEN 1 ELSE 0 END) "
        "FROM (SELECT calendar_id, event_id, seq, user_id, mentions, at_ms, deleted_ms FROM messages "
        "WHERE calendar_id = :calendar ORDER BY seq DESC LIMIT :limit) m "
        "JOIN members p ON p.calendar_id = m.calendar_id AND p.user_id = :member "
        "LEFT JOIN read_marks r ON r.calendar_id = m.calendar_id AND r.user_id = p.user_id "
        "AND r.conversation = COALESCE(m.event_id, m.calendar_id) "
        "WHERE m.user_id <> p.user_id AND m.deleted_ms IS NULL AND m.seq > COALESCE(r.seq, 0) "
        "AND (r.seq IS NOT NULL OR m.at_ms >= p.joined_ms) "
        "AND (m.event_id IS NULL OR EXISTS (SELECT 1 FROM events e WHERE e.id = m.event_id AND "
        "(e.visibility = 0 OR e.created_by = p.user_id OR e.participants LIKE :guest))) "
        "GROUP BY m.event_id"_s);
    query.bind(u":name"_s, u'%' + m_user.toString() + u'%')
        .bind(u":calendar"_s, calendar)
        .bind(u":limit"_s, kLookedAt)
        .bind(u":member"_s, m_user)
        .bind(u":guest"_s, u"%\"user\":\"%1\"%"_s.arg(m_user.toString()))
        .run();
    QList<Unread> found;
    while (query.next())
        found.append({query.isNull(0) ? EventId{} : query.id<EventId>(0), static_cast<int>(query.integer(1)),
                      static_cast<int>(query.integer(2))});
    return found;
}

}
