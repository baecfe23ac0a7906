#pragma once

#include "server/calendar/calendarobserver.h"
#include "server/platform/metrics.h"

namespace hearth::server::host {

/// What Prometheus hears of the calendar service.
class CalendarMetrics final : public calendar::CalendarObserver {
public:
    explicit CalendarMetrics(Metrics &metrics);

    void sagaEnded(calendar::SagaOutcome outcome, qint64 durationMs) override;
    void openSagas(qint64 count, qint64 oldestMs) override;
    void changesCommitted(qint64 count) override;

private:
    Counter m_completed;
    Counter m_compensated;
    Counter m_retried;
    Histogram m_seconds;
    Gauge m_open;
    Gauge m_oldest;
    Counter m_changes;
};

}
