#include "server/calendar/subscriptions/bodydecoder.h"

#include <zlib.h>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kGzipOrZlib = 15 + 32; ///< zlib's way to find out which of its frames it is
constexpr qsizetype kStep = 64 * 1024;

Error undecodable()
{
    return {ErrorCode::Unavailable, u"The server's answer can't be decoded."_s, u"bad_answer"_s};
}

Error tooLarge() { return {ErrorCode::TooLarge, u"The file is larger than 20 MB."_s, u"too_large"_s}; }

class Inflater {
public:
    explicit Inflater(const QByteArray &body)
    {
        m_ready = inflateInit2(&m_stream, kGzipOrZlib) == Z_OK;
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.constData()));
        m_stream.avail_in = static_cast<uInt>(body.size());
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    Result<QByteArray> run(qint64 maxBytes)
    {
        QByteArray text;
        int code = m_ready ? Z_OK : Z_STREAM_ERROR;
        while (code == Z_OK) {
            const qsizetype before = text.size();
            text.resize(before + kStep);
            m_stream.next_out = reinterpret_cast<Bytef *>(text.data() + before);
            m_stream.avail_out = static_cast<uInt>(kStep);
            code = inflate(&m_stream, Z_NO_FLUSH);
            text.truncate(before + kStep - static_cast<qsizetype>(m_stream.avail_out));
            if (text.size() > maxBytes)
                return tooLarge();
        }
        return code == Z_STREAM_END ? Result<QByteArray>(text) : undecodable();
    }

private:
    z_stream m_stream = {};
    bool m_ready = false;
};
}

Result<QByteArray> decodedBody(const QByteArray &body, const QByteArray &encoding, qint64 maxBytes)
{
    const QByteArray name = encoding.trimmed().toLower();
    if (name.isEmpty() || name == "identity")
        return body.size() > maxBytes ? Result<QByteArray>(tooLarge()) : body;
    if (name != "gzip" && name != "x-gzip" && name != "deflate")
        return undecodable();
    return Inflater(body).run(maxBytes);
}

}
