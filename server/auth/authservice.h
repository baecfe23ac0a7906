#pragma once

#include "server/auth/authoptions.h"
#include "server/auth/messages.h"
#include "server/proto/authapi.h"

#include <memory>

namespace hearth::shared {
class Clock;
class DatabaseUrl;
}

namespace hearth::server {
class DbExecutor;
}

namespace hearth::server::auth {

/// Brings the auth database to this program's schema, before a service starts on it. Unavailable where it
/// can't be reached, PreconditionFailed where it is newer; the message is for the administrator.
shared::Outcome prepareAuthDatabase(const shared::DatabaseUrl &url);

/// Users, passwords, sessions, tokens and their keys, and who takes part in which event.
///
/// The keys that sign tokens lie in the auth database, readable for whoever can read it.
class AuthService : public AuthApi {
public:
    /// `db` and `clock` outlive the service.
    AuthService(DbExecutor &db, const shared::Clock &clock, AuthOptions options);
    /// Ends the streams and waits for the calls under way.
    ~AuthService() override;

    void registerUser(const CallContext &call, const RegisterRequest &request,
                      Reply<RegisterResponse> reply) override;
    void login(const CallContext &call, const LoginRequest &request, Reply<TokenResponse> reply) override;
    void refresh(const CallContext &call, const RefreshRequest &request, Reply<TokenResponse> reply) override;
    void logout(const CallContext &call, const LogoutRequest &request, Reply<Empty> reply) override;
    void status(const CallContext &call, const Empty &request, Reply<Empty> reply) override;
    void publicKeys(const CallContext &call, const Empty &request, Reply<PublicKeysResponse> reply) override;
    void me(const CallContext &call, const Empty &request, Reply<User> reply) override;
    void updateMe(const CallContext &call, const UpdateMeRequest &request, Reply<User> reply) override;
    void changePassword(const CallContext &call, const ChangePasswordRequest &request,
                        Reply<Empty> reply) override;
    void sessions(const CallContext &call, const Empty &request, Reply<SessionsResponse> reply) override;
    void revokeSession(const CallContext &call, const RevokeSessionRequest &request,
                       Reply<Empty> reply) override;
    void users(const CallContext &call, const UsersRequest &request, Reply<UsersResponse> reply) override;
    void addParticipants(const CallContext &call, const AddParticipantsRequest &request,
                         Reply<Empty> reply) override;
    void removeParticipants(const CallContext &call, const ParticipantsChange &request,
                            Reply<Empty> reply) override;
    void deleteParticipants(const CallContext &call, const DeleteParticipantsRequest &request,
                            Reply<Empty> reply) override;
    void participants(const CallContext &call, const ParticipantsRequest &request,
                      Reply<ParticipantsResponse> reply) override;
    void createAppPassword(const CallContext &call, const CreateAppPasswordRequest &request,
                           Reply<CreateAppPasswordResponse> reply) override;
    void appPasswords(const CallContext &call, const Empty &request,
                      Reply<AppPasswordsResponse> reply) override;
    void revokeAppPassword(const CallContext &call, const RevokeAppPasswordRequest &request,
                           Reply<Empty> reply) override;
    void verifyAppPassword(const CallContext &call, const VerifyAppPasswordRequest &request,
                           Reply<VerifyAppPasswordResponse> reply) override;
    void beginDeletion(const CallContext &call, const BeginDeletionRequest &request,
                       Reply<Empty> reply) override;
    void deletions(const CallContext &call, const Empty &request, Reply<UsersResponse> reply) override;
    void finishDeletion(const CallContext &call, const DeletionRequest &request, Reply<Empty> reply) override;
    void cancelDeletion(const CallContext &call, const DeletionRequest &request, Reply<Empty> reply) override;
    std::unique_ptr<Subscription> watchRevocations(StreamHandlers<Revocation> handlers) override;

    /// Passwords hashed or verified so far, for metrics.
    qint64 hashesRun() const;
    /// Those that wait, likewise.
    size_t queuedHashes() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
