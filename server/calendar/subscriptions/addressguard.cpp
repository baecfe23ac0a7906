#include "server/calendar/subscriptions/addressguard.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
using Subnet = QPair<QHostAddress, int>;

std::vector<Subnet> subnets(std::initializer_list<QLatin1StringView> texts)
{
    std::vector<Subnet> parsed;
    for (const QLatin1StringView text : texts)
        parsed.push_back(QHostAddress::parseSubnet(QString(text)));
    return parsed;
}

/// The own machine and the own network.
const std::vector<Subnet> &privateOnes()
{
    static const auto kSubnets =
        subnets({"10.0.0.0/8"_L1, "100.64.0.0/10"_L1, "127.0.0.0/8"_L1, "169.254.0.0/16"_L1,
                 "172.16.0.0/12"_L1, "192.168.0.0/16"_L1, "::1/128"_L1, "fc00::/7"_L1, "fe80::/10"_L1});
    return kSubnets;
}

/// What nobody has: documentation, tests, protocols' own, relays, many at once, the future.
const std::vector<Subnet> &nobodys()
{
    static const auto kSubnets =
        subnets({"0.0.0.0/8"_L1, "192.0.0.0/24"_L1, "192.0.2.0/24"_L1, "192.88.99.0/24"_L1,
                 "198.18.0.0/15"_L1, "198.51.100.0/24"_L1, "203.0.113.0/24"_L1, "224.0.0.0/4"_L1,
                 "240.0.0.0/4"_L1, "2001::/23"_L1, "2001:db8::/32"_L1, "3fff::/20"_L1});
    return kSubnets;
}

bool isIn(const QHostAddress &address, const std::vector<Subnet> &subnets)
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
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    if (address.isInSubnet(QHostAddress(u"::ffff:0:0"_s), 96)
        || address.isInSubnet(QHostAddress(u"64:ff9b::"_s), 96))
        return ipv4At(bytes, 12);
    if (address.isInSubnet(QHostAddress(u"2002::"_s), 16))
        return ipv4At(bytes, 2);
    return std::nullopt;
}
}

bool AddressGuard::allows(const QHostAddress &address) const
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol)
        if (const auto inner = embedded(address))
            return allows(*inner);
    if (isIn(address, nobodys()))
        return false;
    if (isIn(address, privateOnes()))
        return m_allowPrivate;
    if (address.protocol() == QAbstractSocket::IPv4Protocol)
        return true;
    return address.protocol() == QAbstractSocket::IPv6Protocol
        && address.isInSubnet(QHostAddress(u"2000::"_s), 3);
}

}
