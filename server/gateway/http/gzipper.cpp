#include "server/gateway/http/gzipper.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

namespace hearth::server::gateway {

namespace {

constexpr int kLevel = 4;
constexpr int kGzipWindow = 15 + 16; ///< zlib's way to ask for gzip's frame
constexpr int kMemory = 8;

bool isTextType(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    const QByteArray type =
        (end < 0 ? contentType : contentType.first(end)).toByteArray().trimmed().toLower();
    return type.startsWith("text/") || type.endsWith("json") || type.endsWith("xml")
        || type == "application/javascript" || type == "application/yaml";
}

/// The weight of one item of an Accept-Encoding list; 1 where none is given.
double weightOf(const QByteArray &item)
{
    const qsizetype q = item.indexOf("q=");
    return q < 0 ? 1.0 : item.sliced(q + 2).trimmed().toDouble();
}

}

struct Gzipper::Stream {
    Stream()
    {
        if (deflateInit2(&z, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error("zlib can't be set up");
    }
    ~Stream() { deflateEnd(&z); }
    Q_DISABLE_COPY_MOVE(Stream)

    z_stream z = {};
};

Gzipper::Gzipper() = default;
Gzipper::~Gzipper() = default;

std::optional<QByteArray> Gzipper::compress(const QByteArray &text)
{
    if (!m_stream)
        m_stream = std::make_unique<Stream>();
    z_stream &z = m_stream->z;
    deflateReset(&z);
    QByteArray packed(text.size(), Qt::Uninitialized);
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    z.avail_in = uInt(text.size());
    z.next_out = reinterpret_cast<Bytef *>(packed.data());
    z.avail_out = uInt(packed.size());
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        return std::nullopt;
    packed.truncate(packed.size() - qsizetype(z.avail_out));
    return packed;
}

bool acceptsGzip(QByteArrayView acceptEncoding)
{
    double any = 0;
    const QList<QByteArray> items = acceptEncoding.toByteArray().toLower().split(',');
    for (const QByteArray &item : items) {
        const qsizetype end = item.indexOf(';');
        const QByteArray coding = (end < 0 ? item : item.first(end)).trimmed();
        if (coding == "gzip" || coding == "x-gzip")
            return weightOf(item) > 0;
        if (coding == "*")
            any = weightOf(item);
    }
    return any > 0;
}

bool isCompressible(const HttpResponse &response, qint64 threshold)
{
    return response.compressible && response.body.size() > threshold && response.status >= 200
        && response.status != 206 && !response.headers.contains("Content-Encoding")
        && !response.headers.hasToken("Cache-Control", "no-transform")
        && isTextType(response.headers.value("Content-Type"));
}

}
