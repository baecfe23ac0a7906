#pragma once

#include "server/gateway/live/liveframe.h"
#include "server/gateway/live/websocketframe.h"

#include <span>

namespace hearth::server::gateway {

/// The way from a session to its client. Lives on the session's thread.
class LiveTransport {
public:
    virtual ~LiveTransport() = default;

    /// What write() takes; it may change between two writes.
    virtual LiveWire wire() const = 0;
    virtual bool isOpen() const = 0;
    /// Bytes that the peer has not taken yet.
    virtual qint64 unsent() const = 0;
    /// Frames for the wire of now.
    virtual void write(std::span<const QByteArray> frames) = 0;
    /// Says the last words; the peer's answer or abort() ends it.
    virtual void close(LiveClose code, const QByteArray &reason) = 0;
    virtual void abort() = 0;
};

}
