#include "client/app/desktop/chosenproxy.h"

#include <QHostAddress>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
bool isThisComputer(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}
}

ChosenProxy::ChosenProxy(const ProxyChoice &choice)
    : m_choice(choice)
{
}

QList<QNetworkProxy> ChosenProxy::queryProxy(const QNetworkProxyQuery &query)
{
    const QNetworkProxy direct(QNetworkProxy::NoProxy);
    if (isThisComputer(query.peerHostName()))
        return {direct};
    switch (m_choice.kind) {
    case ProxyChoice::Kind::System:
        return systemProxyForQuery(query);
    case ProxyChoice::Kind::None:
        return {direct};
    case ProxyChoice::Kind::Http:
        return {QNetworkProxy(QNetworkProxy::HttpProxy, m_choice.host, quint16(m_choice.port))};
    case ProxyChoice::Kind::Socks:
        return {QNetworkProxy(QNetworkProxy::Socks5Proxy, m_choice.host, quint16(m_choice.port))};
    }
    Q_UNREACHABLE();
}

}
