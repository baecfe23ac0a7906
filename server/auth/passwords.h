#pragma once

#include "server/platform/hashpool.h"
#include "server/platform/passwordhasher.h"
#include "shared/base/result.h"

#include <atomic>

namespace hearth::shared {
class Clock;
}

namespace hearth::server::auth {

struct AuthOptions;

/// What a password was worth against a stored hash.
struct Verdict {
    bool right = false;
    QByteArray renewed; ///< a hash of today's cost where the stored one has another
};

/// Hashes and verifies on threads of its own. Replies come from there, or at once with Unavailable; what is
/// past its deadline (0: none) is not begun.
class Passwords {
public:
    Passwords(const AuthOptions &options, const shared::Clock &clock);

    void hash(const QString &password, qint64 deadlineMs,
              std::function<void(shared::Result<QByteArray>)> reply);
    /// An empty `stored`, of a user that does not exist, takes as long as any other and is never right.
    void verify(const QByteArray &stored, const QString &password, qint64 deadlineMs,
                std::function<void(shared::Result<Verdict>)> reply);

    qint64 hashesRun() const { return m_hashesRun.load(); }
    size_t queued() const { return m_pool.queued(); }

private:
    bool isPast(qint64 deadlineMs) const;

    const shared::Clock &m_clock;
    PasswordHasher m_hasher;
    QByteArray m_decoy;
    std::atomic<qint64> m_hashesRun{0};
    HashPool m_pool;
};

}
