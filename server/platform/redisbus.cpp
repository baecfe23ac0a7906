#include "server/platform/redisbus.h"

namespace hearth::server {

namespace {
constexpr char kPrefix[] = "hearth:bus:";
constexpr qsizetype kPrefixSize = sizeof kPrefix - 1;
}

RedisBus::RedisBus(RedisClient &publisher, const RedisAddress &address, Metrics &metrics)
    : m_publisher(publisher)
    , m_lost(metrics.counter("hearth_bus_lost_total", "Messages between instances that Redis did not take"))
    , m_listeners(std::make_shared<BusListeners>([this](const QByteArray &topic, bool subscribed) {
        if (subscribed)
            m_subscriber.subscribe(kPrefix + topic);
        else
            m_subscriber.unsubscribe(kPrefix + topic);
    }))
    , m_subscriber(address, subscriberHandlers())
{
}

RedisClient::Handlers RedisBus::subscriberHandlers()
{
    RedisClient::Handlers handlers;
    handlers.connected = [this] {
        for (const QByteArray &topic : m_listeners->topics())
            m_subscriber.subscribe(kPrefix + topic);
    };
    handlers.pushed = [this](const QByteArray &kind, const QByteArray &topic, const QByteArray &payload) {
        if (kind == "message")
            m_listeners->deliver(topic.sliced(kPrefixSize), payload);
        else if (kind == "subscribe")
            m_listeners->announceGap(
                topic.sliced(kPrefixSize)); // whatever was said until now has been missed
    };
    return handlers;
}

void RedisBus::publish(const QByteArray &topic, const QByteArray &payload)
{
    m_publisher.command({"PUBLISH", kPrefix + topic, payload},
                        [listeners = m_listeners, lost = m_lost, topic, payload](const RedisReply &reply) {
                            if (reply.type == RedisReply::Type::Integer)
                                return;
                            lost.increment();
                            listeners->deliver(topic, payload);
                        });
}

std::unique_ptr<Subscription> RedisBus::subscribe(const QByteArray &topic,
                                                  std::function<void(const QByteArray &)> message,
                                                  std::function<void()> gap)
{
    return m_listeners->add(topic, std::move(message), std::move(gap));
}

}
