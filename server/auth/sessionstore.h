#pragma once

#include "shared/base/ids.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace hearth::shared {
class Database;
}

namespace hearth::server::auth {

/// A row of `sessions`.
struct SessionRecord {
    shared::SessionId id;
    shared::UserId user;
    QString device;
    qint64 createdMs = 0;
    qint64 lastUsedMs = 0;
    qint64 expiresMs = 0;
    qint64 tokenExpiresMs = 0;
};

/// A session that ended before its newest access token.
struct EndedSession {
    shared::SessionId id;
    qint64 tokenExpiresMs = 0;
};

/// A row of `refresh_tokens`: only the token's hash is kept.
struct RefreshRecord {
    QByteArray hash;
    shared::SessionId session;
    qint64 createdMs = 0;
    qint64 expiresMs = 0;
};

/// The tables `sessions`, `refresh_tokens` and `revocations`. Throws SqlError.
class SessionStore {
public:
    explicit SessionStore(shared::Database &database)
        : m_database(database)
    {
    }

    void insert(const SessionRecord &session);
    void insertToken(const RefreshRecord &token);

    /// Marks the token as replaced by the one with `newHash`; nothing where it is unknown, used otherwise or
    /// past its time. The same replacement again gives the same answer.
    std::optional<shared::SessionId> useToken(const QByteArray &hash, const QByteArray &newHash,
                                              qint64 nowMs);
    /// Whose token it is or was.
    std::optional<shared::SessionId> sessionOfToken(const QByteArray &hash);
    /// Prolongs a session that lives; nothing for one that has ended.
    std::optional<SessionRecord> prolong(const shared::SessionId &id, qint64 nowMs, qint64 expiresMs,
                                         qint64 tokenExpiresMs);

    bool isLive(const shared::SessionId &id, const shared::UserId &user, qint64 nowMs);
    QList<SessionRecord> live(const shared::UserId &user, qint64 nowMs);

    /// Nothing where there is no such session; the same answer where it has ended already.
    std::optional<EndedSession> end(const shared::SessionId &id, qint64 nowMs);
    /// The same, of a session of `user` only.
    std::optional<EndedSession> end(const shared::SessionId &id, const shared::UserId &user, qint64 nowMs);
    /// All sessions of `user` but `kept`.
    QList<EndedSession> endOthers(const shared::UserId &user, const shared::SessionId &kept, qint64 nowMs);
    /// All sessions of `user` for ever, kept as revocations as long as their tokens have time.
    QList<EndedSession> removeAll(const shared::UserId &user, qint64 nowMs);
    /// All but the `count` that were used last.
    QList<EndedSession> endBeyond(const shared::UserId &user, int count, qint64 nowMs);
    /// Keeps that something has ended of which no session tells, and forgets what nobody needs to know of any
    /// more.
    void insertRevocation(const EndedSession &ended, const shared::UserId &user, qint64 nowMs);
    /// All that was kept so of one user.
    QList<EndedSession> revocations(const shared::UserId &user, qint64 nowMs);
    std::optional<EndedSession> revocation(const shared::SessionId &id, const shared::UserId &user);
    /// Sessions and revocations ended since `sinceMs` whose token still has time.
    QList<EndedSession> ended(qint64 sinceMs, qint64 nowMs);

    /// Forgets what nobody can use or needs to know about any more.
    void purge(const shared::UserId &user, qint64 nowMs);
    void purgeTokens(const shared::SessionId &id, qint64 nowMs);

private:
    shared::Database &m_database;
};

}
