#include "server/calendar/subscriptions/refresher.h"

#include <algorithm>
#include <limits>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Engine;
using shared::Result;

namespace {
constexpr int kAtOnce = 4; ///< refreshes of one instance
constexpr qint64 kOthersMs = 60'000; ///< between two looks for what other instances have left
constexpr qint64 kAwakeMs = 15LL * 60 * 1000; ///< a machine that slept may have missed its time
constexpr qint64 kMinPauseMs = 200;
const QUuid kKey(u"{7d1d3c58-3f1b-5a35-9f0e-0a5f5a2f6f43}"_s);
}

Refresher::Refresher(Writer &writer, SagaRunner &runner, TaskTimer &timer, Engine engine,
                     const CalendarOptions &options)
    : m_writer(writer)
    , m_runner(runner)
    , m_timer(timer)
    , m_engine(engine)
    , m_options(options)
    , m_fetches({AddressGuard(options.feedNetworks), options.feedPorts, options.feedTimeoutMs})
{
}

// Only one process has a SQLite database: leases in it are of one that has ended.
void Refresher::start()
{
    look(m_engine == Engine::Sqlite ? std::numeric_limits<qint64>::max() : m_writer.clock().nowMs());
}

void Refresher::wake() { schedule(0); }

void Refresher::close()
{
    {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
    }
    m_fetches.close();
    m_readers.close();
}

// The soonest look that anybody has asked for.
void Refresher::schedule(qint64 delayMs)
{
    const std::lock_guard guard(m_mutex);
    const qint64 due = m_writer.clock().nowMs() + delayMs;
    if (m_closed || (m_task != 0 && m_taskDueMs <= due))
        return;
    if (m_task != 0)
        m_timer.cancel(m_task);
    m_taskDueMs = due;
    m_task = m_timer.after(std::chrono::milliseconds(delayMs), [this] {
        {
            const std::lock_guard again(m_mutex);
            m_task = 0;
        }
        look(m_writer.clock().nowMs());
    });
}

int Refresher::freeSlots()
{
    const std::lock_guard guard(m_mutex);
    return m_closed ? 0 : kAtOnce - m_running;
}

void Refresher::look(qint64 leasesEndedMs)
{
    const int limit = freeSlots();
    if (limit <= 0)
        return; // whatever ends looks again
    const auto command = [self = m_self, leasesEndedMs, limit](UnitOfWork &unit) -> Result<Look> {
        const SubscriptionTable::Lease lease{self, unit.nowMs() + kLeaseMs};
        Look look;
        look.claims = takeDue(unit.db(), lease, unit.nowMs(), leasesEndedMs, limit);
        look.nextDueMs = SubscriptionTable(unit.db()).nextDue();
        unit.commit();
        return look;
    };
    m_writer.run({}, kKey, command, [this](const Result<Look> &look) { looked(look); });
}

void Refresher::looked(const Result<Look> &look)
{
    if (!look)
        return schedule(m_options.maxRetryPauseMs);
    for (const FeedClaim &claim : look->claims)
        begin(claim);
    const qint64 now = m_writer.clock().nowMs();
    if (look->nextDueMs)
        schedule(std::clamp(*look->nextDueMs - now, kMinPauseMs, longestMs()));
    else if (m_engine == Engine::PostgreSql)
        schedule(kOthersMs);
}

qint64 Refresher::longestMs() const { return m_engine == Engine::PostgreSql ? kOthersMs : kAwakeMs; }

void Refresher::begin(const FeedClaim &claim)
{
    {
        const std::lock_guard guard(m_mutex);
        if (m_closed)
            return;
        ++m_running;
    }
    const FeedRefresh::Tools tools{m_writer, m_runner, m_fetches, m_readers, m_options};
    std::make_shared<FeedRefresh>(tools, claim, [this] { ended(); })->start();
}

void Refresher::ended()
{
    {
        const std::lock_guard guard(m_mutex);
        --m_running;
    }
    schedule(0);
}

}
