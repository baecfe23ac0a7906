#pragma once

#include "server/platform/passwordhasher.h"
#include "shared/base/result.h"

#include <QThreadPool>

#include <atomic>
#include <functional>

namespace hearth::server::calendar {

/// Argon2id away from the database's threads: few at once, for each takes a core and memory.
class PasswordPool {
public:
    PasswordPool(PasswordHasher::Cost cost, int threads, int maxQueued);
    /// Waits for what is queued.
    ~PasswordPool();

    /// Unavailable where too many wait already. `then` runs on the pool's thread, or at once for an empty
    /// password, whose hash is empty.
    void hash(const QString &password, std::function<void(shared::Result<QString>)> then);
    void verify(const QString &hash, const QString &password, std::function<void(shared::Result<bool>)> then);

private:
    template <class T> void enqueue(std::function<T()> work, std::function<void(shared::Result<T>)> then);

    const PasswordHasher m_hasher;
    const int m_maxQueued;
    std::atomic<int> m_queued{0};
    QThreadPool m_pool;
};

}
