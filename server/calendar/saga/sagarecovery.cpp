#include "server/calendar/saga/sagarecovery.h"

#include <limits>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr int kAtOnce = 20;
// Looks at the log are one after the other.
const QUuid kKey(u"{0b5e8f5a-2c1b-5c57-9c6e-8a5e0c2a9d11}"_s);

struct Look {
    QList<Saga> taken;
    SagaTable::Open open;
};
}

SagaRecovery::SagaRecovery(Writer &writer, SagaRunner &runner, TaskTimer &timer, shared::Engine engine,
                           const CalendarOptions &options, CalendarObserver *observer)
    : m_writer(writer)
    , m_runner(runner)
    , m_timer(timer)
    , m_engine(engine)
    , m_options(options)
    , m_observer(observer)
{
    m_runner.onPostponed([this] { wake(); });
}

void SagaRecovery::start()
{
    look(m_engine == shared::Engine::Sqlite ? std::numeric_limits<qint64>::max() : m_writer.clock().nowMs());
}

void SagaRecovery::wake() { schedule(m_options.recoveryIntervalMs); }

void SagaRecovery::schedule(qint64 delayMs)
{
    {
        const std::lock_guard guard(m_mutex);
        if (std::exchange(m_scheduled, true))
            return;
    }
    m_timer.after(std::chrono::milliseconds(delayMs), [this] {
        {
            const std::lock_guard guard(m_mutex);
            m_scheduled = false;
        }
        look(m_writer.clock().nowMs());
    });
}

void SagaRecovery::look(qint64 leasesEndedBeforeMs)
{
    const auto command = [lease = m_runner.newLease(),
                          leasesEndedBeforeMs](UnitOfWork &unit) -> Result<Look> {
        SagaTable table(unit.db());
        const Look look{table.take(lease, leasesEndedBeforeMs, kAtOnce), table.open()};
        if (!look.taken.isEmpty())
            unit.commit();
        return look;
    };
    m_writer.run({}, kKey, command, [this](const Result<Look> &look) {
        // A database that is away is looked at again, too.
        looked(look ? look->taken : QList<Saga>(),
               look ? look->open : SagaTable::Open{1, m_writer.clock().nowMs()});
    });
}

void SagaRecovery::looked(const QList<Saga> &taken, const SagaTable::Open &open)
{
    if (m_observer)
        m_observer->openSagas(open.count, open.count > 0 ? m_writer.clock().nowMs() - open.oldestMs : 0);
    for (const Saga &saga : taken)
        m_runner.drive(saga, [](const Result<shared::Event> &) {});
    if (taken.size() == kAtOnce)
        schedule(0);
    else if (m_engine == shared::Engine::PostgreSql || open.count > 0)
        schedule(m_options.recoveryIntervalMs);
}

}
