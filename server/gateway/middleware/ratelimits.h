#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/middleware/middleware.h"
#include "server/platform/metrics.h"

#include <QHostAddress>

namespace hearth::server::gateway {

/// Counts the requests of a route with a limit, per user where there is one, otherwise per client address (an
/// IPv6 one by its /64), and tells the client with RateLimit and RateLimit-Policy where it stands.
class RateLimits final : public Middleware {
public:
    RateLimits(const GatewayOptions &options, RateLimiter &limiter, Metrics &metrics);
    void run(const ExchangePtr &exchange) override;

private:
    const GatewayOptions &m_options;
    RateLimiter &m_limiter;
    Counter m_refused;
};

/// What counts as one client address: an IPv4 address, an IPv6 one's /64.
QByteArray addressKey(const QHostAddress &address);

/// What a client is told that has asked too often.
shared::Error rateLimited(const RateDecision &decision);

}
