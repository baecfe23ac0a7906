#pragma once

#include "server/proto/call.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace hearth::server {

/// Tells every instance of a service something at once: at most once, in no order between publishers, and not
/// for what must not be lost. Thread-safe, never blocks.
class Bus {
public:
    virtual ~Bus() = default;

    /// Hands `payload` to every subscriber of `topic`, the publisher's own instance included.
    virtual void publish(const QByteArray &topic, const QByteArray &payload) = 0;
    /// Calls `message` for each payload on any thread, one at a time, and `gap` (if there is one) whenever
    /// some may have been missed: read anew what you keep. No call is made after the Subscription's
    /// destructor has returned, which must not run inside one of them. The bus outlives its subscriptions.
    [[nodiscard]] virtual std::unique_ptr<Subscription>
    subscribe(const QByteArray &topic, std::function<void(const QByteArray &)> message,
              std::function<void()> gap = {}) = 0;
};

}
