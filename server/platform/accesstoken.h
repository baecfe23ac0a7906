#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QJsonObject>
#include <QString>

namespace hearth::server {

/// Who a token is for and where it counts: the same words for the issuer and for whoever checks.
struct TokenScope {
    QString issuer = QStringLiteral("hearth");
    QString audience = QStringLiteral("hearth");
};

/// What an access token says; times have whole seconds.
struct AccessToken {
    shared::UserId user;
    shared::SessionId session;
    QString username;
    qint64 issuedMs = 0;
    qint64 expiresMs = 0;
};

/// The claims iss, aud, sub, sid, username, iat, exp.
QJsonObject toClaims(const AccessToken &token, const TokenScope &scope);

/// Checks verified claims: scope, all members present and well formed, not ended at `nowMs`, not issued more
/// than a minute after it. Otherwise Unauthenticated, with reason "token_expired" where only its time has
/// come.
shared::Result<AccessToken> accessTokenFromClaims(const QJsonObject &claims, const TokenScope &scope,
                                                  qint64 nowMs);

}
