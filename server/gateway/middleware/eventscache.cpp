#include "server/gateway/middleware/eventscache.h"

namespace hearth::server::gateway {

namespace {
constexpr qint64 kBookkeeping = 256;
}

EventsCache::EventsCache(qint64 maxBytes)
    : m_maxBytes(maxBytes)
{
}

std::optional<EventsCache::Entry> EventsCache::find(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_byKey.constFind(key);
    if (found == m_byKey.constEnd())
        return std::nullopt;
    m_nodes.splice(m_nodes.begin(), m_nodes, *found);
    return (*found)->entry;
}

void EventsCache::store(const QByteArray &key, Entry entry)
{
    Node node{key, std::move(entry)};
    const std::lock_guard lock(m_mutex);
    if (const auto known = m_byKey.constFind(key); known != m_byKey.constEnd())
        erase(*known);
    if (cost(node) > m_maxBytes)
        return;
    m_bytes += cost(node);
    m_nodes.push_front(std::move(node));
    m_byKey.insert(key, m_nodes.begin());
    while (m_bytes > m_maxBytes)
        erase(std::prev(m_nodes.end()));
}

void EventsCache::erase(Nodes::iterator node)
{
    m_bytes -= cost(*node);
    m_byKey.remove(node->key);
    m_nodes.erase(node);
}

qint64 EventsCache::cost(const Node &node)
{
    return kBookkeeping + node.key.size() + node.entry.body.size()
        + node.entry.revision.size() * qint64(sizeof(QChar));
}

qint64 EventsCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return m_bytes;
}

}
