#include "server/host/calendarmetrics.h"

namespace hearth::server::host {

namespace {
Counter sagaCounter(Metrics &metrics, const char *outcome)
{
    return metrics.counter("hearth_sagas_total", "Sagas by outcome", {{"outcome", outcome}});
}
}

CalendarMetrics::CalendarMetrics(Metrics &metrics)
    : m_completed(sagaCounter(metrics, "completed"))
    , m_compensated(sagaCounter(metrics, "compensated"))
    , m_retried(sagaCounter(metrics, "retried"))
    , m_seconds(metrics.histogram("hearth_saga_seconds", "Age of sagas at their end"))
    , m_open(metrics.gauge("hearth_sagas_open", "Sagas that have not ended"))
    , m_oldest(metrics.gauge("hearth_saga_oldest_seconds", "Age of the oldest saga that has not ended"))
    , m_changes(metrics.counter("hearth_changes_total", "Changes committed"))
{
}

void CalendarMetrics::sagaEnded(calendar::SagaOutcome outcome, qint64 durationMs)
{
    switch (outcome) {
    case calendar::SagaOutcome::Completed:
        m_completed.increment();
        break;
    case calendar::SagaOutcome::Compensated:
        m_compensated.increment();
        break;
    case calendar::SagaOutcome::Retried:
        m_retried.increment();
        return;
    }
    m_seconds.observe(double(durationMs) / 1000);
}

void CalendarMetrics::openSagas(qint64 count, qint64 oldestMs)
{
    m_open.set(double(count));
    m_oldest.set(double(oldestMs) / 1000);
}

void CalendarMetrics::changesCommitted(qint64 count) { m_changes.increment(double(count)); }

}
