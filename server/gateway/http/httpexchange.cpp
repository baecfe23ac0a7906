#include "server/gateway/http/httpexchange.h"

#include <algorithm>

namespace hearth::server::gateway {

bool isSafeMethod(QByteArrayView method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "PROPFIND"
        || method == "REPORT";
}

QByteArray saneRequestId(QByteArrayView value)
{
    constexpr qsizetype kLongest = 64;
    const bool sane =
        !value.isEmpty() && value.size() <= kLongest && std::all_of(value.begin(), value.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'
                || c == '_' || c == '-';
        });
    return sane ? value.toByteArray() : QByteArray();
}

}
