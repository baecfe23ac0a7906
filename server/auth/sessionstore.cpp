#include "server/auth/sessionstore.h"

#include "shared/sql/database.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Query;
using shared::SessionId;
using shared::UserId;

namespace {
QList<EndedSession> readEnded(Query &query)
{
    QList<EndedSession> sessions;
    while (query.next())
        sessions.append({query.id<SessionId>(0), query.integer(1)});
    return sessions;
}

std::optional<EndedSession> readOne(Query &query)
{
    const QList<EndedSession> sessions = readEnded(query);
    return sessions.isEmpty() ? std::nullopt : std::optional(sessions.first());
}

std::optional<SessionRecord> readSession(Query &query)
{
    if (!query.next())
        return std::nullopt;
    SessionRecord session;
    session.id = query.id<SessionId>(0);
    session.user = query.id<UserId>(1);
    session.device = query.text(2);
    session.createdMs = query.integer(3);
    session.lastUsedMs = query.integer(4);
    session.expiresMs = query.integer(5);
    session.tokenExpiresMs = query.integer(6);
    return session;
}
}

void SessionStore::insert(const SessionRecord &session)
{
    m_database
        .query(
            u"INSERT INTO sessions (id, user_id, device, created_ms, last_used_ms, expires_ms, "
            u"token_expires_ms) "
            "VALUES (:id, :user, :device, :created, :used, :expires, :token_expires) ON CONFLICT DO NOTHING"_s)
        .bind(u":id"_s, session.id)
        .bind(u":user"_s, session.user)
        .bind(u":device"_s, session.device)
        .bind(u":created"_s, session.createdMs)
        .bind(u":used"_s, session.lastUsedMs)
        .bind(u":expires"_s, session.expiresMs)
        .bind(u":token_expires"_s, session.tokenExpiresMs)
        .run();
}

void SessionStore::insertToken(const RefreshRecord &token)
{
    m_database
        .query(u"INSERT INTO refresh_tokens (hash, session_id, created_ms, expires_ms) "
               "VALUES (:hash, :session, :created, :expires) ON CONFLICT DO NOTHING"_s)
        .bind(u":hash"_s, token.hash)
        .bind(u":session"_s, token.session)
        .bind(u":created"_s, token.createdMs)
        .bind(u":expires"_s, token.expiresMs)
        .run();
}

std::optional<SessionId> SessionStore::useToken(const QByteArray &hash, const QByteArray &newHash,
                                                qint64 nowMs)
{
    auto query = m_database.query(
        u"UPDATE refresh_tokens SET replaced_by = :new WHERE hash = :hash AND expires_ms > :now "
        "AND (replaced_by IS NULL OR replaced_by = :new) RETURNING session_id"_s);
    query.bind(u":new"_s, newHash).bind(u":hash"_s, hash).bind(u":now"_s, nowMs).run();
    return query.next() ? std::optional(query.id<SessionId>(0)) : std::nullopt;
}

std::optional<SessionId> SessionStore::sessionOfToken(const QByteArray &hash)
{
    auto query = m_database.query(u"SELECT session_id FROM refresh_tokens WHERE hash = :hash"_s);
    query.bind(u":hash"_s, hash).run();
    return query.next() ? std::optional(query.id<SessionId>(0)) : std::nullopt;
}

std::optional<SessionRecord> SessionStore::prolong(const SessionId &id, qint64 nowMs, qint64 expiresMs,
                                                   qint64 tokenExpiresMs)
{
    auto query = m_database.query(
        u"UPDATE sessions SET last_used_ms = :now, expires_ms = :expires, token_expires_ms = :token_expires "
        "WHERE id = :id AND ended_ms IS NULL "
        "RETURNING id, user_id, device, created_ms, last_used_ms, expires_ms, token_expires_ms"_s);
    query.bind(u":now"_s, nowMs)
        .bind(u":expires"_s, expiresMs)
        .bind(u":token_expires"_s, tokenExpiresMs)
        .bind(u":id"_s, id)
        .run();
    return readSession(query);
}

bool SessionStore::isLive(const SessionId &id, const UserId &user, qint64 nowMs)
{
    auto query = m_database.query(u"SELECT 1 FROM sessions WHERE id = :id AND user_id = :user "
                                  "AND ended_ms IS NULL AND expires_ms > :now"_s);
    return query.bind(u":id"_s, id).bind(u":user"_s, user).bind(u":now"_s, nowMs).run().next();
}

QList<SessionRecord> SessionStore::live(const UserId &user, qint64 nowMs)
{
    auto query = m_database.query(
        u"SELECT id, user_id, device, created_ms, last_used_ms, expires_ms, token_expires_ms FROM sessions "
        "WHERE user_id = :user AND ended_ms IS NULL AND expires_ms > :now ORDER BY last_used_ms DESC, id"_s);
    query.bind(u":user"_s, user).bind(u":now"_s, nowMs).run();
    QList<SessionRecord> sessions;
    while (const auto session = readSession(query))
        sessions.append(*session);
    return sessions;
}

std::optional<EndedSession> SessionStore::end(const SessionId &id, qint64 nowMs)
{
    auto query = m_database.query(u"UPDATE sessions SET ended_ms = COALESCE(ended_ms, :now) WHERE id = :id "
                                  "RETURNING id, token_expires_ms"_s);
    return readOne(query.bind(u":now"_s, nowMs).bind(u":id"_s, id).run());
}

std::optional<EndedSession> SessionStore::end(const SessionId &id, const UserId &user, qint64 nowMs)
{
    auto query = m_database.query(u"UPDATE sessions SET ended_ms = COALESCE(ended_ms, :now) "
                                  "WHERE id = :id AND user_id = :user RETURNING id, token_expires_ms"_s);
    return readOne(query.bind(u":now"_s, nowMs).bind(u":id"_s, id).bind(u":user"_s, user).run());
}

QList<EndedSession> SessionStore::endOthers(const UserId &user, const SessionId &kept, qint64 nowMs)
{
    auto query = m_database.query(
        u"UPDATE sessions SET ended_ms = COALESCE(ended_ms, :now) WHERE user_id = :user AND id <> :kept "
        "AND (ended_ms IS NULL OR token_expires_ms > :now) RETURNING id, token_expires_ms"_s);
    return readEnded(query.bind(u":now"_s, nowMs).bind(u":user"_s, user).bind(u":kept"_s, kept).run());
}

QList<EndedSession> SessionStore::removeAll(const UserId &user, qint64 nowMs)
{
    QList<EndedSession> ended;
    {
        auto query =
            m_database.query(u"DELETE FROM sessions WHERE user_id = :user RETURNING id, token_expires_ms"_s);
        ended = readEnded(query.bind(u":user"_s, user).run());
    }
    for (const EndedSession &session : std::as_const(ended))
        insertRevocation(session, user, nowMs);
    return ended;
}

QList<EndedSession> SessionStore::endBeyond(const UserId &user, int count, qint64 nowMs)
{
    auto query = m_database.query(
        u"UPDATE sessions SET ended_ms = :now WHERE ended_ms IS NULL AND id IN ("
        "SELECT id FROM sessions WHERE user_id = :user AND ended_ms IS NULL "
        "ORDER BY last_used_ms DESC, id DESC LIMIT 1000 OFFSET :count) RETURNING id, token_expires_ms"_s);
    return readEnded(query.bind(u":now"_s, nowMs).bind(u":user"_s, user).bind(u":count"_s, count).run());
}

void SessionStore::insertRevocation(const EndedSession &ended, const UserId &user, qint64 nowMs)
{
    m_database.query(u"DELETE FROM revocations WHERE until_ms < :now"_s).bind(u":now"_s, nowMs).run();
    m_database
        .query(u"INSERT INTO revocations (session_id, user_id, ended_ms, until_ms) "
               "VALUES (:id, :user, :now, :until) ON CONFLICT DO NOTHING"_s)
        .bind(u":id"_s, ended.id)
        .bind(u":user"_s, user)
        .bind(u":now"_s, nowMs)
        .bind(u":until"_s, ended.tokenExpiresMs)
        .run();
}

QList<EndedSession> SessionStore::revocations(const UserId &user, qint64 nowMs)
{
    auto query = m_database.query(
        u"SELECT session_id, until_ms FROM revocations WHERE user_id = :user AND until_ms > :now"_s);
    return readEnded(query.bind(u":user"_s, user).bind(u":now"_s, nowMs).run());
}

std::optional<EndedSession> SessionStore::revocation(const SessionId &id, const UserId &user)
{
    auto query = m_database.query(
        u"SELECT session_id, until_ms FROM revocations WHERE session_id = :id AND user_id = :user"_s);
    return readOne(query.bind(u":id"_s, id).bind(u":user"_s, user).run());
}

QList<EndedSession> SessionStore::ended(qint64 sinceMs, qint64 nowMs)
{
    auto query = m_database.query(u"SELECT id, token_expires_ms, ended_ms FROM sessions "
                                  "WHERE ended_ms >= :since AND token_expires_ms > :now "
                                  "UNION ALL SELECT session_id, until_ms, ended_ms FROM revocations "
                                  "WHERE ended_ms >= :since AND until_ms > :now ORDER BY 3, 1"_s);
    return readEnded(query.bind(u":since"_s, sinceMs).bind(u":now"_s, nowMs).run());
}

void SessionStore::purge(const UserId &user, qint64 nowMs)
{
    m_database
        .query(u"DELETE FROM sessions WHERE user_id = :user AND token_expires_ms < :now "
               "AND (expires_ms < :now OR ended_ms IS NOT NULL)"_s)
        .bind(u":user"_s, user)
        .bind(u":now"_s, nowMs)
        .run();
}

void SessionStore::purgeTokens(const SessionId &id, qint64 nowMs)
{
    m_database.query(u"DELETE FROM refresh_tokens WHERE session_id = :id AND expires_ms < :now"_s)
        .bind(u":id"_s, id)
        .bind(u":now"_s, nowMs)
        .run();
}

}
