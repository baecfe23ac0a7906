#pragma once

#include "server/gateway/http/httpobserver.h"

#include <QHash>
#include <QHostAddress>

#include <atomic>
#include <mutex>
#include <optional>

namespace hearth::server::gateway {

/// Counts open connections, in all and for each client address, over all IO threads.
class ConnectionLimits {
public:
    ConnectionLimits(int total, int perAddress);

    struct Refusal {
        HttpCut why;
        bool isAnswered; ///< false where so many are over the limit that one more is not worth a 503
    };

    /// Counts a connection in, also one that must be turned away because a limit is reached.
    std::optional<Refusal> open(const QHostAddress &peer);
    void close(const QHostAddress &peer);
    /// From now on the connection counts in the total only; ended by closeUpgraded().
    void upgrade(const QHostAddress &peer);
    void closeUpgraded();

    int total() const { return m_total.load(std::memory_order_relaxed); }

private:
    /// An IPv4 address, or the network (/64) of an IPv6 address.
    using Key = QPair<quint64, bool>;
    static Key keyOf(const QHostAddress &peer);
    void release(const QHostAddress &peer);

    const int m_maxTotal;
    const int m_maxPerAddress;
    std::atomic<int> m_total = 0;
    std::mutex m_mutex;
    QHash<Key, int> m_perAddress;
};

/// The peer's address with an IPv4 address in its own form.
QHostAddress plainAddress(const QHostAddress &address);

}
