#pragma once

#include "server/platform/accesstoken.h"
#include "server/platform/passwordhasher.h"

namespace hearth::server::auth {

/// The auth service's settings.
struct AuthOptions {
    TokenScope scope;
    int tokenLifetimeSeconds = 15 * 60;
    int refreshLifetimeSeconds = 30 * 24 * 3600;
    int keyRotationDays = 90;
    PasswordHasher::Cost passwordCost;
    int hashThreads = 0; ///< how many passwords are hashed at once; 0: one for each CPU
    int maxQueuedHashes = 256; ///< beyond it Unavailable
};

}
