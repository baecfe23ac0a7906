#pragma once

#include "server/calendar/saga/sagarunner.h"

#include <mutex>

namespace hearth::server::calendar {

/// Looks into the saga log and takes over what nobody drives any more, until each saga has ended.
///
/// On PostgreSQL every interval, for other instances may have gone; on SQLite only while there are open
/// sagas.
class SagaRecovery {
public:
    SagaRecovery(Writer &writer, SagaRunner &runner, TaskTimer &timer, shared::Engine engine,
                 const CalendarOptions &options, CalendarObserver *observer);

    /// On SQLite nobody else can have a lease: takes over all that is open at once.
    void start();
    /// There is something to look at.
    void wake();

private:
    void look(qint64 leasesEndedBeforeMs);
    void schedule(qint64 delayMs);
    void looked(const QList<Saga> &taken, const SagaTable::Open &open);

    Writer &m_writer;
    SagaRunner &m_runner;
    TaskTimer &m_timer;
    const shared::Engine m_engine;
    const CalendarOptions m_options;
    CalendarObserver *m_observer;
    std::mutex m_mutex;
    bool m_scheduled = false;
};

}
