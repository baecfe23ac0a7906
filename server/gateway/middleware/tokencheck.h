#pragma once

#include "server/gateway/http/httprequest.h"
#include "server/gateway/middleware/basicverifier.h"
#include "server/gateway/middleware/middleware.h"
#include "server/gateway/middleware/tokenverifier.h"

#include <QByteArray>

namespace hearth::server::gateway {

/// The token of "Authorization: Bearer <token>"; empty where there is none.
QByteArray bearerToken(const HttpHeaders &headers);

/// Lets a request through only with what its route's Access wants.
class TokenCheck final : public Middleware {
public:
    TokenCheck(TokenVerifier &tokens, std::shared_ptr<BasicVerifier> basic);
    void run(const ExchangePtr &exchange) override;

private:
    TokenVerifier &m_tokens;
    std::shared_ptr<BasicVerifier> m_basic;
};

}
