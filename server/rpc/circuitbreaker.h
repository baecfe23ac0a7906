#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <mutex>

namespace hearth::server::rpc {

/// Leaves a service alone that can't be reached: after `failures` in a row calls are refused at once for
/// `pause`, then one at a time is let through until one comes back. Thread-safe.
class CircuitBreaker {
public:
    CircuitBreaker(const shared::Clock &clock, int failures, std::chrono::milliseconds pause);

    /// Whether a call may go out. Whoever gets true must say how it went.
    bool mayCall();
    void succeeded();
    void failed();
    /// The call was given up by its caller: nothing is known.
    void abandoned();
    bool isOpen() const;
    /// Whole seconds until a call is worth a try; at least 1.
    int retryAfterSeconds() const;

private:
    const shared::Clock &m_clock;
    const int m_limit;
    const qint64 m_pauseMs;
    mutable std::mutex m_mutex;
    int m_failures = 0;
    qint64 m_openUntil = 0;
    bool m_probing = false;
};

}
