#pragma once

#include "server/gateway/middleware/middleware.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <mutex>

namespace hearth::shared {
class Clock;
}

namespace hearth::server::gateway {

/// Gives every request its deadline, which goes with its calls to the services, and answers 503 where none of
/// them has answered by a second after it. Its timer runs in the thread where it was made, and only while
/// requests are under way.
class Deadline final : public Middleware {
public:
    Deadline(std::chrono::milliseconds deadline, const shared::Clock &clock);
    void run(const ExchangePtr &exchange) override;
    /// Ends the timer, in its thread; requests that are still under way are then watched by nobody.
    void end();

private:
    struct Entry {
        qint64 overdueMs;
        std::weak_ptr<Exchange> exchange;
    };
    void add(const ExchangePtr &exchange);
    void answerOverdue();

    const std::chrono::milliseconds m_deadline;
    const shared::Clock &m_clock;
    std::mutex m_mutex;
    std::deque<Entry> m_entries; ///< in order: all have the same time
    bool m_ticking = false;
    std::unique_ptr<QTimer> m_timer;
};

}
