#pragma once

#include "server/gateway/http/httpheaders.h"
#include "shared/base/error.h"

#include <QJsonObject>

namespace hearth::server::gateway {

/// One answer. The edge adds Date, Content-Length, Connection, X-Request-Id, Content-Encoding and Vary
/// itself.
struct HttpResponse {
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    bool compressible = true; ///< false keeps the edge from using gzip (an answer with a secret in it)
    bool close = false; ///< ends the connection after this answer

    /// An answer without a body.
    static HttpResponse empty(int status);
    static HttpResponse text(int status, QByteArrayView contentType, QByteArray body);
    /// application/json from text that is JSON already.
    static HttpResponse json(int status, QByteArray body);
    static HttpResponse json(int status, const QJsonObject &object);
    /// RFC 9457 problem details; `message` is the same text as `detail`. `more` are further members.
    static HttpResponse problem(int status, const QString &detail, const QString &reason = {},
                                const QJsonObject &more = {});
    /// The same for an error of shared/base, with its status, reason, details and Retry-After.
    static HttpResponse problem(const shared::Error &error);
};

/// The HTTP status that stands for a code.
int httpStatus(shared::ErrorCode code);
/// "Not Found" for 404; "Unknown" where there is none.
QByteArrayView reasonPhrase(int status);

}
