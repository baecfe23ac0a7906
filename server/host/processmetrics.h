#pragma once

#include "server/platform/metrics.h"

#include <memory>
#include <vector>

namespace hearth::server::host {

/// What Prometheus' client libraries tell of every process, under the names that they have agreed on: memory,
/// CPU time, open files and the start. Read from /proc whenever somebody asks.
class ProcessMetrics {
public:
    /// `metrics` must outlive it.
    explicit ProcessMetrics(Metrics &metrics);

private:
    std::vector<std::unique_ptr<Subscription>> m_watches;
};

}
