#pragma once

#include "server/platform/buslisteners.h"

namespace hearth::server {

/// The bus of an instance that is alone: calls the subscribers in publish().
class MemoryBus final : public Bus {
public:
    MemoryBus();

    void publish(const QByteArray &topic, const QByteArray &payload) override;
    [[nodiscard]] std::unique_ptr<Subscription> subscribe(const QByteArray &topic,
                                                          std::function<void(const QByteArray &)> message,
                                                          std::function<void()> gap = {}) override;

private:
    std::shared_ptr<BusListeners> m_listeners;
};

}
