#include "server/platform/hashpool.h"

#include <algorithm>

namespace hearth::server {

HashPool::HashPool(int threads, int maxQueued)
    : m_maxQueued(static_cast<size_t>(std::max(1, maxQueued)))
{
    const int count = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
    for (int i = 0; i < std::max(1, count); ++i)
        m_threads.emplace_back([this] { run(); });
}

HashPool::~HashPool()
{
    {
        const std::lock_guard guard(m_mutex);
        m_ended = true;
    }
    m_wakeUp.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
}

bool HashPool::submit(std::function<void()> work)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_queue.size() >= m_maxQueued)
            return false;
        m_queue.push_back(std::move(work));
    }
    m_wakeUp.notify_one();
    return true;
}

size_t HashPool::queued() const
{
    const std::lock_guard guard(m_mutex);
    return m_queue.size();
}

void HashPool::run()
{
    for (;;) {
        std::function<void()> work;
        {
            std::unique_lock lock(m_mutex);
            m_wakeUp.wait(lock, [this] { return m_ended || !m_queue.empty(); });
            if (m_queue.empty())
                return;
            work = std::move(m_queue.front());
            m_queue.pop_front();
        }
        work();
    }
}

}
