#pragma once

#include "server/proto/authapi.h"
#include "tests/server/rpc/fakeservice.h"

namespace hearth::server {

/// Records every call and answers as `behave` says: by default with an empty message.
class FakeAuth final : public AuthApi, public FakeService {
public:
    void registerUser(const CallContext &call, const auth::RegisterRequest &request,
                      Reply<auth::RegisterResponse> reply) override;
    void login(const CallContext &call, const auth::LoginRequest &request,
               Reply<auth::TokenResponse> reply) override;
    void refresh(const CallContext &call, const auth::RefreshRequest &request,
                 Reply<auth::TokenResponse> reply) override;
    void logout(const CallContext &call, const auth::LogoutRequest &request,
                Reply<auth::Empty> reply) override;
    void status(const CallContext &call, const auth::Empty &request, Reply<auth::Empty> reply) override;
    void publicKeys(const CallContext &call, const auth::Empty &request,
                    Reply<auth::PublicKeysResponse> reply) override;
    void me(const CallContext &call, const auth::Empty &request, Reply<auth::User> reply) override;
    void updateMe(const CallContext &call, const auth::UpdateMeRequest &request,
                  Reply<auth::User> reply) override;
    void changePassword(const CallContext &call, const auth::ChangePasswordRequest &request,
                        Reply<auth::Empty> reply) override;
    void sessions(const CallContext &call, const auth::Empty &request,
                  Reply<auth::SessionsResponse> reply) override;
    void revokeSession(const CallContext &call, const auth::RevokeSessionRequest &request,
                       Reply<auth::Empty> reply) override;
    void users(const CallContext &call, const auth::UsersRequest &request,
               Reply<auth::UsersResponse> reply) override;
    void addParticipants(const CallContext &call, const auth::AddParticipantsRequest &request,
                         Reply<auth::Empty> reply) override;
    void removeParticipants(const CallContext &call, const auth::ParticipantsChange &request,
                            Reply<auth::Empty> reply) override;
    void deleteParticipants(const CallContext &call, const auth::DeleteParticipantsRequest &request,
                            Reply<auth::Empty> reply) override;
    void participants(const CallContext &call, const auth::ParticipantsRequest &request,
                      Reply<auth::ParticipantsResponse> reply) override;
    void createAppPassword(const CallContext &call, const auth::CreateAppPasswordRequest &request,
                           Reply<auth::CreateAppPasswordResponse> reply) override;
    void appPasswords(const CallContext &call, const auth::Empty &request,
                      Reply<auth::AppPasswordsResponse> reply) override;
    void revokeAppPassword(const CallContext &call, const auth::RevokeAppPasswordRequest &request,
                           Reply<auth::Empty> reply) override;
    void verifyAppPassword(const CallContext &call, const auth::VerifyAppPasswordRequest &request,
                           Reply<auth::VerifyAppPasswordResponse> reply) override;
    void beginDeletion(const CallContext &call, const auth::BeginDeletionRequest &request,
                       Reply<auth::Empty> reply) override;
    void deletions(const CallContext &call, const auth::Empty &request,
                   Reply<auth::UsersResponse> reply) override;
    void finishDeletion(const CallContext &call, const auth::DeletionRequest &request,
                        Reply<auth::Empty> reply) override;
    void cancelDeletion(const CallContext &call, const auth::DeletionRequest &request,
                        Reply<auth::Empty> reply) override;
    std::unique_ptr<Subscription> watchRevocations(StreamHandlers<auth::Revocation> handlers) override;

    FakeStream<auth::Revocation> stream;
};

}
