#pragma once

#include "server/calendar/saga/sagarunner.h"

namespace hearth::server::calendar {

/// Trims the trash, the change log, idempotency keys and finished sagas, every now and then and in small
/// transactions.
class Housekeeping {
public:
    Housekeeping(Writer &writer, SagaRunner &runner, TaskTimer &timer, const CalendarOptions &options);
    void start();

private:
    struct Swept {
        bool more = false;
        QList<Saga> purges;
    };
    void schedule(qint64 delayMs);
    void sweep();
    static Swept sweepOnce(UnitOfWork &unit, const CalendarOptions &options, const SagaTable::Lease &lease);

    Writer &m_writer;
    SagaRunner &m_runner;
    TaskTimer &m_timer;
    const CalendarOptions m_options;
};

}
