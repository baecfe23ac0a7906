#pragma once

#include "server/auth/messages.h"
#include "server/auth/sessionstore.h"
#include "server/proto/call.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::shared {
class Clock;
}

namespace hearth::server {
class DbExecutor;
}

namespace hearth::server::auth {

/// Tells gateways of ended sessions: of those ended here at once, of those ended by other instances on
/// PostgreSQL within half a second, by asking the database, where anybody listens.
class RevocationFeed {
public:
    RevocationFeed(DbExecutor &db, const shared::Clock &clock);
    ~RevocationFeed();
    RevocationFeed(const RevocationFeed &) = delete;
    RevocationFeed &operator=(const RevocationFeed &) = delete;

    /// Begins with what has ended already. `started` is held until that has been read.
    std::unique_ptr<Subscription> watch(StreamHandlers<Revocation> handlers, std::shared_ptr<void> started);
    /// After the commit.
    void publish(const QList<EndedSession> &sessions);
    /// Ends every stream.
    void close();

    class Watcher;

private:
    struct Watchers;
    void poll();
    bool askOnce(qint64 sinceMs);

    DbExecutor &m_db;
    const shared::Clock &m_clock;
    std::shared_ptr<Watchers> m_watchers;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_ended = false;
    std::thread m_poller;
};

}
