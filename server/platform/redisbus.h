#pragma once

#include "server/platform/buslisteners.h"
#include "server/platform/metrics.h"
#include "server/platform/redisclient.h"

namespace hearth::server {

/// The bus of several instances: Redis' publish and subscribe. What is published while Redis is away reaches
/// this instance only and is counted in hearth_bus_lost_total; subscribers hear of a gap when it is back.
class RedisBus final : public Bus {
public:
    /// `publisher` must outlive the bus; its subscriptions have a connection of their own.
    RedisBus(RedisClient &publisher, const RedisAddress &address, Metrics &metrics);

    void publish(const QByteArray &topic, const QByteArray &payload) override;
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(const QByteArray &topic,
                                                          std::function<void(const QByteArray &)> message,
                                                          std::function<void()> gap = {}) override;

private:
    RedisClient::Handlers subscriberHandlers();

    RedisClient &m_publisher;
    Counter m_lost;
    std::shared_ptr<BusListeners> m_listeners;
    RedisClient m_subscriber;
};

}
