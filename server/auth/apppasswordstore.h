#pragma once

#include "server/auth/sessionstore.h"

namespace hearth::server::auth {

/// A row of `app_passwords`, without its hash.
struct AppPasswordRecord {
    shared::SessionId id; ///< stands for a session wherever one is revoked
    shared::UserId user;
    QString name;
    qint64 createdMs = 0;
    qint64 lastUsedMs = 0; ///< 0: never
};

/// The table `app_passwords`. Throws SqlError.
class AppPasswordStore {
public:
    explicit AppPasswordStore(shared::Database &database)
        : m_database(database)
    {
    }

    /// Again with the same id it is the same password.
    void insert(const AppPasswordRecord &password, const QByteArray &hash);
    std::optional<AppPasswordRecord> findByHash(const QByteArray &hash);
    /// The oldest first.
    QList<AppPasswordRecord> list(const shared::UserId &user);
    /// How many the user has, but for the one with that id; locks the user's row until the transaction ends,
    /// so that no other is made meanwhile. Nothing where there is no such user.
    std::optional<qint64> countOthers(const shared::UserId &user, const shared::SessionId &id);
    /// Writes when it was last used, unless that is known to `everyMs`.
    void touch(const shared::SessionId &id, qint64 nowMs, qint64 everyMs);
    /// Removes it, and keeps its end as a revocation until `untilMs`. Nothing where the user never had one of
    /// that id; the same answer where it has gone already.
    std::optional<EndedSession> remove(const shared::SessionId &id, const shared::UserId &user, qint64 nowMs,
                                       qint64 untilMs);
    /// The same for all of the user's.
    void removeAll(const shared::UserId &user, qint64 nowMs, qint64 untilMs);

    /// How long a revocation is kept: longer than any gateway believes in a password without asking again,
    /// clocks that differ included.
    static constexpr qint64 kRevocationKeptMs = 600'000;

private:
    shared::Database &m_database;
};

}
