#pragma once

#include "server/platform/metrics.h"
#include "server/rpc/circuitbreaker.h"
#include "server/rpc/rpcoptions.h"
#include "shared/base/clock.h"

#include <grpcpp/channel.h>

#include <condition_variable>
#include <memory>
#include <unordered_set>

namespace grpc {
class ClientContext;
}

namespace hearth::server::rpc {

/// The way to one service: its gRPC channel, balanced over all addresses of the target, with a circuit
/// breaker, and the calls under way. Must not be destroyed on a gRPC thread.
class RpcChannel {
public:
    /// `service` is the full protobuf name; `idempotent` its methods that may be retried.
    RpcChannel(const QString &target, const RpcOptions &options, const std::string &service,
               const std::vector<std::string> &idempotent, Metrics &metrics);
    /// Cancels what is under way and waits for it.
    ~RpcChannel();

    std::shared_ptr<grpc::Channel> channel() const { return m_channel; }
    CircuitBreaker &breaker() { return m_breaker; }
    /// By the epoch: `wanted`, or the longest allowed from now on.
    std::chrono::system_clock::time_point deadline(qint64 wantedMs) const;

    /// A call is under way from enter() to leave(); false, and the call must not be made, where the channel
    /// ends.
    bool enter(grpc::ClientContext &context);
    /// Before the context goes: nobody will cancel it any more.
    void forget(grpc::ClientContext &context);
    /// After the context has gone, which holds the channel.
    void leave();
    /// The breaker has refused a call, which so never went out.
    void countRefused() const { m_refused.increment(); }

private:
    shared::SystemClock m_clock;
    const std::chrono::milliseconds m_longest;
    CircuitBreaker m_breaker;
    std::shared_ptr<grpc::Channel> m_channel;
    std::mutex m_mutex;
    std::condition_variable m_idle;
    std::unordered_set<grpc::ClientContext *> m_contexts;
    int m_underWay = 0;
    bool m_ending = false;
    Counter m_refused;
    std::unique_ptr<Subscription> m_openGauge;
};

}
