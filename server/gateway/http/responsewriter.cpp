#include "server/gateway/http/responsewriter.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace hearth::server::gateway {

namespace {

bool isOwnField(QByteArrayView name)
{
    switch (name.size()) {
    case 4:
        return equalsIgnoringCase(name, "Date");
    case 10:
        return equalsIgnoringCase(name, "Connection");
    case 12:
        return equalsIgnoringCase(name, "X-Request-Id");
    case 14:
        return equalsIgnoringCase(name, "Content-Length");
    case 17:
        return equalsIgnoringCase(name, "Transfer-Encoding");
    default:
        return false;
    }
}

void appendNumber(QByteArray &out, qint64 number)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end - digits.data());
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

}

QByteArrayView DateCache::now()
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t second = std::time(nullptr);
    if (second != m_second) {
        m_second = second;
        std::tm utc = {};
        gmtime_r(&second, &utc);
        std::array<char, 64> text;
        const int size = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                       days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900,
                                       utc.tm_hour, utc.tm_min, utc.tm_sec);
        m_text = QByteArray(text.data(), size);
    }
    return m_text;
}

void appendHead(QByteArray &out, const HttpResponse &response, const ResponseHead &head)
{
    out.append("HTTP/1.1 ");
    appendNumber(out, response.status);
    out.append(' ').append(reasonPhrase(response.status)).append("\r\n");
    appendField(out, "Date", head.date);
    if (statusHasBody(response.status)) {
        out.append("Content-Length: ");
        appendNumber(out, head.bodySize);
        out.append("\r\n");
    }
    appendField(out, "X-Request-Id", head.requestId);
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const HttpHeaders::Field field = response.headers.at(i);
        if (!isOwnField(field.name))
            appendField(out, field.name, field.value);
    }
    if (head.gzipped)
        appendField(out, "Content-Encoding", "gzip");
    if (head.varies)
        appendField(out, "Vary", "Accept-Encoding");
    if (!head.keepAlive)
        appendField(out, "Connection", "close");
    else if (head.sayKeepAlive)
        appendField(out, "Connection", "keep-alive");
    out.append("\r\n");
}

bool statusHasBody(int status) { return status >= 200 && status != 204 && status != 304; }

}
