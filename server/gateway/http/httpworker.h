#pragma once

#include "server/gateway/http/bodybudget.h"
#include "server/gateway/http/connectionlimits.h"
#include "server/gateway/http/deadlinewheel.h"
#include "server/gateway/http/gzipper.h"
#include "server/gateway/http/httpmailbox.h"
#include "server/gateway/http/httpserver.h"
#include "server/gateway/http/responsewriter.h"

#include <memory>
#include <unordered_map>

namespace hearth::server::gateway {

class HttpConnection;

/// What all IO threads of one server share.
struct HttpEdge {
    HttpEdge(HttpServerOptions serverOptions, HttpHandler &requestHandler, HttpObserver &requestObserver)
        : options(std::move(serverOptions))
        , handler(requestHandler)
        , observer(requestObserver)
        , limits(options.maxConnections, options.maxConnectionsPerAddress)
        , bodies(options.bodyMemory)
    {
    }

    const HttpServerOptions options;
    HttpHandler &handler;
    HttpObserver &observer;
    ConnectionLimits limits;
    BodyBudget bodies;
};

/// A connection that was accepted, on its way to its IO thread; closes it if it does not get there.
class AcceptedSocket {
public:
    AcceptedSocket(qintptr descriptor, QHostAddress peer, std::shared_ptr<HttpEdge> edge);
    ~AcceptedSocket();
    Q_DISABLE_COPY_MOVE(AcceptedSocket)

    /// The descriptor, no longer owned here.
    qintptr release();
    const QHostAddress &peer() const { return m_peer; }

private:
    qintptr m_descriptor;
    QHostAddress m_peer;
    std::shared_ptr<HttpEdge> m_edge;
};

/// Child of a socket that an upgrade has handed over: keeps it counted until it goes.
class UpgradedLease final : public QObject {
public:
    UpgradedLease(std::shared_ptr<HttpEdge> edge, QTcpSocket *socket);
    ~UpgradedLease() override;

private:
    std::shared_ptr<HttpEdge> m_edge;
};

/// One IO thread's connections and what they share: deadlines, buffers, date, compression.
class HttpWorker final : public QObject, public HttpRecipient {
    Q_OBJECT

public:
    explicit HttpWorker(std::shared_ptr<HttpEdge> edge);
    ~HttpWorker() override;

    /// Starts to serve a connection, or to turn it away where there is a reason.
    void adopt(AcceptedSocket &accepted, const std::optional<QSslConfiguration> &tls,
               std::optional<HttpCut> refusal);
    /// Ends what is idle and answers the rest; drained() follows when nothing is left.
    void drain();
    void abortAll();
    bool isDraining() const { return m_draining; }

    // For the connections
    HttpEdge &edge() { return *m_edge; }
    std::shared_ptr<HttpEdge> sharedEdge() const { return m_edge; }
    const std::shared_ptr<HttpMailbox> &mailbox() const { return m_mailbox; }
    DeadlineWheel &wheel() { return m_wheel; }
    DateCache &date() { return m_date; }
    Gzipper &gzipper() { return m_gzipper; }
    /// Room for what is being read just now.
    QByteArray &scratch() { return m_scratch; }
    /// An empty buffer with room for some answers, to be given back by giveBuffer() soon.
    QByteArray takeBuffer();
    void giveBuffer(QByteArray buffer);
    /// How many bytes a connection may hold unread.
    qint64 readBufferSize() const { return m_scratch.size(); }
    QByteArray newRequestId();
    /// The connection has ended; it deletes itself.
    void forget(quint64 id);

Q_SIGNALS:
    void drained();

protected:
    bool event(QEvent *event) override;

private:
    void deliver(const HttpAddress &address, HttpVerdict verdict) override;
    HttpConnection *find(quint64 id) const;
    std::vector<HttpConnection *> connections() const;

    std::shared_ptr<HttpEdge> m_edge;
    std::shared_ptr<HttpMailbox> m_mailbox;
    DeadlineWheel m_wheel;
    DateCache m_date;
    Gzipper m_gzipper;
    QByteArray m_scratch;
    QByteArray m_spareBuffer;
    std::unordered_map<quint64, HttpConnection *> m_connections;
    quint64 m_lastId = 0;
    quint64 m_requestIdBase;
    quint64 m_requests = 0;
    bool m_draining = false;
};

}
