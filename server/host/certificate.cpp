#include "server/host/certificate.h"

#include "server/host/x509.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QNetworkInterface>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSysInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

using shared::Error;
using shared::ErrorCode;
using shared::Result;

Error failure(const QString &text) { return Error{ErrorCode::InvalidArgument, text}; }

Result<QByteArray> readPem(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"The file %1 can't be read: %2"_s.arg(name, file.errorString()));
    return file.read(1024 * 1024);
}

shared::Outcome writeForOwner(const QString &name, const QByteArray &content)
{
    QSaveFile file(name);
    const bool ok = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(content) == content.size()
        && file.commit();
    if (!ok)
        return failure(u"The file %1 can't be written: %2"_s.arg(name, file.errorString()));
    return shared::Done{};
}

QSslKey keyFromPem(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Ec, QSsl::Rsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey);
        if (!key.isNull())
            return key;
    }
    return {};
}

/// The names of a certificate in the form of ownAlternativeNames(), sorted.
QStringList alternativeNames(const QSslCertificate &certificate)
{
    QStringList result;
    const auto names = certificate.subjectAlternativeNames();
    for (auto it = names.begin(); it != names.end(); ++it)
        result.append((it.key() == QSsl::IpAddressEntry ? u"IP:"_s : u"DNS:"_s) + it.value());
    result.sort();
    return result;
}

/// Whether a certificate of ours still serves: a month left, and every name of now in it.
bool isStillGood(const QSslCertificate &certificate, const QStringList &names)
{
    if (certificate.isNull() || certificate.expiryDate() < QDateTime::currentDateTimeUtc().addDays(30))
        return false;
    const QStringList known = alternativeNames(certificate);
    return std::all_of(names.begin(), names.end(),
                       [&known](const QString &name) { return known.contains(name); });
}

Result<QByteArray> ownKey(const QString &name)
{
    if (QFile::exists(name))
        return readPem(name);
    const QByteArray pem = makePrivateKey();
    if (pem.isEmpty())
        return failure(u"A private key can't be made"_s);
    if (const auto written = writeForOwner(name, pem); !written)
        return written.error();
    return pem;
}

}

Result<QSslConfiguration> tlsFromFiles(const QString &certificate, const QString &key)
{
    const auto chainPem = readPem(certificate);
    if (!chainPem)
        return chainPem.error();
    const auto keyPem = readPem(key);
    if (!keyPem)
        return keyPem.error();
    const QList<QSslCertificate> chain = QSslCertificate::fromData(*chainPem, QSsl::Pem);
    if (chain.isEmpty())
        return failure(u"There is no certificate (PEM) in %1"_s.arg(certificate));
    const QSslKey privateKey = keyFromPem(*keyPem);
    if (privateKey.isNull())
        return failure(u"There is no private key (PEM, RSA or EC, without a pass phrase) in %1"_s.arg(key));
    if (!isKeyOf(*keyPem, *chainPem))
        return failure(u"The key in %1 is not that of the certificate in %2"_s.arg(key, certificate));

    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain(chain);
    tls.setPrivateKey(privateKey);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone); // of clients
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

Result<QSslConfiguration> tlsOfOurOwn(const QString &folder)
{
    const QString keyFile = folder + u"/key.pem"_s;
    const QString certificateFile = folder + u"/cert.pem"_s;
    if (!QDir().mkpath(folder))
        return failure(u"The folder %1 can't be made"_s.arg(folder));
    const auto key = ownKey(keyFile);
    if (!key)
        return key.error();
    const QStringList names = ownAlternativeNames();
    const QList<QSslCertificate> present = QSslCertificate::fromPath(certificateFile);
    if (present.isEmpty() || !isStillGood(present.first(), names)
        || !isKeyOf(*key, present.first().toPem())) {
        const QByteArray pem = makeCertificate(*key, names);
        if (pem.isEmpty())
            return failure(u"A certificate can't be made with the key in %1"_s.arg(keyFile));
        if (const auto written = writeForOwner(certificateFile, pem); !written)
            return written.error();
    }
    return tlsFromFiles(certificateFile, keyFile);
}

QByteArray publicKeyFingerprint(const QSslConfiguration &tls)
{
    const QByteArray key = tls.localCertificate().publicKey().toDer();
    return QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex();
}

QStringList ownAlternativeNames()
{
    QStringList result{u"DNS:localhost"_s};
    const QString host = QSysInfo::machineHostName().toLower();
    if (!host.isEmpty() && host != "localhost"_L1) {
        result.append(u"DNS:"_s + host);
        if (!host.contains(u'.'))
            result.append(u"DNS:"_s + host + u".local"_s);
    }
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (QHostAddress address : addresses) {
        if (address.isLinkLocal())
            continue;
        address.setScopeId({});
        result.append(u"IP:"_s + address.toString());
    }
    result.removeDuplicates();
    return result;
}

}
