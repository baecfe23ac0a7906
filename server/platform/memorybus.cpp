#include "server/platform/memorybus.h"

namespace hearth::server {

MemoryBus::MemoryBus()
    : m_listeners(std::make_shared<BusListeners>())
{
}

void MemoryBus::publish(const QByteArray &topic, const QByteArray &payload)
{
    m_listeners->deliver(topic, payload);
}

std::unique_ptr<Subscription> MemoryBus::subscribe(const QByteArray &topic,
                                                   std::function<void(const QByteArray &)> message,
                                                   std::function<void()> gap)
{
    return m_listeners->add(topic, std::move(message), std::move(gap));
}

}
