#pragma once

#include "server/auth/authparts.h"

namespace hearth::shared {
class Database;
}

namespace hearth::server::auth {

/// Sessions and their tokens.
class SignIn {
public:
    explicit SignIn(AuthParts &parts)
        : m_parts(parts)
    {
    }

    /// Unauthenticated with reason "wrong_credentials".
    void login(const CallContext &call, const LoginRequest &request, Reply<TokenResponse> reply);
    /// A new pair of tokens. Unauthenticated with reason "session_ended"; a used token ends its session.
    void refresh(const RefreshRequest &request, Reply<TokenResponse> reply);
    void logout(const CallContext &call, const LogoutRequest &request, Reply<Empty> reply);
    void sessions(const CallContext &call, Reply<SessionsResponse> reply);
    void revoke(const CallContext &call, const RevokeSessionRequest &request, Reply<Empty> reply);
    void publicKeys(Reply<PublicKeysResponse> reply);

private:
    struct Grant;
    void begin(const UserRecord &user, const Verdict &verdict, const QString &device,
               const Reply<TokenResponse> &reply);
    shared::Result<Grant> rotate(shared::Database &database, const QByteArray &oldHash,
                                 const QByteArray &newToken, qint64 now);
    void end(const CallContext &call, const shared::SessionId &session, const Reply<Empty> &reply);
    Reply<Grant> granting(const Reply<TokenResponse> &reply);
    SessionRecord newSession(const UserRecord &user, const QString &device) const;
    qint64 lifetimeMs(int seconds) const { return seconds * Q_INT64_C(1000); }

    AuthParts &m_parts;
};

}
