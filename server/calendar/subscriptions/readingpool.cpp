#include "server/calendar/subscriptions/readingpool.h"

namespace hearth::server::calendar {

namespace {
constexpr int kThreads = 1;
constexpr int kMaxQueued = 8;
}

bool ReadingPool::submit(std::function<void()> work)
{
    const std::lock_guard guard(m_mutex);
    if (m_closed)
        return false;
    if (!m_pool)
        m_pool = std::make_unique<HashPool>(kThreads, kMaxQueued);
    return m_pool->submit(std::move(work));
}

void ReadingPool::close()
{
    std::unique_ptr<HashPool> pool;
    {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
        pool = std::move(m_pool);
    }
}

}
