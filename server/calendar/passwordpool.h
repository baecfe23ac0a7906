#pragma once

#include "server/platform/hashpool.h"
#include "server/platform/passwordhasher.h"
#include "shared/base/result.h"

#include <functional>

namespace hearth::server::calendar {

/// Argon2id away from the database's threads: few at once, for each takes a core and memory.
class PasswordPool {
public:
    /// `threads` 0: one for each CPU. Its destructor waits for what is queued.
    PasswordPool(PasswordHasher::Cost cost, int threads, int maxQueued);

    /// Unavailable where too many wait already. `then` runs on the pool's thread, or at once for an empty
    /// password, whose hash is empty.
    void hash(const QString &password, std::function<void(shared::Result<QString>)> then);
    /// PasswordHasher::fingerprint(); empty for an empty password.
    void fingerprint(const QString &password, const QByteArray &salt,
                     std::function<void(shared::Result<QByteArray>)> then);
    void verify(const QString &hash, const QString &password, std::function<void(shared::Result<bool>)> then);

private:
    template <class T> void enqueue(std::function<T()> work, std::function<void(shared::Result<T>)> then);

    const PasswordHasher m_hasher;
    HashPool m_pool;
};

}
