#pragma once

#include "server/platform/metrics.h"

#include <grpcpp/support/client_interceptor.h>
#include <grpcpp/support/server_interceptor.h>

#include <array>
#include <chrono>
#include <memory>
#include <shared_mutex>
#include <string_view>
#include <unordered_map>

namespace hearth::server::rpc {

/// Counts the calls of every method by the code that they end with, and times those that are no streams.
/// Methods that our .proto files don't name are counted together. Thread-safe.
class CallMetrics {
public:
    /// `side` is "client" or "server": hearth_rpc_SIDE_calls_total and hearth_rpc_SIDE_seconds.
    CallMetrics(Metrics &metrics, std::string side);

    /// `path` is gRPC's "/package.Service/Method"; `code` one of grpc::StatusCode's.
    void callEnded(std::string_view path, int code, std::chrono::steady_clock::duration duration);
    void streamEnded(std::string_view path, int code);

private:
    struct Method {
        Histogram seconds;
        std::array<Counter, 17> byCode;
        Counter otherCodes;
    };
    Method &method(std::string_view path);
    void count(const Method &method, int code) const;

    Metrics &m_metrics;
    const std::string m_side;
    std::shared_mutex m_mutex;
    std::unordered_map<std::string, std::unique_ptr<Method>> m_methods;
};

/// Measures the calls of a channel. `metrics` must outlive it.
std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> measureChannel(Metrics &metrics);
/// Measures the calls of a server, likewise.
std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> measureServer(Metrics &metrics);

}
