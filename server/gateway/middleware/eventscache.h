#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <atomic>
#include <list>
#include <mutex>
#include <optional>

namespace hearth::server::gateway {

/// Encoded answers of get_events, by user and question. An entry is only used when the calendar service has
/// just said that its revision still holds, so that no answer is ever stale. The least recently used go when
/// there are too many bytes. Thread-safe.
class EventsCache {
public:
    explicit EventsCache(qint64 maxBytes);

    struct Entry {
        QString revision;
        QByteArray body;
    };
    std::optional<Entry> find(const QByteArray &key);
    void store(const QByteArray &key, Entry entry);
    /// An answer was taken from it, or could not be: for metrics.
    void count(bool hit) { ++(hit ? m_hits : m_misses); }
    quint64 hits() const { return m_hits; }
    quint64 misses() const { return m_misses; }
    /// Of all keys, bodies and their bookkeeping.
    qint64 bytes() const;

private:
    struct Node {
        QByteArray key;
        Entry entry;
    };
    using Nodes = std::list<Node>;
    static qint64 cost(const Node &node);
    void erase(Nodes::iterator node);

    const qint64 m_maxBytes;
    mutable std::mutex m_mutex;
    Nodes m_nodes; ///< the most recently used first
    QHash<QByteArray, Nodes::iterator> m_byKey;
    qint64 m_bytes = 0;
    std::atomic<quint64> m_hits{0};
    std::atomic<quint64> m_misses{0};
};

}
