#pragma once

#include "server/platform/servicetransport.h"
#include "server/rpc/rpcoptions.h"
#include "server/rpc/servedservice.h"

#include <memory>
#include <vector>

namespace grpc {
class Server;
}

namespace hearth::server::rpc {

/// Serves contracts at one address, with grpc.health.v1 beside them.
class RpcServer final : public ServedServices {
public:
    /// Conflict where the address can't be used. Port 0 is a free one. `metrics` must outlive it.
    static shared::Result<std::unique_ptr<ServedServices>>
    start(const QString &address, const RpcOptions &options,
          std::vector<std::unique_ptr<ServedService>> services, Metrics &metrics);
    ~RpcServer() override;

    QString target() const override { return m_target; }
    void drain() override;

private:
    RpcServer() = default;

    QString m_target;
    std::vector<std::unique_ptr<ServedService>> m_services;
    std::unique_ptr<grpc::Server> m_server;
};

}
