#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

namespace hearth::client {

/// Knows a server by its certificate's public key instead of by an authority.
class TlsPin {
public:
    /// An empty fingerprint: no pin, the system's authorities decide.
    explicit TlsPin(const QString &fingerprint);

    /// SHA-256 of the certificate's public key (its SubjectPublicKeyInfo), lower-case hexadecimal.
    static QString fingerprintOf(const QSslCertificate &certificate);

    /// With a pin no authority counts, so that every certificate, also one that the system trusts, comes up
    /// as an error.
    QSslConfiguration configuration() const;
    bool isSet() const { return !m_fingerprint.isEmpty(); }
    bool accepts(const QSslCertificate &certificate) const;
    /// Whether all that is wrong is about the pinned certificate. A chain that merely contains it is no
    /// proof: the certificate in front would be among the errors, as its signature can't be right.
    bool excuses(const QList<QSslError> &errors) const;
    /// The fingerprint to show a person who has no pin yet.
    static QString offered(const QList<QSslError> &errors);

private:
    QString m_fingerprint;
};

}
