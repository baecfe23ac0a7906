#include "server/rpc/callmetrics.h"

#include <google/protobuf/descriptor.h>
#include <grpcpp/support/status.h>

#include <algorithm>
#include <mutex>

namespace hearth::server::rpc {

namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::InterceptorBatchMethods;
using SteadyClock = std::chrono::steady_clock;

/// By their numbers; their names in gRPC's own words.
constexpr std::array<const char *, 17> kCodes{
    "OK",        "CANCELLED",      "UNKNOWN",           "INVALID_ARGUMENT",   "DEADLINE_EXCEEDED",
    "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION",
    "ABORTED",   "OUT_OF_RANGE",   "UNIMPLEMENTED",     "INTERNAL",           "UNAVAILABLE",
    "DATA_LOSS", "UNAUTHENTICATED"};

struct Name {
    std::string service = "other";
    std::string method = "other";
};

/// Of what our own .proto files declare; a stranger must not make up new labels.
Name nameOf(std::string_view path)
{
    std::string full(path.substr(path.starts_with('/') ? 1 : 0));
    std::replace(full.begin(), full.end(), '/', '.');
    const auto *method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(full);
    return method ? Name{method->service()->full_name(), method->name()} : Name{};
}

/// One call's way through a channel.
class ClientCall final : public grpc::experimental::Interceptor {
public:
    ClientCall(CallMetrics &metrics, const grpc::experimental::ClientRpcInfo &info)
        : m_metrics(metrics)
        , m_info(info)
    {
    }

    void Intercept(InterceptorBatchMethods *methods) override
    {
        if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_STATUS))
            end(methods->GetRecvStatus()->error_code());
        methods->Proceed();
    }

private:
    void end(int code)
    {
        if (m_info.type() == grpc::experimental::ClientRpcInfo::Type::UNARY)
            m_metrics.callEnded(m_info.method(), code, SteadyClock::now() - m_start);
        else
            m_metrics.streamEnded(m_info.method(), code);
    }

    CallMetrics &m_metrics;
    const grpc::experimental::ClientRpcInfo &m_info;
    const SteadyClock::time_point m_start = SteadyClock::now();
};

/// One call's way through a server. One that is cut off before its answer is a cancelled one.
class ServerCall final : public grpc::experimental::Interceptor {
public:
    ServerCall(CallMetrics &metrics, const grpc::experimental::ServerRpcInfo &info)
        : m_metrics(metrics)
        , m_path(info.method())
        , m_isUnary(info.type() == grpc::experimental::ServerRpcInfo::Type::UNARY)
    {
    }
    ~ServerCall() override
    {
        if (m_isUnary)
            m_metrics.callEnded(m_path, m_code, SteadyClock::now() - m_start);
        else
            m_metrics.streamEnded(m_path, m_code);
    }

    void Intercept(InterceptorBatchMethods *methods) override
    {
        if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS))
            m_code = methods->GetSendStatus().error_code();
        methods->Proceed();
    }

private:
    CallMetrics &m_metrics;
    const std::string m_path;
    const bool m_isUnary;
    const SteadyClock::time_point m_start = SteadyClock::now();
    int m_code = grpc::StatusCode::CANCELLED;
};

class ClientFactory final : public grpc::experimental::ClientInterceptorFactoryInterface {
public:
    explicit ClientFactory(Metrics &metrics)
        : m_metrics(metrics, "client")
    {
    }
    grpc::experimental::Interceptor *CreateClientInterceptor(grpc::experimental::ClientRpcInfo *info) override
    {
        return new ClientCall(m_metrics, *info); // gRPC's
    }

private:
    CallMetrics m_metrics;
};

class ServerFactory final : public grpc::experimental::ServerInterceptorFactoryInterface {
public:
    explicit ServerFactory(Metrics &metrics)
        : m_metrics(metrics, "server")
    {
    }
    grpc::experimental::Interceptor *CreateServerInterceptor(grpc::experimental::ServerRpcInfo *info) override
    {
        return new ServerCall(m_metrics, *info); // gRPC's
    }

private:
    CallMetrics m_metrics;
};

}

CallMetrics::CallMetrics(Metrics &metrics, std::string side)
    : m_metrics(metrics)
    , m_side(std::move(side))
{
}

void CallMetrics::callEnded(std::string_view path, int code, SteadyClock::duration duration)
{
    const Method &called = method(path);
    called.seconds.observe(std::chrono::duration<double>(duration).count());
    count(called, code);
}

void CallMetrics::streamEnded(std::string_view path, int code) { count(method(path), code); }

void CallMetrics::count(const Method &method, int code) const
{
    const bool known = code >= 0 && size_t(code) < method.byCode.size();
    (known ? method.byCode[size_t(code)] : method.otherCodes).increment();
}

CallMetrics::Method &CallMetrics::method(std::string_view path)
{
    const std::string key(path);
    {
        const std::shared_lock lock(m_mutex);
        if (const auto known = m_methods.find(key); known != m_methods.end())
            return *known->second;
    }
    const Name name = nameOf(path);
    const std::string &kept = name.method == "other" ? name.method : key; // nor a table as long as their list
    const std::unique_lock lock(m_mutex);
    std::unique_ptr<Method> &entry = m_methods[kept];
    if (entry)
        return *entry;
    entry = std::make_unique<Method>();
    const MetricLabels labels{{"service", name.service}, {"method", name.method}};
    const std::string prefix = "hearth_rpc_" + m_side;
    entry->seconds = m_metrics.histogram(prefix + "_seconds", "Duration of calls between services", labels);
    const auto counter = [&](const char *code) {
        MetricLabels withCode = labels;
        withCode.emplace_back("code", code);
        return m_metrics.counter(prefix + "_calls_total", "Calls between services by gRPC's status",
                                 withCode);
    };
    for (size_t i = 0; i < kCodes.size(); ++i)
        entry->byCode[i] = counter(kCodes[i]);
    entry->otherCodes = counter("other");
    return *entry;
}

std::unique_ptr<grpc::experimental::ClientInterceptorFactoryInterface> measureChannel(Metrics &metrics)
{
    return std::make_unique<ClientFactory>(metrics);
}

std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> measureServer(Metrics &metrics)
{
    return std::make_unique<ServerFactory>(metrics);
}

}
