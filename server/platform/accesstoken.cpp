#include "server/platform/accesstoken.h"

namespace hearth::server {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kMaxClockDifferenceMs = 60'000;

Error refused() { return {ErrorCode::Unauthenticated, u"The token is not valid."_s}; }
}

QJsonObject toClaims(const AccessToken &token, const TokenScope &scope)
{
    return {{u"iss"_s, scope.issuer},          {u"aud"_s, scope.audience},
            {u"sub"_s, token.user.toString()}, {u"sid"_s, token.session.toString()},
            {u"username"_s, token.username},   {u"iat"_s, token.issuedMs / 1000},
            {u"exp"_s, token.expiresMs / 1000}};
}

Result<AccessToken> accessTokenFromClaims(const QJsonObject &claims, const TokenScope &scope, qint64 nowMs)
{
    if (claims.value("iss"_L1) != scope.issuer || claims.value("aud"_L1) != scope.audience)
        return refused();
    const auto user = shared::UserId::fromString(claims.value("sub"_L1).toString());
    const auto session = shared::SessionId::fromString(claims.value("sid"_L1).toString());
    const QString username = claims.value("username"_L1).toString();
    const qint64 issued = claims.value("iat"_L1).toInteger(-1);
    const qint64 expires = claims.value("exp"_L1).toInteger(-1);
    constexpr qint64 kMaxSeconds = Q_INT64_C(1) << 40;
    if (!user || !session || username.isEmpty() || issued < 0 || expires < issued || expires > kMaxSeconds)
        return refused();
    if (issued * 1000 > nowMs + kMaxClockDifferenceMs)
        return refused();
    if (expires * 1000 <= nowMs)
        return Error{ErrorCode::Unauthenticated, u"The token has ended."_s, u"token_expired"_s};
    return AccessToken{*user, *session, username, issued * 1000, expires * 1000};
}

}
