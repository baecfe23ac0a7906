#pragma once

#include "server/gateway/http/httpserver.h"

#include <QSslConfiguration>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <mutex>

namespace hearth::server::gateway {

/// A handler made of functions; without one, it echoes method, path and body.
class FunctionHandler final : public HttpHandler {
public:
    void handle(HttpRequest request, HttpResponder responder) override;
    void upgrade(HttpRequest head, UpgradeResponder responder) override;
    qint64 bodyLimit(const HttpRequest &head) const override;

    std::function<void(HttpRequest, HttpResponder)> onRequest;
    std::function<void(HttpRequest, UpgradeResponder)> onUpgrade;
    mutable std::atomic<int> bodies = 0; ///< requests with a body whose header has been read
};

/// Remembers what it was told.
class RecordingObserver final : public HttpObserver {
public:
    void requestFinished(const HttpAccess &access) override;
    void connectionOpened() override { ++opened; }
    void connectionClosed() override { ++closed; }
    void connectionCut(HttpCut why) override;

    std::vector<HttpAccess> requests() const;
    std::vector<HttpCut> cuts() const;

    std::atomic<int> opened = 0;
    std::atomic<int> closed = 0;

private:
    mutable std::mutex m_mutex;
    std::vector<HttpAccess> m_requests;
    std::vector<HttpCut> m_cuts;
};

/// One answer as a client has read it.
struct Answer {
    int status = 0;
    QByteArray head;
    QByteArray body;

    QByteArray field(const QByteArray &name) const;
};

/// A client that writes exactly what it is told.
class RawClient {
public:
    /// Over TLS where `tls` is set.
    explicit RawClient(const HttpServer &server, bool tls = false);

    void send(const QByteArray &bytes);
    /// The next answer; status 0 where none comes. `head` says that the request was HEAD.
    Answer read(bool head = false);
    /// Sends and reads.
    Answer ask(const QByteArray &bytes);
    /// Waits until the server has closed the connection.
    bool waitForClose();
    QTcpSocket &socket() { return *m_socket; }

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_unread;
};

/// "GET /path HTTP/1.1" with Host and these further lines, each with its end.
QByteArray get(const QByteArray &path, const QByteArray &lines = {});
QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &lines = {});

/// A server's configuration with a certificate made just now by openssl in `folder`; empty where that failed.
std::optional<QSslConfiguration> selfSigned(const QString &folder);

}
