#include "client/sync/tlspin.h"

#include <QCryptographicHash>
#include <QSslKey>

namespace hearth::client {

TlsPin::TlsPin(const QString &fingerprint)
    : m_fingerprint(fingerprint.toLower())
{
}

QString TlsPin::fingerprintOf(const QSslCertificate &certificate)
{
    const QByteArray key = certificate.publicKey().toDer();
    if (key.isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex());
}

QSslConfiguration TlsPin::configuration() const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (isSet())
        configuration.setCaCertificates({});
    return configuration;
}

bool TlsPin::accepts(const QSslCertificate &certificate) const
{
    return !isSet() || fingerprintOf(certificate) == m_fingerprint;
}

bool TlsPin::excuses(const QList<QSslError> &errors) const
{
    return isSet() && !errors.isEmpty()
        && std::all_of(errors.begin(), errors.end(), [this](const QSslError &error) {
               return !error.certificate().isNull() && accepts(error.certificate());
           });
}

QString TlsPin::offered(const QList<QSslError> &errors)
{
    for (const QSslError &error : errors)
        if (!error.certificate().isNull())
            return fingerprintOf(error.certificate());
    return {};
}

}
