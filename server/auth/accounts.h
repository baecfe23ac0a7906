#pragma once

#include "server/auth/authparts.h"

namespace hearth::server::auth {

/// Makes accounts and changes passwords.
class Accounts {
public:
    explicit Accounts(AuthParts &parts)
        : m_parts(parts)
    {
    }

    /// Conflict with reason "username_taken".
    void registerUser(const CallContext &call, const RegisterRequest &request, Reply<RegisterResponse> reply);
    /// Ends the caller's other sessions. Forbidden with reason "wrong_credentials" for a wrong old password.
    void changePassword(const CallContext &call, const ChangePasswordRequest &request, Reply<Empty> reply);

private:
    void insert(const UserRecord &user, const Reply<RegisterResponse> &reply);
    void verifyOld(const CallContext &call, const ChangePasswordRequest &request, const UserRecord &user,
                   const Reply<Empty> &reply);
    void replaceHash(const CallContext &call, const UserRecord &user, const QByteArray &newHash,
                     const Reply<Empty> &reply);

    AuthParts &m_parts;
};

}
