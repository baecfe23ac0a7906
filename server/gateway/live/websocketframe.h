#pragma once

#include <QByteArray>

namespace hearth::server::gateway {

/// Why a server ends a WebSocket (RFC 6455, 7.4.1, and our own from 4000 on).
enum class LiveClose : quint16 {
    Normal = 1000,
    GoingAway = 1001, ///< the server ends
    Restart = 1012, ///< connect again: what the socket was told may no longer hold
    TryLater = 1013, ///< the peer does not read, or a service can't be reached; it can resume
    SessionEnded = 4401, ///< the token has ended or its session is revoked
};

/// The text as one unmasked WebSocket frame (RFC 6455, 5.2), ready for any number of sockets.
QByteArray textFrame(const QByteArray &text);
QByteArray closeFrame(LiveClose code, const QByteArray &reason);
/// A ping without a payload.
QByteArray pingFrame();

}
