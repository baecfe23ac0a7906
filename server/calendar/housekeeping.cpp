#include "server/calendar/housekeeping.h"

#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/sweep.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qint64 kFirstMs = 5LL * 60 * 1000;
constexpr qint64 kPauseMs = 50; ///< between two of many small transactions
const QUuid kKey(u"{5f6a1f0e-64c0-5c0a-9a54-43a0f9e1b7c2}"_s);
}

Housekeeping::Housekeeping(Writer &writer, SagaRunner &runner, TaskTimer &timer,
                           const CalendarOptions &options)
    : m_writer(writer)
    , m_runner(runner)
    , m_timer(timer)
    , m_options(options)
{
}

void Housekeeping::start() { schedule(std::min(kFirstMs, m_options.housekeepingIntervalMs)); }

void Housekeeping::schedule(qint64 delayMs)
{
    m_timer.after(std::chrono::milliseconds(delayMs), [this] { sweep(); });
}

void Housekeeping::sweep()
{
    const auto command = [options = m_options,
                          lease = m_runner.newLease()](UnitOfWork &unit) -> Result<Swept> {
        Swept swept = sweepOnce(unit, options, lease);
        unit.commit();
        return swept;
    };
    m_writer.run({}, kKey, command, [this](const Result<Swept> &swept) {
        schedule(swept && swept->more ? kPauseMs : m_options.housekeepingIntervalMs);
        if (!swept)
            return;
        for (const Saga &saga : swept->purges)
            m_runner.drive(saga, [](const Result<shared::Event> &) {});
    });
}

Housekeeping::Swept Housekeeping::sweepOnce(UnitOfWork &unit, const CalendarOptions &options,
                                            const SagaTable::Lease &lease)
{
    Sweep sweep(unit.db(), options, unit.nowMs());
    Swept swept;
    const bool moreOld = sweep.removeOld();
    const bool moreCalendars = sweep.removeCalendars();
    const auto purgeable = sweep.purgeable();
    for (const auto &[calendar, event] : purgeable) {
        Saga saga;
        saga.id = shared::SagaId{QUuid::createUuidV5(event.value, u"purge"_s)};
        saga.kind = SagaKind::PurgeEvent;
        saga.calendar = calendar;
        saga.event = event;
        saga.createdMs = unit.nowMs();
        SagaTable(unit.db()).insert(saga, lease);
        EventTable(unit.db()).giveToSaga(event, saga.id);
        swept.purges.append(saga);
    }
    swept.more = moreOld || moreCalendars || !swept.purges.isEmpty();
    return swept;
}

}
