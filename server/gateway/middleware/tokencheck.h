#pragma once

#include "server/gateway/http/httprequest.h"
#include "server/gateway/middleware/middleware.h"
#include "server/gateway/middleware/tokenverifier.h"

#include <QByteArray>

namespace hearth::server::gateway {

/// The token of "Authorization: Bearer <token>"; empty where there is none.
QByteArray bearerToken(const HttpHeaders &headers);

/// Lets a request to a route with Access::Token through only with a token that counts.
class TokenCheck final : public Middleware {
public:
    explicit TokenCheck(TokenVerifier &tokens);
    void run(const ExchangePtr &exchange) override;

private:
    TokenVerifier &m_tokens;
};

}
