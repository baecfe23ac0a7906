#include "server/gateway/pages/pagecookies.h"

#include "server/gateway/gatewaycontext.h"
#include "server/gateway/pages/formbody.h"
#include "server/platform/sodium.h"

#include <QUrl>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWordBytes = 16;
constexpr qint64 kFormSeconds = 3600;
constexpr auto kWordForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

bool isWord(const QByteArray &text)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text, kWordForm | QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (*decoded).size() == kWordBytes;
}

/// Whether the browser came over TLS, to this gateway or to a proxy in front of it.
bool isSecure(Exchange &exchange)
{
    const HttpRequest &request = exchange.request();
    const QUrl address(exchange.context().options.publicUrl);
    return request.secure
        || (address.scheme() == "https"_L1
            && request.headers.value("Host") == address.authority(QUrl::FullyEncoded).toLatin1());
}

// Without Path it holds for the folder of the page that sets it: also where a proxy puts one in front.
void setCookie(HttpResponse &response, Exchange &exchange, const QByteArray &pair, qint64 seconds)
{
    response.headers.add("Set-Cookie",
                         pair + "; Max-Age=" + QByteArray::number(seconds) + "; HttpOnly; SameSite=Strict"
                             + (isSecure(exchange) ? "; Secure" : ""));
}
}

FormGuard::FormGuard(const HttpRequest &request)
    : m_word(cookieValue(request, "hearth_form"))
{
    if (isWord(m_word))
        return;
    m_word = randomBytes(kWordBytes).toBase64(kWordForm);
    m_isNew = true;
}

void FormGuard::addTo(HttpResponse &response, Exchange &exchange) const
{
    if (m_isNew)
        setCookie(response, exchange, "hearth_form=" + m_word, kFormSeconds);
}

QByteArray pageToken(const HttpRequest &request) { return cookieValue(request, "hearth_join"); }

void setPageToken(HttpResponse &response, Exchange &exchange, const QByteArray &token, qint64 seconds)
{
    setCookie(response, exchange, "hearth_join=" + token, seconds);
}

void clearPageToken(HttpResponse &response, Exchange &exchange)
{
    setCookie(response, exchange, "hearth_join=", 0);
}

}
