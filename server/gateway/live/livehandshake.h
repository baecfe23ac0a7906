#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/httprequest.h"
#include "server/gateway/http/httpresponse.h"

#include <optional>

namespace hearth::server::gateway {

/// Why an upgrade is refused before its token is looked at: another path, a malformed handshake (RFC 6455,
/// 4.2.1), a browser's page from a foreign origin. Nothing where it may go on.
std::optional<HttpResponse> refusedHandshake(const HttpRequest &head, const GatewayOptions &options);

/// Whether the request comes from no browser's page, or from a page of an origin that may connect.
bool isAllowedOrigin(const HttpRequest &head, const QStringList &allowed);

/// The token of "Authorization: Bearer" or of "bearer.<token>" in Sec-WebSocket-Protocol; empty without one.
QByteArray handshakeToken(const HttpRequest &head);

}
