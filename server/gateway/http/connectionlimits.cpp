#include "server/gateway/http/connectionlimits.h"

#include <algorithm>

namespace hearth::server::gateway {

namespace {
// how many over the limits are still told so
constexpr int kAnsweredInAll = 64;
constexpr int kAnsweredPerAddress = 16;
}

ConnectionLimits::ConnectionLimits(int total, int perAddress)
    : m_maxTotal(total)
    , m_maxPerAddress(perAddress)
{
}

std::optional<ConnectionLimits::Refusal> ConnectionLimits::open(const QHostAddress &peer)
{
    const int total = ++m_total;
    const std::lock_guard lock(m_mutex);
    const int fromHere = ++m_perAddress[keyOf(peer)];
    const bool isAnswered =
        total <= m_maxTotal + kAnsweredInAll && fromHere <= m_maxPerAddress + kAnsweredPerAddress;
    if (total > m_maxTotal)
        return Refusal{HttpCut::TooManyConnections, isAnswered};
    if (fromHere > m_maxPerAddress)
        return Refusal{HttpCut::TooManyFromAddress, isAnswered};
    return std::nullopt;
}

void ConnectionLimits::close(const QHostAddress &peer)
{
    release(peer);
    --m_total;
}

void ConnectionLimits::upgrade(const QHostAddress &peer) { release(peer); }

void ConnectionLimits::closeUpgraded() { --m_total; }

ConnectionLimits::Key ConnectionLimits::keyOf(const QHostAddress &peer)
{
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);
    if (isV4)
        return {v4, true};
    const Q_IPV6ADDR v6 = peer.toIPv6Address();
    quint64 network = 0;
    for (int i = 0; i < 8; ++i)
        network = network << 8 | v6[i];
    return {network, false};
}

void ConnectionLimits::release(const QHostAddress &peer)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_perAddress.find(keyOf(peer));
    if (found != m_perAddress.end() && --found.value() == 0)
        m_perAddress.erase(found);
}

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : address;
}

}
