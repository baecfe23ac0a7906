#include "server/calendar/subscriptions/addressguard.h"

#include <algorithm>
#include <optional>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
using Subnet = QPair<QHostAddress, int>;
using Subnets = QList<Subnet>;

Subnets parsed(const QStringList &texts)
{
    Subnets subnets;
    for (const QString &text : texts)
        if (const Subnet subnet = QHostAddress::parseSubnet(text.trimmed()); subnet.second >= 0)
            subnets.append(subnet);
    return subnets;
}

/// The own machine and network; documentation, tests, protocols' own, relays, many at once, the future.
const Subnets &closed()
{
    static const Subnets kSubnets =
        parsed({u"0.0.0.0/8"_s, u"10.0.0.0/8"_s, u"100.64.0.0/10"_s, u"127.0.0.0/8"_s, u"169.254.0.0/16"_s,
                u"172.16.0.0/12"_s, u"192.0.0.0/24"_s, u"192.0.2.0/24"_s, u"192.88.99.0/24"_s,
                u"192.168.0.0/16"_s, u"198.18.0.0/15"_s, u"198.51.100.0/24"_s, u"203.0.113.0/24"_s,
                u"224.0.0.0/4"_s, u"240.0.0.0/4"_s, u"2001::/23"_s, u"2001:db8::/32"_s, u"3fff::/20"_s});
    return kSubnets;
}

bool isIn(const QHostAddress &address, const Subnets &subnets)
{
    return std::any_of(subnets.begin(), subnets.end(), [&address](const Subnet &subnet) {
        return subnet.first.protocol() == address.protocol() && address.isInSubnet(subnet);
    });
}

QHostAddress ipv4At(const Q_IPV6ADDR &bytes, int at)
{
    return QHostAddress((quint32(bytes[at]) << 24) | (quint32(bytes[at + 1]) << 16)
                        | (quint32(bytes[at + 2]) << 8) | quint32(bytes[at + 3]));
}

/// The IPv4 address that an IPv6 address leads to.
std::optional<QHostAddress> embedded(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return std::nullopt;
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    if (address.isInSubnet(QHostAddress(u"::ffff:0:0"_s), 96)
        || address.isInSubnet(QHostAddress(u"64:ff9b::"_s), 96))
        return ipv4At(bytes, 12);
    if (address.isInSubnet(QHostAddress(u"2002::"_s), 16))
        return ipv4At(bytes, 2);
    return std::nullopt;
}
}

AddressGuard::AddressGuard(const QStringList &allowed)
    : m_allowed(parsed(allowed))
{
}

bool AddressGuard::allows(const QHostAddress &address) const
{
    if (const auto inner = embedded(address))
        return allows(*inner);
    if (isIn(address, m_allowed))
        return true;
    if (isIn(address, closed()))
        return false;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return true;
    return address.protocol() == QAbstractSocket::IPv6Protocol
        && address.isInSubnet(QHostAddress(u"2000::"_s), 3);
}

}
