#include "server/host/hostcore.h"

#include "server/host/hostfailure.h"
#include "server/host/serviceoptions.h"
#include "server/platform/logging.h"

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

std::unique_ptr<DataFolder> openDataFolder(const Config &config, const Roles &roles)
{
    if (!needsDataFolder(config, roles) && !(roles.gateway && Edge::needsOwnCertificate(config)))
        return nullptr;
    return std::make_unique<DataFolder>(config.path("data"_L1), roles.names());
}

gateway::HttpServerOptions adminOptions(const Endpoint &endpoint)
{
    gateway::HttpServerOptions options;
    options.address = endpoint.address;
    options.port = endpoint.port;
    options.bodyLimit = 1024;
    options.maxConnections = 256;
    return options;
}

}

HostCore::HostCore(const Config &config, ServiceTransport *transport)
    : m_config(config)
    , m_roles(Roles::of(config))
    , m_data(openDataFolder(config, m_roles))
    , m_services(m_config, m_roles, m_data ? m_data->path() : QString(), transport, m_clock, m_metrics)
    , m_shared(m_roles.gateway ? std::make_unique<SharedState>(m_config, m_clock, m_metrics) : nullptr)
{
    m_metrics
        .gauge("hearth_build_info", "1, with what this program is and does",
               {{"version", HEARTH_VERSION},
                {"qt", qVersion()},
                {"role", m_config.text("role"_L1).toStdString()}})
        .set(1);
    if (m_roles.gateway)
        makeGateway();
    serveRpc(transport);
    serveAdmin();
}

HostCore::~HostCore()
{
    m_adminServer.reset();
    m_served.reset();
    m_edge.reset(); // before the gateway, which answers its requests
}

void HostCore::makeGateway()
{
    m_edge = std::make_unique<Edge>(m_config, m_data ? m_data->path() : QString());
    gateway::GatewayOptions options = gatewayOptions(m_config);
    options.certificateFingerprint = QString::fromLatin1(m_edge->fingerprint());
    m_gateway = std::make_unique<gateway::Gateway>(options, *m_services.auth(), *m_services.calendar(),
                                                   m_shared->limiter(), m_shared->bus(),
                                                   m_shared->oneTimeStore(), m_metrics, m_clock);
    connect(m_edge.get(), &Edge::drained, this, &HostCore::finishDraining);
    m_edge->listen(*m_gateway, m_gateway->observer());
}

void HostCore::serveRpc(ServiceTransport *transport)
{
    const bool serves = m_roles.auth || m_roles.calendar;
    if (!serves || !transport || m_config.isEmpty("rpc.listen"_L1))
        return;
    auto served = transport->serve(m_config, m_services.ownAuth(), m_services.ownCalendar(), m_metrics);
    if (!served)
        throw HostFailure(served.error().code == shared::ErrorCode::Conflict ? ExitCode::AddressUnusable
                                                                             : ExitCode::BadConfig,
                          served.error().message);
    m_served = std::move(*served);
}

void HostCore::serveAdmin()
{
    const auto endpoint = m_config.endpoint("admin"_L1);
    if (!endpoint)
        return;
    AdminHandler::Services asked{m_services.auth(), m_services.calendar(), {}};
    if (m_gateway)
        asked.gatewayIsReady = [gateway = m_gateway.get()] { return gateway->isReady(); };
    m_adminHandler = std::make_unique<AdminHandler>(m_metrics, std::move(asked));
    m_adminServer = std::make_unique<gateway::HttpServer>(adminOptions(*endpoint), *m_adminHandler);
    if (const auto listening = m_adminServer->listen(); !listening)
        throw HostFailure(ExitCode::AddressUnusable, u"admin: "_s + listening.error().message);
}

HostAddresses HostCore::addresses() const
{
    HostAddresses result;
    if (m_edge) {
        result.clients = m_edge->addresses();
        result.certificateFingerprint = m_edge->fingerprint();
    }
    if (m_adminServer)
        result.admin = Endpoint{m_adminServer->address(), m_adminServer->port(), Endpoint::Scheme::Http};
    if (m_served)
        result.rpc = m_served->target();
    return result;
}

int HostCore::liveSessions() const { return m_gateway ? m_gateway->liveSessions() : 0; }

void HostCore::reload()
{
    if (!m_edge)
        return;
    if (const auto reloaded = m_edge->reloadCertificate(); !reloaded)
        logError(lcHost(), u"The certificate stays as it was: %1"_s.arg(reloaded.error().message));
}

void HostCore::drain()
{
    if (m_adminHandler)
        m_adminHandler->startDraining();
    if (!m_edge)
        return finishDraining();
    m_gateway->drainLive();
    m_edge->drain();
}

void HostCore::finishDraining()
{
    if (m_served)
        m_served->drain();
    Q_EMIT drained();
}

}
