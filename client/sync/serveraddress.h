#pragma once

#include "shared/base/result.h"

#include <QString>
#include <QUrl>

namespace hearth::client {

/// Where a server is, as a person gave it, and the certificate that it is known by.
///
/// Without a scheme it is HTTPS, but plain HTTP for this computer itself without a fingerprint. Plain HTTP to
/// any other computer is refused: a password would go over the network in the clear.
class ServerAddress {
public:
    /// "host", "host:port", "[::1]:port", "https://host:port". InvalidArgument with a sentence for people.
    static shared::Result<ServerAddress> parse(const QString &text, const QString &fingerprint = {});

    /// "https://host:port" without a path.
    QUrl url() const { return m_url; }
    QUrl apiUrl(const QString &path) const;
    QUrl liveUrl() const;
    /// For people: the host, with the port where it is not the usual one.
    QString displayName() const;
    /// SHA-256 of the pinned certificate's public key, lower-case hexadecimal; empty: the system's
    /// authorities decide.
    QString fingerprint() const { return m_fingerprint; }
    /// The same server, known by that certificate.
    ServerAddress withFingerprint(const QString &fingerprint) const;
    bool isEncrypted() const;
    bool isNull() const { return m_url.isEmpty(); }

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;

private:
    QUrl m_url;
    QString m_fingerprint;
};

}
