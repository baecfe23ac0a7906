#pragma once

#include "server/gateway/http/httphandler.h"
#include "server/gateway/http/httpobserver.h"
#include "shared/base/result.h"

#include <QObject>
#include <QSslConfiguration>

#include <chrono>
#include <optional>

namespace hearth::server::gateway {

/// Every bound of the edge; the defaults suit a server on the open network.
struct HttpServerOptions {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 8080; ///< 0 for a free one
    int ioThreads = 1;
    std::optional<QSslConfiguration> tls; ///< with certificate and key; plain HTTP without

    qint64 headerLimit = 16 * 1024; ///< request line and fields; beyond: 431
    qint64 bodyLimit = 1024 * 1024; ///< beyond: 413
    qint64 bodyMemory = 256 * 1024 * 1024; ///< unanswered bodies of all connections together; beyond: 503
    std::chrono::milliseconds headerTimeout{
        10'000}; ///< from the first byte (or the connection) to the last of the header
    std::chrono::milliseconds bodyTimeout{300'000}; ///< from the header's end to the body's, at most
    std::chrono::milliseconds bodyGrace{10'000}; ///< after which a body must keep up minimumRate
    qint64 minimumRate = 1024; ///< bytes a second, of bodies read and answers written
    std::chrono::milliseconds idleTimeout{60'000}; ///< between two requests of one connection
    std::chrono::milliseconds writeTimeout{20'000}; ///< for a peer that does not read, on top of minimumRate
    std::chrono::milliseconds drainTimeout{15'000}; ///< after which drain() cuts what is left

    int maxConnections = 16'384; ///< in all, upgraded ones too; beyond: 503
    int maxConnectionsPerAddress = 1'024; ///< not upgraded ones; IPv6 by /64; beyond: 503
    int maxPipelined = 16; ///< unanswered requests of one connection; more wait unread
    qint64 writeBufferLimit =
        1024 * 1024; ///< unsent bytes of one connection above which no further request is read
    qint64 gzipThreshold = 1024; ///< bytes above which an answer is compressed for who accepts it
};

/// The HTTP/1.1 edge: reads, checks and bounds requests, hands them to a handler and writes the answers in
/// order. It lives where it is made; all traffic is on its own IO threads.
class HttpServer final : public QObject {
    Q_OBJECT

public:
    /// Handler and observer must outlive the server.
    HttpServer(HttpServerOptions options, HttpHandler &handler, HttpObserver *observer = nullptr,
               QObject *parent = nullptr);
    /// Cuts all connections and joins the threads. Sockets that were handed over by upgrades are not touched.
    ~HttpServer() override;

    /// Starts; the error says what an administrator can do about it. Once only.
    shared::Outcome listen();
    /// Where it listens; port 0 before.
    QHostAddress address() const;
    quint16 port() const;
    /// Connections that are open now, upgraded ones included.
    int connectionCount() const;

    /// Uses this certificate for connections from now on; only for a server that was made with TLS.
    void setTls(const QSslConfiguration &configuration);

    /// Takes no more connections, answers what is under way with "Connection: close", then emits finished().
    void drain();

Q_SIGNALS:
    /// All connections (but upgraded ones) have ended after drain(), or its time is over.
    void finished();

private:
    class Private;
    std::unique_ptr<Private> d;
};

}
