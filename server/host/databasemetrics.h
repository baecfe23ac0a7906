#pragma once

#include "server/platform/dbobserver.h"
#include "server/platform/metrics.h"

#include <array>

namespace hearth::server::host {

/// What Prometheus hears of the jobs on one database.
class DatabaseMetrics final : public DbObserver {
public:
    /// `database` is "auth" or "calendar"; `threads` how many run jobs.
    DatabaseMetrics(Metrics &metrics, const std::string &database, int threads);

    void jobBegun() override;
    void jobEnded(const DbJob &job) override;
    void jobRefused(bool writes) override;

private:
    struct Kind {
        Histogram waited;
        Histogram ran;
        std::array<Counter, 2> byOutcome; ///< by DbJob::Outcome
        Counter refused;
    };
    std::array<Kind, 2> m_kinds; ///< reads, writes
    Gauge m_busy;
};

}
