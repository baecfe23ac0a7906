#include "server/host/databasemetrics.h"

namespace hearth::server::host {

namespace {
constexpr std::array kKinds{"read", "write"};
constexpr std::array kOutcomes{"done", "failed"};

double seconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}
}

DatabaseMetrics::DatabaseMetrics(Metrics &metrics, const std::string &database, int threads)
    : m_busy(metrics.gauge("hearth_db_threads_busy", "Threads that run a job on a database",
                           {{"database", database}}))
{
    metrics.gauge("hearth_db_threads", "Threads for jobs on a database", {{"database", database}})
        .set(threads);
    for (size_t i = 0; i < kKinds.size(); ++i) {
        const MetricLabels labels{{"database", database}, {"kind", kKinds[i]}};
        m_kinds[i].waited =
            metrics.histogram("hearth_db_job_wait_seconds", "Time that jobs waited for a thread", labels);
        m_kinds[i].ran = metrics.histogram("hearth_db_job_seconds", "Time that jobs ran", labels);
        const auto counter = [&](const char *outcome) {
            MetricLabels withOutcome = labels;
            withOutcome.emplace_back("outcome", outcome);
            return metrics.counter("hearth_db_jobs_total", "Jobs on a database by outcome", withOutcome);
        };
        for (size_t j = 0; j < kOutcomes.size(); ++j)
            m_kinds[i].byOutcome[j] = counter(kOutcomes[j]);
        m_kinds[i].refused = counter("refused");
    }
}

void DatabaseMetrics::jobBegun() { m_busy.add(1); }

void DatabaseMetrics::jobEnded(const DbJob &job)
{
    const Kind &kind = m_kinds[job.writes ? 1 : 0];
    kind.byOutcome[size_t(job.outcome)].increment();
    m_busy.add(-1);
    kind.waited.observe(seconds(job.waited));
    kind.ran.observe(seconds(job.ran));
}

void DatabaseMetrics::jobRefused(bool writes) { m_kinds[writes ? 1 : 0].refused.increment(); }

}
