#include "server/platform/endpoint.h"

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

std::optional<QHostAddress> parseAddress(QStringView text)
{
    if (text == u"*")
        return QHostAddress(QHostAddress::Any);
    if (text == u"localhost")
        return QHostAddress(QHostAddress::LocalHost);
    const bool bracketed = text.startsWith(u'[') && text.endsWith(u']');
    const QString bare = (bracketed ? text.sliced(1, text.size() - 2) : text).toString();
    QHostAddress address;
    if (!address.setAddress(bare) || bracketed != (address.protocol() == QAbstractSocket::IPv6Protocol))
        return std::nullopt;
    return address;
}

}

std::optional<Endpoint> Endpoint::parse(QStringView text)
{
    Endpoint result;
    if (text.startsWith("http://"_L1)) {
        result.scheme = Scheme::Http;
        text = text.sliced(7);
    } else if (text.startsWith("https://"_L1)) {
        result.scheme = Scheme::Https;
        text = text.sliced(8);
    }
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 1)
        return std::nullopt;
    bool portOk = false;
    result.port = text.sliced(colon + 1).toUShort(&portOk);
    const auto address = parseAddress(text.first(colon));
    if (!portOk || !address)
        return std::nullopt;
    result.address = *address;
    return result;
}

QString Endpoint::toString() const
{
    const QString host = address.toString();
    return (address.protocol() == QAbstractSocket::IPv6Protocol ? u'[' + host + u']' : host) + u':'
        + QString::number(port);
}

}
