#include "server/auth/revocationfeed.h"

#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"

#include <QHash>

#include <chrono>
#include <future>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Result;
using shared::SessionId;

namespace {
constexpr auto kPollInterval = std::chrono::milliseconds(400);
// How far the clocks of the instances may differ, and a commit may come after its statement.
constexpr qint64 kOverlapMs = 120'000;
constexpr qsizetype kPruneAt = 10'000;

Result<QList<EndedSession>> endedSince(Database &database, qint64 sinceMs, qint64 nowMs)
{
    return SessionStore(database).ended(sinceMs, nowMs);
}
}

/// One stream: each revocation once, one at a time, none after close().
class RevocationFeed::Watcher {
public:
    explicit Watcher(StreamHandlers<Revocation> handlers)
        : m_handlers(std::move(handlers))
    {
    }
    void deliver(const QList<EndedSession> &sessions, qint64 nowMs)
    {
        const std::lock_guard guard(m_mutex);
        for (const EndedSession &session : sessions) {
            if (m_closed)
                return;
            if (m_sent.contains(session.id))
                continue;
            m_sent.insert(session.id, session.tokenExpiresMs);
            Revocation revocation;
            revocation.set_session_id(idBytes(session.id));
            revocation.set_token_expires_ms(session.tokenExpiresMs);
            m_handlers.item(revocation);
        }
        if (m_sent.size() > m_pruneAt) {
            m_sent.removeIf([nowMs](const auto &entry) { return entry.value() < nowMs; });
            m_pruneAt = kPruneAt + 2 * m_sent.size();
        }
    }
    void end(const Error &error)
    {
        const std::lock_guard guard(m_mutex);
        if (!std::exchange(m_closed, true))
            m_handlers.ended(error);
    }
    void close()
    {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
    }

private:
    std::recursive_mutex m_mutex; // a handler may end its own stream
    StreamHandlers<Revocation> m_handlers;
    QHash<SessionId, qint64> m_sent;
    qsizetype m_pruneAt = kPruneAt;
    bool m_closed = false;
};

struct RevocationFeed::Watchers {
    std::mutex mutex;
    std::vector<std::shared_ptr<Watcher>> list;

    std::vector<std::shared_ptr<Watcher>> copy()
    {
        const std::lock_guard guard(mutex);
        return list;
    }
    void add(std::shared_ptr<Watcher> watcher)
    {
        const std::lock_guard guard(mutex);
        list.push_back(std::move(watcher));
    }
    void remove(const std::shared_ptr<Watcher> &watcher)
    {
        const std::lock_guard guard(mutex);
        std::erase(list, watcher);
    }
};

namespace {
template <class Watchers, class Watcher> class Watch final : public Subscription {
public:
    Watch(std::shared_ptr<Watchers> watchers, std::shared_ptr<Watcher> watcher)
        : m_watchers(std::move(watchers))
        , m_watcher(std::move(watcher))
    {
    }
    ~Watch() override
    {
        m_watchers->remove(m_watcher);
        m_watcher->close();
    }
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

private:
    std::shared_ptr<Watchers> m_watchers;
    std::shared_ptr<Watcher> m_watcher;
};
}

RevocationFeed::RevocationFeed(DbExecutor &db, const shared::Clock &clock)
    : m_db(db)
    , m_clock(clock)
    , m_watchers(std::make_shared<Watchers>())
{
    // A SQLite file has one instance, so there is nobody else to hear of.
    if (m_db.engine() == shared::Engine::PostgreSql)
        m_poller = std::thread([this] { poll(); });
}

RevocationFeed::~RevocationFeed() { close(); }

std::unique_ptr<Subscription> RevocationFeed::watch(StreamHandlers<Revocation> handlers,
                                                    std::shared_ptr<void> started)
{
    auto watcher = std::make_shared<Watcher>(std::move(handlers));
    m_watchers->add(watcher);
    const qint64 now = m_clock.nowMs();
    m_db.read([now](Database &database) { return endedSince(database, 0, now); },
              [watcher, watchers = m_watchers, now, started](const Result<QList<EndedSession>> &sessions) {
                  if (sessions.ok())
                      return watcher->deliver(*sessions, now);
                  watchers->remove(watcher);
                  watcher->end(sessions.error());
              });
    return std::make_unique<Watch<Watchers, Watcher>>(m_watchers, watcher);
}

void RevocationFeed::publish(const QList<EndedSession> &sessions)
{
    if (sessions.isEmpty())
        return;
    const qint64 now = m_clock.nowMs();
    for (const auto &watcher : m_watchers->copy())
        watcher->deliver(sessions, now);
}

void RevocationFeed::close()
{
    {
        const std::lock_guard guard(m_mutex);
        m_ended = true;
    }
    m_wakeUp.notify_all();
    if (m_poller.joinable())
        m_poller.join();
    for (const auto &watcher : m_watchers->copy()) {
        m_watchers->remove(watcher);
        watcher->end(Error{ErrorCode::Unavailable, u"The auth service ends."_s, {}, 1});
    }
}

void RevocationFeed::poll()
{
    std::unique_lock lock(m_mutex);
    qint64 since = m_clock.nowMs() - kOverlapMs;
    while (!m_wakeUp.wait_for(lock, kPollInterval, [this] { return m_ended; })) {
        lock.unlock();
        const qint64 began = m_clock.nowMs();
        if (m_watchers->copy().empty() || askOnce(since))
            since = began - kOverlapMs;
        lock.lock();
    }
}

// Waits for the answer, so that a slow database is never asked twice at a time.
bool RevocationFeed::askOnce(qint64 sinceMs)
{
    auto answered = std::make_shared<std::promise<bool>>();
    const qint64 now = m_clock.nowMs();
    m_db.read([sinceMs, now](Database &database) { return endedSince(database, sinceMs, now); },
              [this, answered](const Result<QList<EndedSession>> &sessions) {
                  if (sessions.ok())
                      publish(*sessions);
                  answered->set_value(sessions.ok());
              });
    return answered->get_future().get();
}

}
