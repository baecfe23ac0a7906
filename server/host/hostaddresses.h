#pragma once

#include "server/platform/endpoint.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace hearth::server::host {

/// Where a running host answers, with the real ports.
struct HostAddresses {
    QList<Endpoint> clients; ///< HTTP and HTTPS, in the order of `listen`
    std::optional<Endpoint> admin;
    QString rpc; ///< for other services; empty where it serves none
    QByteArray certificateFingerprint; ///< SHA-256 of the public key, hexadecimal; empty without HTTPS

    /// The first port of that kind; 0 where there is none.
    quint16 httpPort() const;
    quint16 httpsPort() const;
    /// "http://127.0.0.1:8080": the first address, as somebody on this machine would type it.
    QString url() const;
    /// What `port_file` gets: {"http": 8080, "https": 0, "admin": 9464, "rpc": 7081, "rpc_target":
    /// "127.0.0.1:7081", "urls": [...], "fingerprint": "", "pid": 1}; 0 for what there is not.
    QByteArray toJson() const;
};

/// "https://[::1]:8443"; an address that stands for all is shown as the loopback one.
QString clientUrl(const Endpoint &endpoint);

}
