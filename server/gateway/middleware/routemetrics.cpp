#include "server/gateway/middleware/routemetrics.h"

#include <algorithm>
#include <string>

namespace hearth::server::gateway {

RouteMetrics::RouteMetrics(Metrics &metrics)
    : m_metrics(metrics)
    , m_series(allRoutes().size() + 1)
{
}

void RouteMetrics::answered(const Route *route, int status, double seconds)
{
    Series &series = route ? m_series[size_t(route - allRoutes().data())] : m_series.back();
    std::call_once(series.begun, [&] { begin(series, route); });
    series.byStatus[size_t(std::clamp(status / 100, 0, 5))].increment();
    if (!route || route->answered == Answered::InTime) // polls wait on purpose
        series.seconds.observe(seconds);
}

void RouteMetrics::begin(Series &series, const Route *route)
{
    const std::string pattern =
        route ? std::string(route->pattern.data(), size_t(route->pattern.size())) : "(unknown)";
    const std::string method = route ? std::string(route->method.data(), size_t(route->method.size())) : "*";
    const MetricLabels labels{{"route", pattern}, {"method", method}};
    for (size_t i = 0; i < series.byStatus.size(); ++i) {
        MetricLabels withStatus = labels;
        withStatus.emplace_back("status", i == 0 ? "none" : std::to_string(i) + "xx");
        series.byStatus[i] = m_metrics.counter("hearth_http_requests_total",
                                               "Answered requests by route and kind of status", withStatus);
    }
    series.seconds = m_metrics.histogram("hearth_http_request_seconds",
                                         "Time from a request's header to its answer", labels);
}

}
