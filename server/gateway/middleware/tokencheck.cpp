#include "server/gateway/middleware/tokencheck.h"

#include "server/gateway/exchange.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

QByteArray bearerToken(const HttpHeaders &headers)
{
    constexpr QByteArrayView scheme = "Bearer ";
    const QByteArrayView value = headers.value("Authorization");
    if (value.size() <= scheme.size() || !equalsIgnoringCase(value.first(scheme.size()), scheme))
        return {};
    return value.sliced(scheme.size()).trimmed().toByteArray();
}

TokenCheck::TokenCheck(TokenVerifier &tokens)
    : m_tokens(tokens)
{
}

void TokenCheck::run(const ExchangePtr &exchange)
{
    if (exchange->route().access == Access::Public)
        return exchange->proceed();
    const QByteArray token = bearerToken(exchange->request().headers);
    if (token.isEmpty())
        return exchange->fail(
            {ErrorCode::Unauthenticated, u"A bearer token is needed; log in first."_s, u"token_missing"_s});
    m_tokens.verify(token, [exchange](shared::Result<AccessToken> result) {
        if (!result)
            return exchange->fail(result.error());
        exchange->setToken(*std::move(result));
        exchange->proceed();
    });
}

}
