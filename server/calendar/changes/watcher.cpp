#include "server/calendar/changes/watcher.h"

#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Change;
using shared::Error;
using shared::ErrorCode;

namespace {
constexpr qsizetype kBatch = 256;

template <class Item> QList<Item> takeFrom(std::deque<Item> &queue)
{
    QList<Item> items;
    while (!queue.empty() && items.size() < kBatch) {
        items.append(std::move(queue.front()));
        queue.pop_front();
    }
    return items;
}
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

void Watcher::push(const QList<Change> &changes) { push(m_changes, changes); }

void Watcher::push(const QList<pb::PersonalFrame> &frames) { push(m_frames, frames); }

template <class Item> void Watcher::push(std::deque<Item> &queue, const QList<Item> &items)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_left || m_error)
            return;
        queue.insert(queue.end(), items.begin(), items.end());
        if (m_changes.size() + m_frames.size() > m_maxQueued) {
            m_changes.clear();
            m_frames.clear();
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
    m_wakeUp.wait(
        lock, [this] { return m_left || m_greeting || !m_changes.empty() || !m_frames.empty() || m_error; });
    Batch batch;
    batch.left = m_left;
    batch.greeting = std::exchange(m_greeting, false);
    batch.changes = takeFrom(m_changes);
    batch.frames = takeFrom(m_frames);
    if (m_changes.empty() && m_frames.empty())
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
        if ((!batch.changes.isEmpty() || !batch.frames.isEmpty()) && m_handlers.item) {
            pb::WatchChangesResponse response;
            for (const Change &change : batch.changes)
                *response.add_changes() = toProto(change);
            for (const pb::PersonalFrame &frame : batch.frames)
                *response.add_frames() = frame;
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
