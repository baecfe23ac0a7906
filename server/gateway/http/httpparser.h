#pragma once

#include "server/gateway/http/httprequest.h"

#include <memory>

namespace hearth::server::gateway {

/// Reads one HTTP/1.x request after the other from bytes that the caller holds; does no I/O. It is stricter
/// than RFC 9112 asks wherever two readers could disagree over where a request ends.
class HttpParser {
public:
    enum class Step {
        NeedMore, ///< call again when there are more bytes than now
        HeaderComplete, ///< request() has all but the body
        Complete, ///< the whole request was read
        Failed, ///< failure() says why; the parser is of no more use
    };

    /// What is answered to a request that can't be read.
    struct Failure {
        int status = 400;
        QString detail;
    };

    explicit HttpParser(qint64 headerLimit);
    ~HttpParser();
    HttpParser(HttpParser &&) noexcept;
    HttpParser &operator=(HttpParser &&) noexcept;

    /// Looks at all bytes that are unread, from the request's first on, and consumes none. On HeaderComplete
    /// the header is the first headerSize() of them.
    Step parseHeader(QByteArrayView unread);
    qsizetype headerSize() const;

    /// For after the header: whether bytes of a body follow.
    bool expectsBody() const;
    /// For after the header: Content-Length, -1 for a chunked body.
    qint64 contentLength() const;
    /// Whether the client waits for "100 Continue".
    bool expectsContinue() const;
    /// Whether the connection may serve another request after this one.
    bool keepsAlive() const;
    /// Whether it is a GET that asks for the WebSocket protocol.
    bool isWebSocketUpgrade() const;

    /// To be set after the header; a larger body fails with 413.
    void setBodyLimit(qint64 bytes);
    /// Reads the body's next bytes; `consumed` of them are done with, which may be none.
    Step parseBody(QByteArrayView unread, qsizetype &consumed);

    const HttpRequest &request() const;
    const Failure &failure() const;
    /// Hands the request out and makes the parser ready for the next one.
    HttpRequest takeRequest();

private:
    struct Impl;
    std::unique_ptr<Impl> d;
};

}
