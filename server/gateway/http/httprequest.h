#pragma once

#include "server/gateway/http/httpheaders.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace hearth::server::gateway {

/// One request, as the edge has read and checked it.
struct HttpRequest {
    QByteArray method; ///< as received: "GET", "PROPFIND"; case matters
    QByteArray target; ///< as received, in origin form: "/a%20b?x=1", or "*"
    QString path; ///< decoded, without the query; begins with '/' (but for "*"); no dot segments
    QByteArray query; ///< as received, without '?'
    HttpHeaders headers;
    QByteArray body; ///< whole, without its transfer coding
    QHostAddress peer; ///< an IPv4 address is never in its mapped IPv6 form
    quint16 peerPort = 0;
    QByteArray requestId; ///< the client's X-Request-Id where it was sane, otherwise a new one
    int minorVersion = 1; ///< HTTP/1.x
    bool secure = false; ///< came over TLS

    /// The path's parts, split before they are decoded: "/a%2Fb/c" is "a/b", "c"; "/a/" is "a", "".
    QStringList pathSegments() const;
    /// The first item of that name, decoded ('+' is a space, as in HTML forms).
    std::optional<QString> queryValue(QStringView name) const;
    /// All items in their order, decoded.
    QList<std::pair<QString, QString>> queryItems() const;

    /// Sets target, path and query from a target in origin form ("/path?query") or "*"; false, and nothing
    /// set, for anything else: a bad percent-encoding, not UTF-8, control characters, dot segments.
    bool setTarget(QByteArrayView text);
};

/// Percent-decoding of UTF-8 text; nothing for a bad encoding or invalid UTF-8.
std::optional<QString> percentDecoded(QByteArrayView text, bool plusIsSpace);

}
