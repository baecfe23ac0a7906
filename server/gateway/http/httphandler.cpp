#include "server/gateway/http/httphandler.h"

#include "server/gateway/http/httpmailbox.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

HttpResponder::HttpResponder(std::shared_ptr<HttpTicket> ticket)
    : m_ticket(std::move(ticket))
{
}

void HttpResponder::send(HttpResponse response) const { m_ticket->send(std::move(response)); }

bool HttpResponder::isDone() const { return m_ticket->isDone(); }

UpgradeResponder::UpgradeResponder(std::shared_ptr<HttpTicket> ticket)
    : m_ticket(std::move(ticket))
{
}

void UpgradeResponder::accept(UpgradeTaker taker) const { m_ticket->send(std::move(taker)); }

void UpgradeResponder::refuse(HttpResponse response) const { m_ticket->send(std::move(response)); }

void HttpHandler::upgrade(HttpRequest, UpgradeResponder responder)
{
    responder.refuse(HttpResponse::problem(404, u"There is no WebSocket here."_s));
}

qint64 HttpHandler::bodyLimit(const HttpRequest &) const { return 0; }

}
