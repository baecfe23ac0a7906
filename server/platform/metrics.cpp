#include "server/platform/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <list>
#include <mutex>

namespace hearth::server {

namespace {
prometheus::Labels toLabels(const MetricLabels &labels)
{
    return prometheus::Labels(labels.begin(), labels.end());
}
}

struct Metrics::State {
    struct Watch {
        std::function<void()> refresh;
        Gauge gauge; ///< back to 0 in the end; empty for a counter
    };
    prometheus::Registry registry;
    std::mutex mutex; ///< held while watches are asked, so that none is called after it ended
    std::list<Watch> watches;
};

namespace {

/// Takes its gauge's reader off the list.
template <class State> class WatchEnd final : public Subscription {
public:
    WatchEnd(std::shared_ptr<State> state, typename std::list<typename State::Watch>::iterator watch)
        : m_state(std::move(state))
        , m_watch(watch)
    {
    }
    ~WatchEnd() override
    {
        const std::lock_guard lock(m_state->mutex);
        m_watch->gauge.set(0);
        m_state->watches.erase(m_watch);
    }

private:
    std::shared_ptr<State> m_state;
    typename std::list<typename State::Watch>::iterator m_watch;
};

}

void Counter::increment(double by) const
{
    if (m_counter)
        m_counter->Increment(by);
}

void Gauge::set(double value) const
{
    if (m_gauge)
        m_gauge->Set(value);
}

void Gauge::add(double by) const
{
    if (m_gauge)
        m_gauge->Increment(by);
}

void Histogram::observe(double value) const
{
    if (m_histogram)
        m_histogram->Observe(value);
}

const std::vector<double> &latencyBuckets()
{
    static const std::vector<double> buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                             0.1,    0.25,  0.5,    1,     2.5,  5,     10};
    return buckets;
}

Metrics::Metrics()
    : m_state(std::make_shared<State>())
{
}

Metrics::~Metrics() = default;

Counter Metrics::counter(const std::string &name, const std::string &help, const MetricLabels &labels)
{
    auto &family = prometheus::BuildCounter().Name(name).Help(help).Register(m_state->registry);
    return Counter(&family.Add(toLabels(labels)));
}

Gauge Metrics::gauge(const std::string &name, const std::string &help, const MetricLabels &labels)
{
    auto &family = prometheus::BuildGauge().Name(name).Help(help).Register(m_state->registry);
    return Gauge(&family.Add(toLabels(labels)));
}

Histogram Metrics::histogram(const std::string &name, const std::string &help, const MetricLabels &labels,
                             const std::vector<double> &buckets)
{
    auto &family = prometheus::BuildHistogram().Name(name).Help(help).Register(m_state->registry);
    return Histogram(&family.Add(toLabels(labels), buckets));
}

std::unique_ptr<Subscription> Metrics::watchGauge(const std::string &name, const std::string &help,
                                                  const MetricLabels &labels, std::function<double()> read)
{
    const Gauge handle = gauge(name, help, labels);
    const std::lock_guard lock(m_state->mutex);
    const auto watch = m_state->watches.insert(
        m_state->watches.end(), {[handle, read = std::move(read)] { handle.set(read()); }, handle});
    return std::make_unique<WatchEnd<State>>(m_state, watch);
}

std::unique_ptr<Subscription> Metrics::watchCounter(const std::string &name, const std::string &help,
                                                    const MetricLabels &labels, std::function<double()> read)
{
    const Counter handle = counter(name, help, labels);
    const auto refresh = [handle, read = std::move(read), seen = 0.0]() mutable {
        const double now = read();
        if (now > seen)
            handle.increment(now - std::exchange(seen, now));
    };
    const std::lock_guard lock(m_state->mutex);
    const auto watch = m_state->watches.insert(m_state->watches.end(), {refresh, {}});
    return std::make_unique<WatchEnd<State>>(m_state, watch);
}

QByteArray Metrics::serialise() const
{
    {
        const std::lock_guard lock(m_state->mutex);
        for (const State::Watch &watch : m_state->watches)
            watch.refresh();
    }
    return QByteArray::fromStdString(prometheus::TextSerializer().Serialize(m_state->registry.Collect()));
}

}
