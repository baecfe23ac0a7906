#pragma once

#include "server/platform/bus.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QList>

#include <mutex>
#include <unordered_map>

namespace hearth::server {

/// Who listens to which topic in this process: what the buses have in common.
class BusListeners final : public std::enable_shared_from_this<BusListeners> {
public:
    /// `firstOrLast(topic, subscribed)` is told when a topic gets its first listener or loses its last one.
    using TopicChanged = std::function<void(const QByteArray &topic, bool subscribed)>;
    explicit BusListeners(TopicChanged topicChanged = {});

    std::unique_ptr<Subscription>
    add(const QByteArray &topic, std::function<void(const QByteArray &)> message, std::function<void()> gap);
    void deliver(const QByteArray &topic, const QByteArray &payload) const;
    /// Tells every listener, or those of one topic, that messages may have been missed.
    void announceGap() const;
    void announceGap(const QByteArray &topic) const;
    QList<QByteArray> topics() const;

private:
    struct Listener;
    class End;
    using ListenerList = std::vector<std::shared_ptr<Listener>>;

    ListenerList listenersOf(const QByteArray &topic) const;
    void remove(const std::shared_ptr<Listener> &listener);

    TopicChanged m_topicChanged;
    mutable std::mutex m_mutex;
    std::unordered_map<QByteArray, ListenerList> m_byTopic;
};

}
