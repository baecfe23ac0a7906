#pragma once

#include "server/platform/accesstoken.h"
#include "server/platform/ratelimiter.h"

#include <QString>
#include <QStringList>

#include <chrono>

namespace hearth::server::gateway {

/// Who hears a `message` that names no calendar.
enum class MessageScope {
    SharedCalendars, ///< everyone who shares a calendar with the sender
    Server, ///< everyone who is connected
};

/// The bounds and habits of the WebSocket and of Socket.IO.
struct LiveOptions {
    MessageScope messageScope = MessageScope::SharedCalendars;
    qint64 maxMessage = 256 * 1024; ///< bytes of one frame from a client; beyond: closed with 1009
    qint64 sendBuffer = 1024 * 1024; ///< unsent bytes at which a peer that does not read is cut off (1013)
    int maxPending = 64; ///< unanswered requests of one socket; beyond: "try again"
    std::chrono::milliseconds pingInterval{30'000}; ///< a missed pong ends the socket
    std::chrono::milliseconds closeGrace{5'000}; ///< for the peer's half of a close
    std::chrono::milliseconds connectGrace{
        10'000}; ///< of Socket.IO: from the first request to a token that counts, and for the change of wire
    int maxEngineSessions = 16'384; ///< of Socket.IO, in all; beyond: 503
    int maxWaitingPerAddress = 1'024; ///< of them without a token, IPv6 by /64; beyond: 503
    std::chrono::milliseconds resumeGrace{
        150}; ///< how long a fresh socket holds its changes, for a client that wants to resume first
    std::chrono::milliseconds presenceWindow{150}; ///< in which comings and goings are gathered
    std::chrono::milliseconds longestSleep{30'000}; ///< between two looks at the sockets' deadlines
    std::chrono::milliseconds rewatchDelay{
        200}; ///< before a broken stream is opened again; it doubles up to 5 s
};

/// What an operator may set; the defaults are api.md's.
struct GatewayOptions {
    QString serverName; ///< what people see: the host's or the family's name
    QString version = QStringLiteral(HEARTH_VERSION);
    QStringList features = {QStringLiteral("live"), QStringLiteral("resume")};
    QString publicUrl; ///< "https://calendar.example.org": what links begin with; empty: as the request came
    QString
        certificateFingerprint; ///< SHA-256 of the certificate's public key in hexadecimal; empty without TLS
    QStringList allowedOrigins; ///< "https://app.example.org" or "*"; the server's own is always allowed

    TokenScope tokens; ///< the tokens' `iss` and `aud`, as the auth service writes them

    bool limitsEnabled = true;
    RateLimit registerLimit{5, 60}; ///< per client address
    RateLimit loginLimit{5, 60}; ///< per client address
    RateLimit createCalendarLimit{5, 60}; ///< per user
    RateLimit joinLimit{30, 60}; ///< per user, over HTTP and the WebSocket: guesses of a calendar's password
    RateLimit inviteLimit{30, 60}; ///< per client address: looks at invitations
    RateLimit getEventsLimit{5, 60}; ///< per user
    RateLimit exportLimit{3, 60}; ///< of all of one's data, per user
    RateLimit appPasswordLimit{30, 60}; ///< tries of an app password, per client address and username

    std::chrono::milliseconds requestDeadline{10'000}; ///< from the whole request to the answer; beyond: 503
    qint64 bodyLimit = 1024 * 1024; ///< bytes; beyond: 413
    qint64 eventsCacheBytes = 32 * 1024 * 1024; ///< encoded answers of get_events; 0 keeps none
    int tokenCacheSize = 65'536; ///< verified tokens that are remembered until they end

    LiveOptions live;
};

}
