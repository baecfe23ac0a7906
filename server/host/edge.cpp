#include "server/host/edge.h"

#include "server/host/certificate.h"
#include "server/host/hostfailure.h"
#include "server/host/serviceoptions.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

/// The addresses to listen at. One without a scheme has TLS where there is something to do it with.
QList<Endpoint> wantedEndpoints(const Config &config)
{
    const bool tls = !config.isEmpty("tls.cert"_L1) || config.flag("tls.self_signed"_L1);
    QList<Endpoint> endpoints = config.endpoints("listen"_L1);
    for (Endpoint &endpoint : endpoints)
        if (endpoint.scheme == Endpoint::Scheme::Unsaid)
            endpoint.scheme = tls ? Endpoint::Scheme::Https : Endpoint::Scheme::Http;
    return endpoints;
}

bool hasTls(const QList<Endpoint> &endpoints)
{
    return std::any_of(endpoints.begin(), endpoints.end(),
                       [](const Endpoint &endpoint) { return endpoint.scheme == Endpoint::Scheme::Https; });
}

}

Edge::Edge(const Config &config, const QString &dataFolder)
    : m_config(config)
    , m_dataFolder(dataFolder)
    , m_endpoints(wantedEndpoints(config))
{
    if (config.isEmpty("tls.cert"_L1) != config.isEmpty("tls.key"_L1))
        throw HostFailure(ExitCode::BadConfig, u"tls.cert and tls.key go together"_s);
    if (!hasTls(m_endpoints))
        return;
    auto tls = readCertificate();
    if (!tls)
        throw HostFailure(ExitCode::BadConfig, tls.error().message);
    m_tls = std::move(*tls);
}

Edge::~Edge() = default;

bool Edge::needsOwnCertificate(const Config &config)
{
    return config.isEmpty("tls.cert"_L1) && hasTls(wantedEndpoints(config));
}

shared::Result<QSslConfiguration> Edge::readCertificate() const
{
    if (needsOwnCertificate(m_config))
        return tlsOfOurOwn(m_dataFolder + u"/tls"_s);
    return tlsFromFiles(m_config.path("tls.cert"_L1), m_config.path("tls.key"_L1));
}

QByteArray Edge::fingerprint() const { return m_tls ? publicKeyFingerprint(*m_tls) : QByteArray(); }

void Edge::listen(gateway::HttpHandler &handler, gateway::HttpObserver &observer)
{
    for (Endpoint &endpoint : m_endpoints) {
        gateway::HttpServerOptions options = httpOptions(m_config, endpoint);
        if (endpoint.scheme == Endpoint::Scheme::Https)
            options.tls = m_tls;
        auto server = std::make_unique<gateway::HttpServer>(options, handler, &observer);
        if (const auto listening = server->listen(); !listening)
            throw HostFailure(ExitCode::AddressUnusable, listening.error().message);
        endpoint.port = server->port();
        connect(server.get(), &gateway::HttpServer::finished, this, &Edge::serverFinished);
        m_servers.push_back(std::move(server));
    }
}

QList<Endpoint> Edge::addresses() const { return m_endpoints; }

shared::Outcome Edge::reloadCertificate()
{
    if (!m_tls)
        return shared::Done{};
    auto tls = readCertificate();
    if (!tls)
        return tls.error();
    m_tls = std::move(*tls);
    for (size_t i = 0; i < m_servers.size(); ++i)
        if (m_endpoints[qsizetype(i)].scheme == Endpoint::Scheme::Https)
            m_servers[i]->setTls(*m_tls);
    return shared::Done{};
}

void Edge::drain()
{
    for (const auto &server : m_servers)
        server->drain();
}

void Edge::serverFinished()
{
    if (++m_finished == m_servers.size())
        Q_EMIT drained();
}

}
