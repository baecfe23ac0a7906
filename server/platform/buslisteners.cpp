#include "server/platform/buslisteners.h"

#include <algorithm>

namespace hearth::server {

struct BusListeners::Listener {
    QByteArray topic;
    std::function<void(const QByteArray &)> message;
    std::function<void()> gap;
    std::recursive_mutex mutex; ///< a handler may publish to its own topic
    bool active = true;

    void call(const QByteArray &payload)
    {
        const std::lock_guard lock(mutex);
        if (active)
            message(payload);
    }
    void callGap()
    {
        const std::lock_guard lock(mutex);
        if (active && gap)
            gap();
    }
    void stop()
    {
        const std::lock_guard lock(mutex);
        active = false;
    }
};

class BusListeners::End final : public Subscription {
public:
    End(std::weak_ptr<BusListeners> owner, std::shared_ptr<Listener> listener)
        : m_owner(std::move(owner))
        , m_listener(std::move(listener))
    {
    }
    ~End() override
    {
        m_listener->stop();
        if (const auto owner = m_owner.lock())
            owner->remove(m_listener);
    }

private:
    std::weak_ptr<BusListeners> m_owner;
    std::shared_ptr<Listener> m_listener;
};

BusListeners::BusListeners(TopicChanged topicChanged)
    : m_topicChanged(std::move(topicChanged))
{
}

std::unique_ptr<Subscription> BusListeners::add(const QByteArray &topic,
                                                std::function<void(const QByteArray &)> message,
                                                std::function<void()> gap)
{
    auto listener = std::make_shared<Listener>();
    listener->topic = topic;
    listener->message = std::move(message);
    listener->gap = std::move(gap);
    {
        const std::lock_guard lock(m_mutex);
        ListenerList &list = m_byTopic[topic];
        list.push_back(listener);
        if (list.size() == 1 && m_topicChanged)
            m_topicChanged(topic, true);
    }
    return std::make_unique<End>(weak_from_this(), std::move(listener));
}

void BusListeners::deliver(const QByteArray &topic, const QByteArray &payload) const
{
    for (const auto &listener : listenersOf(topic))
        listener->call(payload);
}

void BusListeners::announceGap() const
{
    for (const QByteArray &topic : topics())
        announceGap(topic);
}

void BusListeners::announceGap(const QByteArray &topic) const
{
    for (const auto &listener : listenersOf(topic))
        listener->callGap();
}

QList<QByteArray> BusListeners::topics() const
{
    const std::lock_guard lock(m_mutex);
    QList<QByteArray> result;
    for (const auto &[topic, listeners] : m_byTopic)
        result.append(topic);
    return result;
}

BusListeners::ListenerList BusListeners::listenersOf(const QByteArray &topic) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_byTopic.find(topic);
    return it == m_byTopic.end() ? ListenerList() : it->second;
}

void BusListeners::remove(const std::shared_ptr<Listener> &listener)
{
    const std::lock_guard lock(m_mutex);
    const auto it = m_byTopic.find(listener->topic);
    if (it == m_byTopic.end())
        return;
    std::erase(it->second, listener);
    if (!it->second.empty())
        return;
    m_byTopic.erase(it);
    if (m_topicChanged)
        m_topicChanged(listener->topic, false);
}

}
