#pragma once

#include "shared/base/error.h"

#include <QByteArrayView>
#include <QLatin1StringView>

#include <memory>
#include <span>

namespace hearth::server::gateway {

class Exchange;
struct HttpResponse;
using ExchangePtr = std::shared_ptr<Exchange>;

/// Answers a request that has passed every middleware.
using RouteHandler = void (*)(const ExchangePtr &exchange);

/// Which of the operator's limits counts the requests of a route.
enum class LimitName { None, Register, Login, CreateCalendar, Join, Invite, GetEvents, Export };

/// What a route wants to know its caller by.
enum class Access {
    Public, ///< nothing
    Token, ///< a bearer token
    Basic, ///< a username and an app password, over TLS or loopback only; or a bearer token
};

/// What a route wants in the request's body.
enum class Body {
    Ignored,
    Object, ///< a JSON object
};

/// When a route answers.
enum class Answered {
    InTime, ///< by the operator's deadline; beyond: 503
    WhenReady, ///< a poll, which waits for something to say
};

/// What a route answers where it fails; null: a problem document.
using RouteFailure = HttpResponse (*)(Exchange &exchange, const shared::Error &error);

/// One line of the table: everything that is particular to an endpoint.
struct Route {
    QByteArrayView method; ///< "*": every one, OPTIONS too, that has no line of its own
    QLatin1StringView pattern; ///< a part in braces stands for any one, "{rest...}" at the end for any number
    RouteHandler handler;
    Access access = Access::Token;
    Body body = Body::Ignored;
    LimitName limit = LimitName::None;
    qint64 bodyLimit = 0; ///< bytes; 0: the operator's
    Answered answered = Answered::InTime;
    RouteFailure failure = nullptr;
};

/// The table. Patterns that begin with none of "/api/", "/.", "/dav" and "/invite/" answer under "/api" as
/// well.
std::span<const Route> allRoutes();

}
