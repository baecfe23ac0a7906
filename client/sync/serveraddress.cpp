#include "client/sync/serveraddress.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr int kHttpsPort = 443;
constexpr int kHttpPort = 80;

QString tr(const char *text) { return QCoreApplication::translate("ServerAddress", text); }

shared::Error invalid(const QString &message, const QString &reason)
{
    return {shared::ErrorCode::InvalidArgument, message, reason};
}

bool isThisComputer(const QString &host) { return host == "localhost"_L1 || QHostAddress(host).isLoopback(); }
}

shared::Result<ServerAddress> ServerAddress::parse(const QString &text, const QString &fingerprint)
{
    const QString trimmed = text.trimmed();
    const bool hasScheme = trimmed.contains("://"_L1);
    QUrl url(hasScheme ? trimmed : u"https://"_s + trimmed, QUrl::StrictMode);
    if (trimmed.isEmpty() || !url.isValid() || url.host().isEmpty() || url.port() == 0
        || !url.userInfo().isEmpty())
        return invalid(
            tr("This is not a server's address. It looks like 192.168.1.24:8443 or calendar.example.org."),
            u"invalid_address"_s);
    if (!hasScheme && fingerprint.isEmpty() && isThisComputer(url.host()))
        url.setScheme(u"http"_s);
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1)
        return invalid(tr("A server's address begins with https://."), u"invalid_address"_s);
    if (url.scheme() == "http"_L1 && !isThisComputer(url.host()))
        return invalid(
            tr("That address is not encrypted: your password could be read on the way. Use https://."),
            u"not_encrypted"_s);
    ServerAddress address;
    address.m_url.setScheme(url.scheme());
    address.m_url.setHost(url.host());
    address.m_url.setPort(url.port());
    address.m_fingerprint = fingerprint.toLower();
    return address;
}

QUrl ServerAddress::apiUrl(const QString &path) const
{
    QUrl url = m_url;
    url.setPath(path);
    return url;
}

QUrl ServerAddress::liveUrl() const
{
    QUrl url = apiUrl(u"/ws"_s);
    url.setScheme(isEncrypted() ? u"wss"_s : u"ws"_s);
    return url;
}

QString ServerAddress::displayName() const
{
    const int usual = isEncrypted() ? kHttpsPort : kHttpPort;
    const QString host = m_url.host().contains(u':') ? u'[' + m_url.host() + u']' : m_url.host();
    const int port = m_url.port(usual);
    return port == usual ? host : u"%1:%2"_s.arg(host).arg(port);
}

ServerAddress ServerAddress::withFingerprint(const QString &fingerprint) const
{
    ServerAddress address = *this;
    address.m_fingerprint = fingerprint.toLower();
    return address;
}

bool ServerAddress::isEncrypted() const { return m_url.scheme() == "https"_L1; }

}
