#pragma once

#include <QtGlobal>

namespace hearth::server::calendar {

enum class SagaOutcome { Completed, Compensated, Retried };

/// What the host counts. Called on any thread, must not block.
class CalendarObserver {
public:
    virtual ~CalendarObserver() = default;
    /// `durationMs` is the saga's age.
    virtual void sagaEnded(SagaOutcome outcome, qint64 durationMs) = 0;
    /// After each look at the saga log; `oldestMs` is the age of the oldest open saga, 0 where there is none.
    virtual void openSagas(qint64 count, qint64 oldestMs) = 0;
    virtual void changesCommitted(qint64 count) = 0;
};

}
