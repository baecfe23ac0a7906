#pragma once

#include "server/proto/auth.pb.h"
#include "server/proto/call.h"

namespace hearth::server {

/// The auth service's contract: implemented by AuthService and by its gRPC client. Thread-safe, never blocks.
class AuthApi {
public:
    virtual ~AuthApi() = default;

    virtual void registerUser(const CallContext &call, const auth::RegisterRequest &request,
                              Reply<auth::RegisterResponse> reply) = 0;
    virtual void login(const CallContext &call, const auth::LoginRequest &request,
                       Reply<auth::TokenResponse> reply) = 0;
    virtual void refresh(const CallContext &call, const auth::RefreshRequest &request,
                         Reply<auth::TokenResponse> reply) = 0;
    virtual void logout(const CallContext &call, const auth::LogoutRequest &request,
                        Reply<auth::Empty> reply) = 0;
    /// Asks the database, every time.
    virtual void status(const CallContext &call, const auth::Empty &request, Reply<auth::Empty> reply) = 0;
    virtual void publicKeys(const CallContext &call, const auth::Empty &request,
                            Reply<auth::PublicKeysResponse> reply) = 0;
    virtual void me(const CallContext &call, const auth::Empty &request, Reply<auth::User> reply) = 0;
    virtual void updateMe(const CallContext &call, const auth::UpdateMeRequest &request,
                          Reply<auth::User> reply) = 0;
    virtual void changePassword(const CallContext &call, const auth::ChangePasswordRequest &request,
                                Reply<auth::Empty> reply) = 0;
    virtual void sessions(const CallContext &call, const auth::Empty &request,
                          Reply<auth::SessionsResponse> reply) = 0;
    virtual void revokeSession(const CallContext &call, const auth::RevokeSessionRequest &request,
                               Reply<auth::Empty> reply) = 0;
    virtual void users(const CallContext &call, const auth::UsersRequest &request,
                       Reply<auth::UsersResponse> reply) = 0;

    /// The saga's second step: idempotent by saga id. NotFound where a participant is no user.
    virtual void addParticipants(const CallContext &call, const auth::AddParticipantsRequest &request,
                                 Reply<auth::Empty> reply) = 0;
    /// Undoes addParticipants() of that saga, also where it never arrived, and keeps it from taking effect
    /// later.
    virtual void removeParticipants(const CallContext &call, const auth::ParticipantsChange &request,
                                    Reply<auth::Empty> reply) = 0;
    /// The step of a deletion: idempotent by saga id.
    virtual void deleteParticipants(const CallContext &call, const auth::DeleteParticipantsRequest &request,
                                    Reply<auth::Empty> reply) = 0;
    virtual void participants(const CallContext &call, const auth::ParticipantsRequest &request,
                              Reply<auth::ParticipantsResponse> reply) = 0;

    /// A new password for one program, shown this once. Conflict with reason "too_many_app_passwords".
    virtual void createAppPassword(const CallContext &call, const auth::CreateAppPasswordRequest &request,
                                   Reply<auth::CreateAppPasswordResponse> reply) = 0;
    virtual void appPasswords(const CallContext &call, const auth::Empty &request,
                              Reply<auth::AppPasswordsResponse> reply) = 0;
    /// Ends what it let in like a session's end. NotFound where the caller has none of that id.
    virtual void revokeAppPassword(const CallContext &call, const auth::RevokeAppPasswordRequest &request,
                                   Reply<auth::Empty> reply) = 0;
    /// Whose app password it is. Knows app passwords only: the account's own password is refused like any
    /// wrong one, so that a program that was given it by mistake does not work with it for years.
    /// Unauthenticated, with one answer and in the same time for an unknown user and a wrong password.
    virtual void verifyAppPassword(const CallContext &call, const auth::VerifyAppPasswordRequest &request,
                                   Reply<auth::VerifyAppPasswordResponse> reply) = 0;

    /// Marks the caller's account as being deleted and ends all its sessions and app passwords: nobody signs
    /// in any more. Forbidden with reason "wrong_credentials" for a wrong password.
    virtual void beginDeletion(const CallContext &call, const auth::BeginDeletionRequest &request,
                               Reply<auth::Empty> reply) = 0;
    /// The users whose deletion was begun and neither finished nor cancelled, the longest first, at most 100.
    virtual void deletions(const CallContext &call, const auth::Empty &request,
                           Reply<auth::UsersResponse> reply) = 0;
    /// Removes a marked user for ever, with the records of participation; the username is free then. Ok where
    /// there is no such user any more; Conflict where nobody has begun it.
    virtual void finishDeletion(const CallContext &call, const auth::DeletionRequest &request,
                                Reply<auth::Empty> reply) = 0;
    /// Takes the mark away: the user may sign in again.
    virtual void cancelDeletion(const CallContext &call, const auth::DeletionRequest &request,
                                Reply<auth::Empty> reply) = 0;

    /// Begins with every revocation that still matters, then each new one within a second.
    virtual std::unique_ptr<Subscription> watchRevocations(StreamHandlers<auth::Revocation> handlers) = 0;
};

}
