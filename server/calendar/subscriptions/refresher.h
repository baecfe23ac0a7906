#pragma once

#include "server/calendar/subscriptions/feedrefresh.h"
#include "server/calendar/tasktimer.h"
#include "shared/sql/databaseurl.h"

#include <mutex>

namespace hearth::server::calendar {

/// Fetches the subscriptions that are due, a few at a time. Of several instances on one database each takes
/// what nobody else has.
class Refresher {
public:
    Refresher(Writer &writer, SagaRunner &runner, TaskTimer &timer, shared::Engine engine,
              const CalendarOptions &options);

    void start();
    /// Something may be due sooner than was known.
    void wake();
    /// Gives up what is under way; its leases end by themselves.
    void close();

private:
    struct Look {
        QList<FeedClaim> claims;
        std::optional<qint64> nextDueMs;
    };
    void schedule(qint64 delayMs);
    void look(qint64 leasesEndedMs);
    void looked(const shared::Result<Look> &look);
    void begin(const FeedClaim &claim);
    void ended();
    int freeSlots();
    qint64 longestMs() const;

    Writer &m_writer;
    SagaRunner &m_runner;
    TaskTimer &m_timer;
    const shared::Engine m_engine;
    const CalendarOptions &m_options;
    const QUuid m_self = QUuid::createUuid();
    FetchThread m_fetches;
    ReadingPool m_readers;
    std::mutex m_mutex;
    bool m_closed = false;
    int m_running = 0;
    quint64 m_task = 0; ///< of the timer; 0: none
    qint64 m_taskDueMs = 0;
};

}
