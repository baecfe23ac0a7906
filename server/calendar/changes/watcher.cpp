#include "server/calendar/changes/watcher.h"

#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Change;
using shared::Error;
using shared::ErrorCode;

namespace {
constexpr qsizetype kBatch = 256;
}

Watcher::Watcher(Handlers handlers, int maxQueued)
    : m_handlers(std::move(handlers))
    , m_maxQueued(static_cast<size_t>(maxQueued))
{
}

void Watcher::greet()
{
    {
        const std::lock_guard guard(m_mutex);
        m_greeting = true;
    }
    m_wakeUp.notify_one();
}

void Watcher::push(const QList<Change> &changes)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_left || m_error)
            return;
        m_queue.insert(m_queue.end(), changes.begin(), changes.end());
        if (m_queue.size() > m_maxQueued) {
            m_queue.clear();
            m_error = Error{ErrorCode::Unavailable, u"The changes were not taken in time: watch again."_s,
                            u"slow_consumer"_s, 1};
        }
    }
    m_wakeUp.notify_one();
}

void Watcher::end(const Error &error)
{
    {
        const std::lock_guard guard(m_mutex);
        if (!m_error)
            m_error = error;
    }
    m_wakeUp.notify_one();
}

bool Watcher::over() const
{
    const std::lock_guard guard(m_mutex);
    return m_left || m_error;
}

Watcher::Batch Watcher::take()
{
    std::unique_lock lock(m_mutex);
    m_wakeUp.wait(lock, [this] { return m_left || m_greeting || !m_queue.empty() || m_error; });
    Batch batch;
    batch.left = m_left;
    batch.greeting = std::exchange(m_greeting, false);
    while (!m_queue.empty() && batch.changes.size() < kBatch) {
        batch.changes.append(std::move(m_queue.front()));
        m_queue.pop_front();
    }
    if (m_queue.empty())
        batch.error = m_error;
    return batch;
}

void Watcher::run()
{
    for (;;) {
        const Batch batch = take();
        if (batch.left)
            return;
        if (batch.greeting && m_handlers.item)
            m_handlers.item({});
        if (!batch.changes.isEmpty() && m_handlers.item) {
            pb::WatchChangesResponse response;
            for (const Change &change : batch.changes)
                *response.add_changes() = toProto(change);
            m_handlers.item(response);
        }
        if (!batch.error)
            continue;
        if (m_handlers.ended)
            m_handlers.ended(*batch.error);
        return;
    }
}

void Watcher::leave()
{
    {
        const std::lock_guard guard(m_mutex);
        m_left = true;
    }
    m_wakeUp.notify_one();
}

WatchSubscription::WatchSubscription(std::shared_ptr<Watcher> watcher)
    : m_watcher(std::move(watcher))
    , m_thread([held = m_watcher] { held->run(); })
{
}

WatchSubscription::~WatchSubscription()
{
    m_watcher->leave();
    // Given up from within its own handler: the thread ends by itself.
    if (m_thread.get_id() == std::this_thread::get_id())
        m_thread.detach();
    else
        m_thread.join();
}

}
