#pragma once

#include "server/auth/apppasswordstore.h"
#include "server/auth/authparts.h"

namespace hearth::server::auth {

/// Makes, lists, ends and checks the passwords of programs that know nothing of sessions.
class AppPasswords {
public:
    explicit AppPasswords(AuthParts &parts)
        : m_parts(parts)
    {
    }

    /// Needs a session that lives. Conflict with reason "too_many_app_passwords" from the 51st on. A change
    /// of the account's password leaves them alone: each is ended by itself, or all with the account.
    void create(const CallContext &call, const CreateAppPasswordRequest &request,
                Reply<CreateAppPasswordResponse> reply);
    void list(const CallContext &call, Reply<AppPasswordsResponse> reply);
    void revoke(const CallContext &call, const RevokeAppPasswordRequest &request, Reply<Empty> reply);
    /// Writes down when a password was last used, to ten minutes.
    void verify(const VerifyAppPasswordRequest &request, Reply<VerifyAppPasswordResponse> reply);

private:
    void used(const AppPasswordRecord &password, const VerifyAppPasswordResponse &response,
              const Reply<VerifyAppPasswordResponse> &reply);

    AuthParts &m_parts;
};

}
