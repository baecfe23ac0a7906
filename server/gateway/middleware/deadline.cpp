#include "server/gateway/middleware/deadline.h"

#include "server/gateway/exchange.h"
#include "shared/base/clock.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
constexpr std::chrono::milliseconds kTick{500};
constexpr std::chrono::milliseconds kMargin{1'000};
}

Deadline::Deadline(std::chrono::milliseconds deadline, const shared::Clock &clock)
    : m_deadline(deadline)
    , m_clock(clock)
    , m_timer(std::make_unique<QTimer>())
{
    m_timer->setInterval(kTick);
    QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { answerOverdue(); });
}

void Deadline::end()
{
    const std::lock_guard lock(m_mutex);
    m_timer.reset();
}

void Deadline::run(const ExchangePtr &exchange)
{
    exchange->setDeadline(m_clock.nowMs() + m_deadline.count());
    exchange->proceed();
    if (exchange->route().answered == Answered::InTime && !exchange->isDone())
        add(exchange);
}

void Deadline::add(const ExchangePtr &exchange)
{
    const std::lock_guard lock(m_mutex);
    if (!m_timer)
        return;
    m_entries.push_back({m_clock.nowMs() + (m_deadline + kMargin).count(), exchange});
    if (!m_ticking)
        QMetaObject::invokeMethod(m_timer.get(), qOverload<>(&QTimer::start), Qt::QueuedConnection);
    m_ticking = true;
}

void Deadline::answerOverdue()
{
    const qint64 now = m_clock.nowMs();
    std::vector<ExchangePtr> overdue;
    {
        const std::lock_guard lock(m_mutex);
        while (!m_entries.empty()) {
            ExchangePtr exchange = m_entries.front().exchange.lock();
            const bool waits = exchange && !exchange->isDone();
            if (waits && m_entries.front().overdueMs > now)
                break;
            if (waits)
                overdue.push_back(std::move(exchange));
            m_entries.pop_front();
        }
        m_ticking = !m_entries.empty();
        if (!m_ticking)
            m_timer->stop();
    }
    for (const ExchangePtr &exchange : overdue)
        exchange->fail({ErrorCode::DeadlineExceeded, u"The server could not answer in time; try again."_s,
                        u"deadline_exceeded"_s, 1});
}

}
