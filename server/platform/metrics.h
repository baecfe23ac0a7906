#pragma once

#include "server/proto/call.h"

#include <QByteArray>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace prometheus {
class Counter;
class Gauge;
class Histogram;
}

namespace hearth::server {

using MetricLabels = std::vector<std::pair<std::string, std::string>>;

/// Handles are copied at will, thread-safe, and valid as long as their Metrics. Without one they do nothing.
class Counter {
public:
    Counter() = default;
    explicit Counter(prometheus::Counter *counter)
        : m_counter(counter)
    {
    }
    void increment(double by = 1) const;

private:
    prometheus::Counter *m_counter = nullptr;
};

class Gauge {
public:
    Gauge() = default;
    explicit Gauge(prometheus::Gauge *gauge)
        : m_gauge(gauge)
    {
    }
    void set(double value) const;
    void add(double by) const;

private:
    prometheus::Gauge *m_gauge = nullptr;
};

class Histogram {
public:
    Histogram() = default;
    explicit Histogram(prometheus::Histogram *histogram)
        : m_histogram(histogram)
    {
    }
    void observe(double value) const;

private:
    prometheus::Histogram *m_histogram = nullptr;
};

/// Upper bounds in seconds, 0.5 ms to 10 s.
const std::vector<double> &latencyBuckets();

/// What Prometheus reads of this process. The same name and labels give the same metric. Keep the handles:
/// looking one up costs a lock and a hash. Label values come from fixed sets, never from a client.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics &) = delete;
    Metrics &operator=(const Metrics &) = delete;

    /// Names are full: "hearth_http_requests_total", "hearth_http_request_seconds".
    Counter counter(const std::string &name, const std::string &help, const MetricLabels &labels = {});
    Gauge gauge(const std::string &name, const std::string &help, const MetricLabels &labels = {});
    Histogram histogram(const std::string &name, const std::string &help, const MetricLabels &labels = {},
                        const std::vector<double> &buckets = latencyBuckets());
    /// A gauge that asks `read` whenever the metrics are read, until the Subscription goes.
    [[nodiscard]] std::unique_ptr<Subscription> watchGauge(const std::string &name, const std::string &help,
                                                           const MetricLabels &labels,
                                                           std::function<double()> read);

    /// A counter that follows `read`, a number that only grows, likewise; it keeps what it has reached.
    [[nodiscard]] std::unique_ptr<Subscription> watchCounter(const std::string &name, const std::string &help,
                                                             const MetricLabels &labels,
                                                             std::function<double()> read);

    /// Prometheus' text format 0.0.4.
    QByteArray serialise() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

}
