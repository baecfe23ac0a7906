#include "server/rpc/rpcserver.h"

#include "server/rpc/callmetrics.h"
#include "server/rpc/rpccredentials.h"

#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

using namespace Qt::StringLiterals;

namespace hearth::server::rpc {

namespace {

constexpr std::chrono::seconds kLongestDrain{5};

void configure(grpc::ServerBuilder &builder, Metrics &metrics)
{
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> interceptors;
    interceptors.push_back(measureServer(metrics));
    builder.experimental().SetInterceptorCreators(std::move(interceptors));
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, 30'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, 10'000);
    builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 1);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MIN_RECV_PING_INTERVAL_WITHOUT_DATA_MS, 5'000);
    builder.AddChannelArgument(GRPC_ARG_HTTP2_MAX_PINGS_WITHOUT_DATA, 0);
    // Callers look the name up again when a connection ends, and so find instances that have come since. What
    // is under way, streams too, goes on over the old one.
    builder.AddChannelArgument(GRPC_ARG_MAX_CONNECTION_AGE_MS, 6'000);
    builder.AddChannelArgument(GRPC_ARG_MAX_METADATA_SIZE, kLargestMetadata);
    builder.SetMaxReceiveMessageSize(kLargestRequest);
}

QString withPort(const QString &address, int port)
{
    const qsizetype colon = address.lastIndexOf(u':');
    return address.startsWith("unix:"_L1) || colon < 0 ? address
                                                       : address.first(colon + 1) + QString::number(port);
}

}

shared::Result<std::unique_ptr<ServedServices>>
RpcServer::start(const QString &address, const RpcOptions &options,
                 std::vector<std::unique_ptr<ServedService>> services, Metrics &metrics)
{
    grpc::EnableDefaultHealthCheckService(true);
    std::unique_ptr<RpcServer> self(new RpcServer);
    self->m_services = std::move(services);
    grpc::ServerBuilder builder;
    configure(builder, metrics);
    int port = 0;
    builder.AddListeningPort(address.toStdString(), serverCredentials(options), &port);
    for (const auto &service : self->m_services)
        builder.RegisterService(&service->service());
    self->m_server = builder.BuildAndStart();
    if (!self->m_server || port == 0)
        return shared::Error{
            shared::ErrorCode::Conflict,
            u"The services can't listen at %1: the address is in use or not this machine's"_s.arg(address)};
    for (const auto &service : self->m_services)
        self->m_server->GetHealthCheckService()->SetServingStatus(service->fullName(), true);
    self->m_target = withPort(address, port);
    return std::unique_ptr<ServedServices>(std::move(self));
}

RpcServer::~RpcServer() { drain(); }

void RpcServer::drain()
{
    if (!m_server)
        return;
    m_server->GetHealthCheckService()->SetServingStatus(false);
    for (const auto &service : m_services)
        service->endStreams();
    m_server->Shutdown(std::chrono::system_clock::now() + kLongestDrain);
    m_server->Wait();
    m_server.reset();
}

}
