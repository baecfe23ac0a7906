#pragma once

#include "server/auth/authoptions.h"
#include "server/auth/keyring.h"
#include "server/auth/messages.h"
#include "server/auth/passwords.h"
#include "server/auth/revocationfeed.h"
#include "server/auth/userstore.h"
#include "server/proto/call.h"

namespace hearth::server::auth {

/// What the service's parts share.
struct AuthParts {
    AuthParts(DbExecutor &executor, const shared::Clock &theClock, AuthOptions theOptions)
        : db(executor)
        , clock(theClock)
        , options(std::move(theOptions))
        , keys(clock, options)
        , revocations(db, clock)
        , passwords(options, clock)
    {
    }

    DbExecutor &db;
    const shared::Clock &clock;
    const AuthOptions options;
    KeyRing keys;
    RevocationFeed revocations;
    Passwords passwords;
};

/// Without the password's hash.
User toProto(const UserRecord &user);

/// Unauthenticated, for whoever does not exist or has signed out.
shared::Error sessionEnded();
/// Unauthenticated; the same for an unknown user and a wrong password.
shared::Error wrongCredentials();

}
