#pragma once

#include "server/gateway/route.h"
#include "server/platform/metrics.h"

#include <array>
#include <memory>
#include <mutex>
#include <vector>

namespace hearth::server::gateway {

/// Counts and times the answers of each route of the table. A route's series begin with its first request, so
/// that those that nobody uses cost nothing. Thread-safe.
class RouteMetrics {
public:
    explicit RouteMetrics(Metrics &metrics);

    /// `route` is one of allRoutes(), or null for what none answers; `status` as in HTTP, 0 where there was
    /// none.
    void answered(const Route *route, int status, double seconds);

private:
    struct Series {
        std::once_flag begun;
        std::array<Counter, 6> byStatus; ///< by the status' first digit
        Histogram seconds;
    };
    void begin(Series &series, const Route *route);

    Metrics &m_metrics;
    std::vector<Series> m_series; ///< in the table's order, and one for what is in none
};

}
