#include "server/gateway/middleware/ratelimits.h"

#include "server/gateway/exchange.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
struct NamedLimit {
    QByteArray name;
    RateLimit limit;
};

NamedLimit namedLimit(const GatewayOptions &options, LimitName name)
{
    switch (name) {
    case LimitName::None:
        return {};
    case LimitName::Register:
        return {"register"_ba, options.registerLimit};
    case LimitName::Login:
        return {"login"_ba, options.loginLimit};
    case LimitName::CreateCalendar:
        return {"create_calendar"_ba, options.createCalendarLimit};
    case LimitName::Join:
        return {"join"_ba, options.joinLimit};
    case LimitName::Invite:
        return {"invite"_ba, options.inviteLimit};
    case LimitName::GetEvents:
        return {"get_events"_ba, options.getEventsLimit};
    case LimitName::Export:
        return {"export"_ba, options.exportLimit};
    }
    Q_UNREACHABLE();
}

QByteArray clientKey(const Exchange &exchange)
{
    if (exchange.token().user.isNull())
        return addressKey(exchange.request().peer);
    return exchange.token().user.toString().toLatin1();
}

// draft-ietf-httpapi-ratelimit-headers: structured fields with the policy's name.
void tell(Exchange &exchange, const NamedLimit &named, const RateDecision &decision)
{
    const QByteArray name = '"' + named.name + '"';
    exchange.addField("RateLimit-Policy",
                      name + ";q=" + QByteArray::number(named.limit.count)
                          + ";w=" + QByteArray::number(named.limit.seconds));
    exchange.addField("RateLimit",
                      name + ";r=" + QByteArray::number(decision.remaining)
                          + ";t=" + QByteArray::number(decision.resetSeconds));
}
}

QByteArray addressKey(const QHostAddress &address)
{
    if (address.protocol() != QAbstractSocket::IPv6Protocol)
        return address.toString().toLatin1();
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&bytes), 8).toHex();
}

RateLimits::RateLimits(const GatewayOptions &options, RateLimiter &limiter, Metrics &metrics)
    : m_options(options)
    , m_limiter(limiter)
    , m_refused(metrics.counter("hearth_http_rate_limited_total", "Requests refused by a rate limit"))
{
}

void RateLimits::run(const ExchangePtr &exchange)
{
    const LimitName name = exchange->route().limit;
    if (name == LimitName::None || !m_options.limitsEnabled)
        return exchange->proceed();
    const NamedLimit named = namedLimit(m_options, name);
    m_limiter.take(named.name + ':' + clientKey(*exchange), named.limit,
                   [exchange, named, refused = m_refused](RateDecision decision) {
                       tell(*exchange, named, decision);
                       if (decision.allowed)
                           return exchange->proceed();
                       refused.increment();
                       exchange->fail(rateLimited(decision));
                   });
}

Error rateLimited(const RateDecision &decision)
{
    return {ErrorCode::RateLimited,
            u"Too many requests; try again in %1 seconds."_s.arg(decision.retryAfterSeconds),
            u"rate_limited"_s, decision.retryAfterSeconds};
}

}
