#pragma once

#include <QByteArray>
#include <QString>

namespace hearth::server::gateway {

/// What is told about an answered request: never a query or a body.
struct HttpAccess {
    QByteArray method; ///< empty where the request could not be read
    QString path; ///< the target's decoded path; empty where it could not be read
    QByteArray requestId;
    int status = 0; ///< 101 for an accepted upgrade
    qint64 requestBytes = 0; ///< of the body
    qint64 responseBytes = 0; ///< of the body, as it was sent
    qint64 durationUs = 0; ///< from the whole header read to the answer handed to the socket
};

/// Why a connection was turned away or cut off.
enum class HttpCut {
    TooManyConnections, ///< in all
    TooManyFromAddress, ///< from this address
    HeaderTimeout,
    BodyTimeout,
    WriteTimeout, ///< the peer does not read its answers
    TlsFailed,
    OutOfDescriptors, ///< accept() failed; tried again later
};

/// Hears of requests and connections, for logs and metrics; called on the IO threads, so it must be quick and
/// safe to call from several at a time.
class HttpObserver {
public:
    virtual ~HttpObserver() = default;

    virtual void requestFinished(const HttpAccess &access) { Q_UNUSED(access) }
    virtual void connectionOpened() { }
    virtual void connectionClosed() { }
    virtual void connectionCut(HttpCut why) { Q_UNUSED(why) }
};

}
