#pragma once

#include "server/gateway/http/httphandler.h"
#include "server/gateway/router.h"
#include "server/platform/accesstoken.h"
#include "server/proto/call.h"

#include <QJsonObject>

#include <utility>

namespace hearth::server::gateway {

struct GatewayContext;

/// One request on its way through the middlewares to its handler, and its answer.
class Exchange : public std::enable_shared_from_this<Exchange> {
public:
    Exchange(std::shared_ptr<GatewayContext> context, HttpRequest request, HttpResponder responder,
             Router::Match match, const Route &route);

    GatewayContext &context() { return *m_context; }
    const HttpRequest &request() const { return m_request; }
    const Route &route() const { return m_route; }
    bool isDone() const { return m_responder.isDone(); }

    /// The value of the pattern's n-th part in braces.
    QString value(qsizetype index) const { return m_values.value(index); }

    /// What the middlewares have found out.
    const AccessToken &token() const { return m_token; }
    void setToken(AccessToken token) { m_token = std::move(token); }
    const QJsonObject &body() const { return m_body; }
    void setBody(QJsonObject body) { m_body = std::move(body); }
    void setDeadline(qint64 epochMs) { m_deadlineMs = epochMs; }
    /// A field of whatever the answer will be.
    void addField(QByteArrayView name, QByteArrayView value) { m_fields.add(name, value); }

    /// The caller, the request id and the deadline, for a call to a service.
    CallContext call() const;

    /// Goes on with the next middleware, or with the handler.
    void proceed();
    void send(HttpResponse response);
    /// Answers as the route fails: with problemAnswer() of its access where it has no way of its own.
    void fail(const shared::Error &error);

private:
    std::shared_ptr<GatewayContext> m_context;
    HttpRequest m_request;
    HttpResponder m_responder;
    QStringList m_values;
    const Route &m_route;
    AccessToken m_token;
    QJsonObject m_body;
    HttpHeaders m_fields;
    qint64 m_deadlineMs = 0;
    size_t m_step = 0;
};

/// The problem for an error; a 401 says how to authenticate where that access is wanted, a 503 when to try
/// again.
HttpResponse problemAnswer(const shared::Error &error, Access access = Access::Token);

/// A service's reply that becomes the answer: `make(const Response &) -> HttpResponse`, or the error's
/// problem.
template <class Response, class Make> Reply<Response> answer(const ExchangePtr &exchange, Make make)
{
    return [exchange, make = std::move(make)](shared::Result<Response> result) {
        if (result)
            exchange->send(make(*result));
        else
            exchange->fail(result.error());
    };
}

}
