#pragma once

#include "server/gateway/http/httpserver.h"
#include "server/host/hostaddresses.h"
#include "server/platform/config.h"

#include <QObject>

#include <memory>
#include <vector>

namespace hearth::server::host {

/// The addresses at which clients are served: an HttpServer for each.
class Edge final : public QObject {
    Q_OBJECT

public:
    /// `dataFolder` is where our own certificate is kept. Throws HostFailure.
    Edge(const Config &config, const QString &dataFolder);
    ~Edge() override;

    /// SHA-256 of the certificate's public key; empty without HTTPS.
    QByteArray fingerprint() const;
    /// Starts at all addresses, or throws HostFailure.
    void listen(gateway::HttpHandler &handler, gateway::HttpObserver &observer);
    QList<Endpoint> addresses() const;
    /// Reads the certificate anew for connections from now on; on failure the old one goes on.
    shared::Outcome reloadCertificate();
    void drain();

    /// Whether the settings ask for HTTPS with a certificate that we make.
    static bool needsOwnCertificate(const Config &config);

Q_SIGNALS:
    /// All connections have ended after drain().
    void drained();

private:
    shared::Result<QSslConfiguration> readCertificate() const;
    void serverFinished();

    const Config &m_config;
    const QString m_dataFolder;
    QList<Endpoint> m_endpoints;
    std::optional<QSslConfiguration> m_tls;
    std::vector<std::unique_ptr<gateway::HttpServer>> m_servers;
    size_t m_finished = 0;
};

}
