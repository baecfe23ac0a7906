#include "server/rpc/circuitbreaker.h"

#include <algorithm>

namespace hearth::server::rpc {

CircuitBreaker::CircuitBreaker(const shared::Clock &clock, int failures, std::chrono::milliseconds pause)
    : m_clock(clock)
    , m_limit(failures)
    , m_pauseMs(pause.count())
{
}

bool CircuitBreaker::mayCall()
{
    const std::lock_guard lock(m_mutex);
    if (m_failures < m_limit)
        return true;
    if (m_probing || m_clock.nowMs() < m_openUntil)
        return false;
    m_probing = true;
    return true;
}

void CircuitBreaker::succeeded()
{
    const std::lock_guard lock(m_mutex);
    m_failures = 0;
    m_probing = false;
}

void CircuitBreaker::failed()
{
    const std::lock_guard lock(m_mutex);
    m_failures = std::min(m_failures + 1, m_limit);
    m_probing = false;
    if (m_failures == m_limit)
        m_openUntil = m_clock.nowMs() + m_pauseMs;
}

void CircuitBreaker::abandoned()
{
    const std::lock_guard lock(m_mutex);
    m_probing = false;
}

bool CircuitBreaker::isOpen() const
{
    const std::lock_guard lock(m_mutex);
    return m_failures >= m_limit;
}

int CircuitBreaker::retryAfterSeconds() const
{
    const std::lock_guard lock(m_mutex);
    return int(std::max<qint64>(1, (m_openUntil - m_clock.nowMs() + 999) / 1000));
}

}
