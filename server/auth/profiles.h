#pragma once

#include "server/auth/authparts.h"

namespace hearth::server::auth {

/// What users show of themselves.
class Profiles {
public:
    explicit Profiles(AuthParts &parts)
        : m_parts(parts)
    {
    }

    void me(const CallContext &call, Reply<User> reply);
    /// PreconditionFailed where the version is another.
    void updateMe(const CallContext &call, const UpdateMeRequest &request, Reply<User> reply);
    /// Those of the ids and names that exist, at most 1,000.
    void users(const UsersRequest &request, Reply<UsersResponse> reply);

private:
    AuthParts &m_parts;
};

}
