#pragma once

#include "server/gateway/http/bodybudget.h"
#include "server/gateway/http/httpmailbox.h"

#include <chrono>
#include <memory>
#include <optional>

namespace hearth::server::gateway {

/// One request of a connection from its header to its answer.
struct HttpExchange {
    quint64 sequence = 0;
    std::weak_ptr<HttpTicket> ticket;
    QByteArray method;
    QString path;
    QByteArray requestId;
    qint64 requestBytes = 0;
    BodyShare bodyShare;
    std::chrono::steady_clock::time_point started;
    int minorVersion = 1;
    bool keepAlive = true;
    bool acceptsGzip = false;
    std::optional<HttpResponse> response; ///< waits for the answers before it

    bool isHead() const { return method == "HEAD"; }
};

/// Whether requests of this method may run while others of the connection do (RFC 9112, 9.3.2).
bool isSafeMethod(QByteArrayView method);
/// The client's X-Request-Id where it is one that can go to logs: 1 to 64 of [A-Za-z0-9._-].
QByteArray saneRequestId(QByteArrayView value);

}
