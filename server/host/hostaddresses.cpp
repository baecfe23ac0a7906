#include "server/host/hostaddresses.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {
quint16 firstPort(const QList<Endpoint> &endpoints, Endpoint::Scheme scheme)
{
    for (const Endpoint &endpoint : endpoints)
        if (endpoint.scheme == scheme)
            return endpoint.port;
    return 0;
}

/// 0 for a unix socket.
int portOf(const QString &target) { return target.mid(target.lastIndexOf(u':') + 1).toUShort(); }
}

quint16 HostAddresses::httpPort() const { return firstPort(clients, Endpoint::Scheme::Http); }

quint16 HostAddresses::httpsPort() const { return firstPort(clients, Endpoint::Scheme::Https); }

QString HostAddresses::url() const { return clients.isEmpty() ? QString() : clientUrl(clients.first()); }

QByteArray HostAddresses::toJson() const
{
    QJsonArray urls;
    for (const Endpoint &endpoint : clients)
        urls.append(clientUrl(endpoint));
    return QJsonDocument(QJsonObject{{u"http"_s, httpPort()},
                                     {u"https"_s, httpsPort()},
                                     {u"admin"_s, admin ? admin->port : 0},
                                     {u"rpc"_s, portOf(rpc)},
                                     {u"rpc_target"_s, rpc},
                                     {u"urls"_s, urls},
                                     {u"fingerprint"_s, QString::fromLatin1(certificateFingerprint)},
                                     {u"pid"_s, QCoreApplication::applicationPid()}})
        .toJson(QJsonDocument::Compact);
}

QString clientUrl(const Endpoint &endpoint)
{
    Endpoint shown = endpoint;
    if (endpoint.address == QHostAddress(QHostAddress::AnyIPv6))
        shown.address = QHostAddress(QHostAddress::LocalHostIPv6);
    else if (endpoint.address == QHostAddress(QHostAddress::Any)
             || endpoint.address == QHostAddress(QHostAddress::AnyIPv4))
        shown.address = QHostAddress(QHostAddress::LocalHost);
    return (endpoint.scheme == Endpoint::Scheme::Https ? u"https://"_s : u"http://"_s) + shown.toString();
}

}
