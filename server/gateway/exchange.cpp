#include "server/gateway/exchange.h"

#include "server/gateway/gatewaycontext.h"

namespace hearth::server::gateway {

Exchange::Exchange(std::shared_ptr<GatewayContext> context, HttpRequest request, HttpResponder responder,
                   Router::Match match, const Route &route)
    : m_context(std::move(context))
    , m_request(std::move(request))
    , m_responder(std::move(responder))
    , m_values(std::move(match.values))
    , m_route(route)
{
}

CallContext Exchange::call() const
{
    return {m_request.requestId, m_token.user, m_token.username, m_token.session, m_deadlineMs};
}

void Exchange::proceed()
{
    if (m_step < m_context->middlewares.size())
        m_context->middlewares[m_step++]->run(shared_from_this());
    else
        m_route.handler(shared_from_this());
}

void Exchange::send(HttpResponse response)
{
    for (qsizetype i = 0; i < m_fields.size(); ++i)
        response.headers.add(m_fields.at(i).name, m_fields.at(i).value);
    m_responder.send(std::move(response));
}

void Exchange::fail(const shared::Error &error)
{
    send(m_route.failure ? m_route.failure(*this, error) : problemAnswer(error, m_route.access));
}

HttpResponse problemAnswer(const shared::Error &error, Access access)
{
    HttpResponse response = HttpResponse::problem(error);
    if (response.status == 401)
        response.headers.add("WWW-Authenticate",
                             access == Access::Basic ? "Basic realm=\"Hearth\", charset=\"UTF-8\""
                                                     : "Bearer realm=\"hearth\"");
    if (response.status == 503 && !response.headers.contains("Retry-After"))
        response.headers.add("Retry-After", "1");
    return response;
}

}
