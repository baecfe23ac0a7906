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

TokenCheck::TokenCheck(TokenVerifier &tokens, std::shared_ptr<BasicVerifier> basic)
    : m_tokens(tokens)
    , m_basic(std::move(basic))
{
}

void TokenCheck::run(const ExchangePtr &exchange)
{
    const Access access = exchange->route().access;
    if (access == Access::Public)
        return exchange->proceed();
    const TokenVerifier::Verified verified = [exchange](shared::Result<AccessToken> result) {
        if (!result)
            return exchange->fail(result.error());
        exchange->setToken(*std::move(result));
        exchange->proceed();
    };
    const QByteArray token = bearerToken(exchange->request().headers);
    if (!token.isEmpty())
        return m_tokens.verify(token, verified);
    if (access == Access::Basic)
        return m_basic->verify(exchange->request(), verified);
    exchange->fail(
        {ErrorCode::Unauthenticated, u"A bearer token is needed; log in first."_s, u"token_missing"_s});
}

}
