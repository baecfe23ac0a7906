#pragma once

#include "server/auth/authservice.h"
#include "server/platform/dbexecutor.h"
#include "server/platform/jws.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "tests/support/testdatabases.h"
#include "tests/support/waiting.h"

#include <mutex>

namespace hearth::tests {

/// Revocations as a gateway sees them.
class RevocationLog {
public:
    explicit RevocationLog(server::AuthApi &api);
    bool has(const shared::SessionId &session) const;
    int size() const;
    bool ended() const;

private:
    struct Seen {
        std::mutex mutex;
        QList<shared::SessionId> sessions;
        bool ended = false;
    };
    std::shared_ptr<Seen> m_seen = std::make_shared<Seen>();
    std::unique_ptr<server::Subscription> m_subscription;
};

/// An auth service with cheap passwords on a database of its own, at a time that stands still.
class AuthWorld {
public:
    static constexpr qint64 kStartMs = 1'800'000'000'000;

    explicit AuthWorld(shared::Engine engine, server::auth::AuthOptions options = cheapOptions());
    static server::auth::AuthOptions cheapOptions();

    /// A further instance on the same database.
    std::unique_ptr<server::auth::AuthService>
    newInstance(const server::auth::AuthOptions &options = cheapOptions());

    shared::Result<server::auth::RegisterResponse> registerUser(const QString &username,
                                                                const QString &password = kPassword);
    shared::Result<server::auth::TokenResponse> login(const QString &username,
                                                      const QString &password = kPassword);
    shared::Result<server::auth::TokenResponse> refresh(const std::string &token);
    /// Registers and signs in.
    server::auth::TokenResponse newSession(const QString &username);
    static server::CallContext callOf(const server::auth::TokenResponse &tokens);
    server::PublicKeys publishedKeys();

    static const QString kPassword;

private:
    TestDatabase m_database;

public:
    shared::FixedClock clock{kStartMs};
    server::DbExecutor db;
    server::auth::AuthService service;
};

}
