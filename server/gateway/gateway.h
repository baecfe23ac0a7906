#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/httphandler.h"
#include "server/gateway/http/httpobserver.h"
#include "server/proto/authapi.h"
#include "server/proto/calendarapi.h"

namespace hearth::shared {
class Clock;
}

namespace hearth::server {
class Bus;
class Metrics;
class OneTimeStore;
}

namespace hearth::server::gateway {

/// The only thing a client talks to: routes of the HTTP API, and the WebSocket. Hand it to any number of
/// HttpServers as their handler. All that it is made with must outlive it; it must outlive the HttpServers.
///
/// It has to be made in a thread with an event loop, where its timers run; requests are served on the
/// HttpServers' IO threads and never block.
class Gateway final : public HttpHandler {
public:
    Gateway(GatewayOptions options, AuthApi &auth, CalendarApi &calendar, RateLimiter &limiter, Bus &bus,
            OneTimeStore &once, Metrics &metrics, const shared::Clock &clock);
    ~Gateway() override;

    /// For the HttpServers: writes the access log (path templates, never a query) and the HTTP metrics.
    HttpObserver &observer();

    /// Whether the token keys are known and the streams of changes and revocations are open.
    bool isReady() const;
    /// Sockets that are open now.
    int liveSessions() const;
    /// Refuses new sockets with 503 and closes the open ones with 1001; the HTTP side goes on.
    void drainLive();

    void handle(HttpRequest request, HttpResponder responder) override;
    void upgrade(HttpRequest head, UpgradeResponder responder) override;
    qint64 bodyLimit(const HttpRequest &head) const override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
