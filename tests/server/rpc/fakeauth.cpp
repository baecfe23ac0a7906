#include "tests/server/rpc/fakeauth.h"

namespace hearth::server {

void FakeAuth::registerUser(const CallContext &call, const auth::RegisterRequest &request,
                            Reply<auth::RegisterResponse> reply)
{
    answer("registerUser", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::login(const CallContext &call, const auth::LoginRequest &request,
                     Reply<auth::TokenResponse> reply)
{
    answer("login", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::refresh(const CallContext &call, const auth::RefreshRequest &request,
                       Reply<auth::TokenResponse> reply)
{
    answer("refresh", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::logout(const CallContext &call, const auth::LogoutRequest &request, Reply<auth::Empty> reply)
{
    answer("logout", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::status(const CallContext &call, const auth::Empty &request, Reply<auth::Empty> reply)
{
    answer("status", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::publicKeys(const CallContext &call, const auth::Empty &request,
                          Reply<auth::PublicKeysResponse> reply)
{
    answer("publicKeys", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::me(const CallContext &call, const auth::Empty &request, Reply<auth::User> reply)
{
    answer("me", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::updateMe(const CallContext &call, const auth::UpdateMeRequest &request,
                        Reply<auth::User> reply)
{
    answer("updateMe", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::changePassword(const CallContext &call, const auth::ChangePasswordRequest &request,
                              Reply<auth::Empty> reply)
{
    answer("changePassword", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::sessions(const CallContext &call, const auth::Empty &request,
                        Reply<auth::SessionsResponse> reply)
{
    answer("sessions", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::revokeSession(const CallContext &call, const auth::RevokeSessionRequest &request,
                             Reply<auth::Empty> reply)
{
    answer("revokeSession", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::users(const CallContext &call, const auth::UsersRequest &request,
                     Reply<auth::UsersResponse> reply)
{
    answer("users", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::addParticipants(const CallContext &call, const auth::AddParticipantsRequest &request,
                               Reply<auth::Empty> reply)
{
    answer("addParticipants", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::removeParticipants(const CallContext &call, const auth::ParticipantsChange &request,
                                  Reply<auth::Empty> reply)
{
    answer("removeParticipants", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::deleteParticipants(const CallContext &call, const auth::DeleteParticipantsRequest &request,
                                  Reply<auth::Empty> reply)
{
    answer("deleteParticipants", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::participants(const CallContext &call, const auth::ParticipantsRequest &request,
                            Reply<auth::ParticipantsResponse> reply)
{
    answer("participants", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::createAppPassword(const CallContext &call, const auth::CreateAppPasswordRequest &request,
                                 Reply<auth::CreateAppPasswordResponse> reply)
{
    answer("createAppPassword", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::appPasswords(const CallContext &call, const auth::Empty &request,
                            Reply<auth::AppPasswordsResponse> reply)
{
    answer("appPasswords", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::revokeAppPassword(const CallContext &call, const auth::RevokeAppPasswordRequest &request,
                                 Reply<auth::Empty> reply)
{
    answer("revokeAppPassword", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::verifyAppPassword(const CallContext &call, const auth::VerifyAppPasswordRequest &request,
                                 Reply<auth::VerifyAppPasswordResponse> reply)
{
    answer("verifyAppPassword", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::beginDeletion(const CallContext &call, const auth::BeginDeletionRequest &request,
                             Reply<auth::Empty> reply)
{
    answer("beginDeletion", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::deletions(const CallContext &call, const auth::Empty &request,
                         Reply<auth::UsersResponse> reply)
{
    answer("deletions", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::finishDeletion(const CallContext &call, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    answer("finishDeletion", call, request.SerializeAsString(), std::move(reply));
}
void FakeAuth::cancelDeletion(const CallContext &call, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    answer("cancelDeletion", call, request.SerializeAsString(), std::move(reply));
}

std::unique_ptr<Subscription> FakeAuth::watchRevocations(StreamHandlers<auth::Revocation> handlers)
{
    return stream.open(std::move(handlers));
}

}
