#include "server/gateway/gateway.h"

#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/live/livehandshake.h"
#include "server/gateway/live/livehub.h"
#include "server/gateway/middleware/accesslog.h"
#include "server/gateway/middleware/bodyparser.h"
#include "server/gateway/middleware/deadline.h"
#include "server/gateway/middleware/ratelimits.h"
#include "server/gateway/middleware/streamkeeper.h"
#include "server/gateway/middleware/tokencheck.h"
#include "server/gateway/socketio/socketiohub.h"
#include "server/platform/logging.h"
#include "server/platform/metrics.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

namespace {
HttpResponse optionsAnswer(const QByteArray &allow)
{
    HttpResponse response = HttpResponse::empty(204);
    response.headers.add("Allow", allow);
    return response;
}
}

class Gateway::Private {
public:
    Private(GatewayOptions options, AuthApi &auth, CalendarApi &calendar, RateLimiter &limiter, Bus &bus,
            OneTimeStore &once, Metrics &metrics, const shared::Clock &clock)
        : router(allRoutes())
        , accessLog(router, metrics)
        , context(std::make_shared<GatewayContext>(std::move(options), auth, calendar, once, clock))
    {
        auto &chain = context->middlewares;
        chain.push_back(std::make_unique<TokenCheck>(
            *context->tokens,
            std::make_shared<BasicVerifier>(auth, context->tokens, limiter, context->options, clock)));
        chain.push_back(std::make_unique<RateLimits>(context->options, limiter, metrics));
        chain.push_back(std::make_unique<BodyParser>());
        auto ownedDeadline = std::make_unique<Deadline>(context->options.requestDeadline, clock);
        deadline = ownedDeadline.get();
        chain.push_back(std::move(ownedDeadline));
        context->tokens->fetchKeys();
        live = std::make_unique<LiveHub>(context->options, calendar, *context->tokens, limiter, bus, metrics,
                                         clock);
        context->socketIo = &live->socketIo();
        revocations = std::make_unique<StreamKeeper<auth::Revocation>>(
            [&auth](auto handlers) { return auth.watchRevocations(std::move(handlers)); },
            [this](const auth::Revocation &revocation) { revoke(revocation); },
            [](const shared::Error &error) {
                logWarning(lcGateway(), u"The stream of revocations has ended"_s,
                           {{"error", shared::errorCodeName(error.code)}});
            },
            context->options.live.rewatchDelay);
        watchCaches(metrics);
        watches.push_back(metrics.watchGauge(
            "hearth_gateway_ready", "1 while a gateway knows the token keys and hears of changes", {},
            [this] { return context->tokens->hasKeys() && live->isStreamOpen() ? 1.0 : 0.0; }));
    }

    void watchCaches(Metrics &metrics)
    {
        const auto watch = [&](const char *cache, const char *result, std::function<double()> read) {
            watches.push_back(metrics.watchCounter("hearth_cache_requests_total",
                                                   "Look-ups in a gateway's caches by result",
                                                   {{"cache", cache}, {"result", result}}, std::move(read)));
        };
        const auto *tokens = context->tokens.get();
        const auto *events = &context->eventsCache;
        watch("tokens", "hit", [tokens] { return double(tokens->cacheHits()); });
        watch("tokens", "miss", [tokens] { return double(tokens->cacheMisses()); });
        watch("events", "hit", [events] { return double(events->hits()); });
        watch("events", "miss", [events] { return double(events->misses()); });
        watches.push_back(metrics.watchGauge("hearth_cache_bytes", "Memory of a gateway's caches",
                                             {{"cache", "events"}},
                                             [events] { return double(events->bytes()); }));
    }

    void revoke(const auth::Revocation &revocation)
    {
        const auto session = idFromBytes<shared::SessionId>(revocation.session_id());
        context->tokens->revoke(session, revocation.token_expires_ms());
        live->revoked(session);
    }

    ~Private() { deadline->end(); }

    Router router;
    AccessLog accessLog;
    std::shared_ptr<GatewayContext> context;
    Deadline *deadline = nullptr; ///< one of the context's middlewares
    std::unique_ptr<LiveHub> live;
    std::unique_ptr<StreamKeeper<auth::Revocation>> revocations;
    std::vector<std::unique_ptr<Subscription>> watches; // metrics of all the others: first to go
};

Gateway::Gateway(GatewayOptions options, AuthApi &auth, CalendarApi &calendar, RateLimiter &limiter, Bus &bus,
                 OneTimeStore &once, Metrics &metrics, const shared::Clock &clock)
    : d(std::make_unique<Private>(std::move(options), auth, calendar, limiter, bus, once, metrics, clock))
{
}

Gateway::~Gateway() = default;

HttpObserver &Gateway::observer() { return d->accessLog; }

bool Gateway::isReady() const { return d->context->tokens->hasKeys() && d->live->isStreamOpen(); }

int Gateway::liveSessions() const { return d->live->sessions(); }

void Gateway::drainLive() { d->live->drain(); }

void Gateway::handle(HttpRequest request, HttpResponder responder)
{
    if (request.method == "OPTIONS" && request.path == "*"_L1)
        return responder.send(optionsAnswer("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"));
    const Router::Match match = d->router.match(request.path, request.pathSegments());
    if (!match.path)
        return responder.send(
            HttpResponse::problem(404, u"There is nothing at this path."_s, u"unknown_path"_s));
    const Route *route = match.path->route(request.method);
    if (!route && request.method == "OPTIONS")
        return responder.send(optionsAnswer(match.path->allow));
    if (!route) {
        HttpResponse response =
            HttpResponse::problem(405, u"This path does not know the method."_s, u"method_not_allowed"_s);
        response.headers.add("Allow", match.path->allow);
        return responder.send(std::move(response));
    }
    std::make_shared<Exchange>(d->context, std::move(request), std::move(responder), match, *route)
        ->proceed();
}

void Gateway::upgrade(HttpRequest head, UpgradeResponder responder)
{
    if (const auto refusal = refusedHandshake(head, d->context->options))
        return responder.refuse(*refusal);
    if (SocketIoHub::isPath(head.path))
        return d->live->socketIo().upgrade(head, responder);
    if (d->live->isDraining())
        return responder.refuse(problemAnswer({ErrorCode::Unavailable, u"The server ends."_s, {}, 5}));
    LiveHub *live = d->live.get();
    d->context->tokens->verify(
        handshakeToken(head), [live, responder](const shared::Result<AccessToken> &token) {
            if (!token)
                return responder.refuse(problemAnswer(token.error()));
            responder.accept([live, token = *token](std::unique_ptr<QTcpSocket> socket) {
                live->adopt(std::move(socket), token);
            });
        });
}

qint64 Gateway::bodyLimit(const HttpRequest &head) const
{
    if (SocketIoHub::isPath(head.path))
        return d->context->options.live.maxMessage;
    const Router::Match match = d->router.match(head.path, head.pathSegments());
    const Route *route = match.path ? match.path->route(head.method) : nullptr;
    return route && route->bodyLimit > 0 ? route->bodyLimit : d->context->options.bodyLimit;
}

}
