#pragma once

#include "server/gateway/http/httprequest.h"
#include "server/gateway/http/httpresponse.h"

#include <QTcpSocket>

#include <functional>
#include <memory>

namespace hearth::server::gateway {

class HttpTicket;

/// Answers one request, once, from any thread, also after the connection has gone. Copies share the one
/// answer: the first counts, later ones are dropped. If the last copy goes without an answer, the client gets
/// a 500. On the connection's IO thread the answer is a direct call, from elsewhere one queued hop.
class HttpResponder {
public:
    explicit HttpResponder(std::shared_ptr<HttpTicket> ticket);

    void send(HttpResponse response) const;
    /// Whether somebody has answered already, or the connection has gone.
    bool isDone() const;

private:
    std::shared_ptr<HttpTicket> m_ticket;
};

/// Takes over the connection of a WebSocket upgrade. Runs on the IO thread where the socket lives, without a
/// parent, with the request's bytes still unread: ready for QWebSocketServer::handleConnection().
using UpgradeTaker = std::function<void(std::unique_ptr<QTcpSocket> socket)>;

/// Decides over one WebSocket upgrade, once, from any thread; the rules of HttpResponder hold.
class UpgradeResponder {
public:
    explicit UpgradeResponder(std::shared_ptr<HttpTicket> ticket);

    /// Hands the socket to `taker`, which is not called where the peer has gone meanwhile.
    void accept(UpgradeTaker taker) const;
    /// Answers like any other request: 401, 403, 404, ...
    void refuse(HttpResponse response) const;

private:
    std::shared_ptr<HttpTicket> m_ticket;
};

/// What the edge hands requests to. All of it is called on IO threads, several at a time: it must not block.
class HttpHandler {
public:
    virtual ~HttpHandler() = default;

    /// A whole, well-formed request. HEAD comes as HEAD: answer as for GET, the edge drops the body.
    virtual void handle(HttpRequest request, HttpResponder responder) = 0;
    /// A GET with `Upgrade: websocket`. Refused with 404 unless overridden.
    virtual void upgrade(HttpRequest head, UpgradeResponder responder);
    /// The largest body, in bytes, for a request of which the header is known; 0 for the server's own limit.
    virtual qint64 bodyLimit(const HttpRequest &head) const;
};

}
