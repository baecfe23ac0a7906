#include "server/rpc/rpcchannel.h"

#include "server/rpc/callmetrics.h"
#include "server/rpc/rpccredentials.h"

#include <grpcpp/client_context.h>
#include <grpcpp/create_channel.h>

#include <algorithm>

namespace hearth::server::rpc {

namespace {

/// gRPC's service config: balance over all addresses that say SERVING, retry what may be retried.
std::string serviceConfig(const std::string &service, const std::vector<std::string> &idempotent)
{
    std::string names;
    for (const std::string &method : idempotent) {
        names += names.empty() ? "{\"service\":\"" : ",{\"service\":\"";
        names.append(service).append("\",\"method\":\"").append(method).append("\"}");
    }
    return "{\"loadBalancingConfig\":[{\"round_robin\":{}}],\"healthCheckConfig\":{\"serviceName\":\""
        + service + "\"},\"methodConfig\":[{\"name\":[" + names
        + "],\"retryPolicy\":{\"maxAttempts\":3,\"initialBackoff\":\"0.05s\",\"maxBackoff\":\"0.5s\","
          "\"backoffMultiplier\":3,\"retryableStatusCodes\":[\"UNAVAILABLE\"]}}]}";
}

grpc::ChannelArguments channelArguments(const std::string &config)
{
    grpc::ChannelArguments arguments;
    arguments.SetServiceConfigJSON(config);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, 10'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 3'000);
    arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    arguments.SetInt(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
    // In spite of its name this is how long an attempt to connect may take: a slow way is a way.
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5'000);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
    arguments.SetInt(GRPC_ARG_DNS_MIN_TIME_BETWEEN_RESOLUTIONS_MS, 2'000);
    arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kLargestMetadata);
    // Channels to one target would share connections, and a killed one its backoff, with others of this
    // process.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxReceiveMessageSize(kLargestAnswer);
    return arguments;
}

/// A channel of which every call is measured.
std::shared_ptr<grpc::Channel> openChannel(const QString &target, const RpcOptions &options,
                                           const std::string &config, Metrics &metrics)
{
    std::vector<std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface>> interceptors;
    interceptors.push_back(measureChannel(metrics));
    return grpc::experimental::CreateCustomChannelWithInterceptors(
        target.toStdString(), channelCredentials(options), channelArguments(config), std::move(interceptors));
}

}

RpcChannel::RpcChannel(const QString &target, const RpcOptions &options, const std::string &service,
                       const std::vector<std::string> &idempotent, Metrics &metrics)
    : m_longest(options.deadline)
    , m_breaker(m_clock, options.breakerFailures, options.breakerPause)
    , m_channel(openChannel(target, options, serviceConfig(service, idempotent), metrics))
    , m_refused(metrics.counter("hearth_rpc_breaker_refused_total", "Calls that an open breaker refused",
                                {{"service", service}}))
{
    m_openGauge =
        metrics.watchGauge("hearth_rpc_breaker_open", "1 while a service is left alone",
                           {{"service", service}}, [this] { return m_breaker.isOpen() ? 1.0 : 0.0; });
}

RpcChannel::~RpcChannel()
{
    std::unique_lock lock(m_mutex);
    m_ending = true;
    for (grpc::ClientContext *context : m_contexts)
        context->TryCancel();
    m_idle.wait(lock, [this] { return m_underWay == 0; });
}

std::chrono::system_clock::time_point RpcChannel::deadline(qint64 wantedMs) const
{
    const auto longest = std::chrono::system_clock::now() + m_longest;
    if (wantedMs <= 0)
        return longest;
    return std::min(longest, std::chrono::system_clock::time_point(std::chrono::milliseconds(wantedMs)));
}

bool RpcChannel::enter(grpc::ClientContext &context)
{
    const std::lock_guard lock(m_mutex);
    if (m_ending)
        return false;
    m_contexts.insert(&context);
    ++m_underWay;
    return true;
}

void RpcChannel::forget(grpc::ClientContext &context)
{
    const std::lock_guard lock(m_mutex);
    m_contexts.erase(&context);
}

void RpcChannel::leave()
{
    const std::lock_guard lock(m_mutex);
    if (--m_underWay == 0)
        m_idle.notify_all();
}

}
