#pragma once

#include "server/gateway/http/httpresponse.h"

#include <ctime>

namespace hearth::server::gateway {

/// The Date field's value, made anew once a second.
class DateCache {
public:
    QByteArrayView now();

private:
    std::time_t m_second = -1;
    QByteArray m_text;
};

/// What the edge adds to an answer's head.
struct ResponseHead {
    QByteArrayView date;
    QByteArrayView requestId;
    qint64 bodySize = 0;
    bool keepAlive = true;
    bool sayKeepAlive = false; ///< HTTP/1.0 has to be told
    bool gzipped = false;
    bool varies = false; ///< whether it is gzipped depends on the request
};

/// Appends status line and fields, up to and with the empty line. Fields that are the edge's own (Date,
/// Content-Length, Transfer-Encoding, Connection, X-Request-Id) are not taken from the answer.
void appendHead(QByteArray &out, const HttpResponse &response, const ResponseHead &head);
/// Whether answers of that status have a body at all.
bool statusHasBody(int status);

}
