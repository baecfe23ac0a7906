#pragma once

#include "server/gateway/gateway.h"
#include "server/host/adminhandler.h"
#include "server/host/datafolder.h"
#include "server/host/edge.h"
#include "server/host/hostaddresses.h"
#include "server/host/processmetrics.h"
#include "server/host/services.h"
#include "server/host/sharedstate.h"

#include <QObject>

namespace hearth::server::host {

/// A running host, put together from its parts in the order of its members. Lives in ServerHost's thread.
class HostCore final : public QObject {
    Q_OBJECT

public:
    /// Starts everything, or throws HostFailure.
    HostCore(const Config &config, ServiceTransport *transport);
    ~HostCore() override;

    HostAddresses addresses() const;
    /// Whether it can serve: a gateway has to know the token keys and hear of changes.
    bool isReady() const { return !m_gateway || m_gateway->isReady(); }
    int liveSessions() const;
    void reload();
    /// Lets what is under way end, then emits drained().
    void drain();

Q_SIGNALS:
    void drained();

private:
    void makeGateway();
    void serveAdmin();
    void serveRpc(ServiceTransport *transport);
    void finishDraining();

    const Config m_config;
    const Roles m_roles;
    const shared::SystemClock m_clock;
    Metrics m_metrics;
    const ProcessMetrics m_process{m_metrics};
    std::unique_ptr<DataFolder> m_data; ///< null where nothing is kept in it
    Services m_services;
    /// Null, like the next two, where there is no gateway here. Goes before the services, which calls that
    /// wait for Redis are for.
    std::unique_ptr<SharedState> m_shared;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<Edge> m_edge; ///< goes before the gateway, which answers its requests
    std::unique_ptr<AdminHandler> m_adminHandler;
    std::unique_ptr<gateway::HttpServer> m_adminServer;
    std::unique_ptr<ServedServices> m_served;
};

}
