#pragma once

#include "server/gateway/http/httpresponse.h"

#include <memory>
#include <optional>

namespace hearth::server::gateway {

/// Compresses bodies with gzip; keeps zlib's tables from one to the next. One for each thread.
class Gzipper {
public:
    Gzipper();
    ~Gzipper();

    /// The compressed text; nothing where it would not be smaller.
    std::optional<QByteArray> compress(const QByteArray &text);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
};

/// Whether an Accept-Encoding field (all its values joined) lets gzip through (RFC 9110, 12.5.3).
bool acceptsGzip(QByteArrayView acceptEncoding);
/// Whether gzip can be thought of for this answer at all: text of some size that is not encoded already.
bool isCompressible(const HttpResponse &response, qint64 threshold);

}
