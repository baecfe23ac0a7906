#include "server/gateway/live/livehandshake.h"

#include "server/gateway/middleware/tokencheck.h"
#include "server/gateway/socketio/socketiohub.h"

#include <QUrl>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
/// Host and port as a browser writes them: the port only where it is not the scheme's own.
bool isOwnOrigin(const QUrl &origin, const HttpRequest &head)
{
    const QUrl own(origin.scheme() + u"://"_s + QString::fromLatin1(head.headers.value("Host")));
    const int usual = origin.scheme() == "https"_L1 || origin.scheme() == "wss"_L1 ? 443 : 80;
    return !own.host().isEmpty() && origin.host() == own.host() && origin.port(usual) == own.port(usual);
}

HttpResponse wrongVersion()
{
    HttpResponse response =
        HttpResponse::problem(426, u"Only version 13 of the WebSocket protocol is spoken here."_s);
    response.headers.add("Sec-WebSocket-Version", "13");
    return response;
}
}

bool isAllowedOrigin(const HttpRequest &head, const QStringList &allowed)
{
    if (!head.headers.contains("Origin"))
        return true; // no browser
    const QString origin = QString::fromLatin1(head.headers.joined("Origin"));
    if (allowed.contains(u"*"_s) || allowed.contains(origin, Qt::CaseInsensitive))
        return true;
    const QUrl url(origin, QUrl::StrictMode);
    return url.isValid() && isOwnOrigin(url, head);
}

std::optional<HttpResponse> refusedHandshake(const HttpRequest &head, const GatewayOptions &options)
{
    if (head.path != "/ws"_L1 && head.path != "/api/ws"_L1 && !SocketIoHub::isPath(head.path))
        return HttpResponse::problem(404, u"There is no WebSocket at this path."_s, u"unknown_path"_s);
    if (head.headers.value("Sec-WebSocket-Version").trimmed() != QByteArrayView("13"))
        return wrongVersion();
    const auto key = QByteArray::fromBase64Encoding(head.headers.joined("Sec-WebSocket-Key"),
                                                    QByteArray::AbortOnBase64DecodingErrors);
    if (!key || key.decoded.size() != 16)
        return HttpResponse::problem(400, u"The WebSocket key is missing or malformed."_s,
                                     u"bad_handshake"_s);
    if (!isAllowedOrigin(head, options.allowedOrigins))
        return HttpResponse::problem(403, u"Pages of this origin may not connect."_s,
                                     u"origin_not_allowed"_s);
    return std::nullopt;
}

QByteArray handshakeToken(const HttpRequest &head)
{
    if (const QByteArray token = bearerToken(head.headers); !token.isEmpty())
        return token;
    constexpr QByteArrayView prefix = "bearer.";
    for (const QByteArray &each : head.headers.joined("Sec-WebSocket-Protocol").split(',')) {
        const QByteArray protocol = each.trimmed();
        if (protocol.startsWith(prefix))
            return protocol.sliced(prefix.size());
    }
    return {};
}

}
