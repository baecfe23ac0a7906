#include "server/rpc/authrpcclient.h"

#include "server/proto/auth.grpc.pb.h"
#include "server/rpc/rpcclient.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Logout",
                                           "Status",
                                           "PublicKeys",
                                           "Me",
                                           "Sessions",
                                           "RevokeSession",
                                           "Users",
                                           "AddParticipants",
                                           "RemoveParticipants",
                                           "DeleteParticipants",
                                           "Participants",
                                           "AppPasswords",
                                           "RevokeAppPassword",
                                           "VerifyAppPassword",
                                           "Deletions",
                                           "FinishDeletion",
                                           "CancelDeletion"};

class AuthRpcClient final : public AuthApi, private RpcClient<auth::Auth::Stub> {
public:
    AuthRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, auth::Auth::service_full_name(), kIdempotent, metrics)
    {
    }

    void registerUser(const CallContext &context, const auth::RegisterRequest &request,
                      Reply<auth::RegisterResponse> reply) override
    {
        call(&Async::Register, context, request, std::move(reply));
    }
    void login(const CallContext &context, const auth::LoginRequest &request,
               Reply<auth::TokenResponse> reply) override
    {
        call(&Async::Login, context, request, std::move(reply));
    }
    void refresh(const CallContext &context, const auth::RefreshRequest &request,
                 Reply<auth::TokenResponse> reply) override
    {
        call(&Async::Refresh, context, request, std::move(reply));
    }
    void logout(const CallContext &context, const auth::LogoutRequest &request,
                Reply<auth::Empty> reply) override
    {
        call(&Async::Logout, context, request, std::move(reply));
    }
    void status(const CallContext &context, const auth::Empty &request, Reply<auth::Empty> reply) override
    {
        call(&Async::Status, context, request, std::move(reply));
    }
    void publicKeys(const CallContext &context, const auth::Empty &request,
                    Reply<auth::PublicKeysResponse> reply) override
    {
        call(&Async::PublicKeys, context, request, std::move(reply));
    }
    void me(const CallContext &context, const auth::Empty &request, Reply<auth::User> reply) override
    {
        call(&Async::Me, context, request, std::move(reply));
    }
    void updateMe(const CallContext &context, const auth::UpdateMeRequest &request,
                  Reply<auth::User> reply) override
    {
        call(&Async::UpdateMe, context, request, std::move(reply));
    }
    void changePassword(const CallContext &context, const auth::ChangePasswordRequest &request,
                        Reply<auth::Empty> reply) override
    {
        call(&Async::ChangePassword, context, request, std::move(reply));
    }
    void sessions(const CallContext &context, const auth::Empty &request,
                  Reply<auth::SessionsResponse> reply) override
    {
        call(&Async::Sessions, context, request, std::move(reply));
    }
    void revokeSession(const CallContext &context, const auth::RevokeSessionRequest &request,
                       Reply<auth::Empty> reply) override
    {
        call(&Async::RevokeSession, context, request, std::move(reply));
    }
    void users(const CallContext &context, const auth::UsersRequest &request,
               Reply<auth::UsersResponse> reply) override
    {
        call(&Async::Users, context, request, std::move(reply));
    }
    void addParticipants(const CallContext &context, const auth::AddParticipantsRequest &request,
                         Reply<auth::Empty> reply) override
    {
        call(&Async::AddParticipants, context, request, std::move(reply));
    }
    void removeParticipants(const CallContext &context, const auth::ParticipantsChange &request,
                            Reply<auth::Empty> reply) override
    {
        call(&Async::RemoveParticipants, context, request, std::move(reply));
    }
    void deleteParticipants(const CallContext &context, const auth::DeleteParticipantsRequest &request,
                            Reply<auth::Empty> reply) override
    {
        call(&Async::DeleteParticipants, context, request, std::move(reply));
    }
    void participants(const CallContext &context, const auth::ParticipantsRequest &request,
                      Reply<auth::ParticipantsResponse> reply) override
    {
        call(&Async::Participants, context, request, std::move(reply));
    }
    void createAppPassword(const CallContext &context, const auth::CreateAppPasswordRequest &request,
                           Reply<auth::CreateAppPasswordResponse> reply) override
    {
        call(&Async::CreateAppPassword, context, request, std::move(reply));
    }
    void appPasswords(const CallContext &context, const auth::Empty &request,
                      Reply<auth::AppPasswordsResponse> reply) override
    {
        call(&Async::AppPasswords, context, request, std::move(reply));
    }
    void revokeAppPassword(const CallContext &context, const auth::RevokeAppPasswordRequest &request,
                           Reply<auth::Empty> reply) override
    {
        call(&Async::RevokeAppPassword, context, request, std::move(reply));
    }
    void verifyAppPassword(const CallContext &context, const auth::VerifyAppPasswordRequest &request,
                           Reply<auth::VerifyAppPasswordResponse> reply) override
    {
        call(&Async::VerifyAppPassword, context, request, std::move(reply));
    }
    void beginDeletion(const CallContext &context, const auth::BeginDeletionRequest &request,
                       Reply<auth::Empty> reply) override
    {
        call(&Async::BeginDeletion, context, request, std::move(reply));
    }
    void deletions(const CallContext &context, const auth::Empty &request,
                   Reply<auth::UsersResponse> reply) override
    {
        call(&Async::Deletions, context, request, std::move(reply));
    }
    void finishDeletion(const CallContext &context, const auth::DeletionRequest &request,
                        Reply<auth::Empty> reply) override
    {
        call(&Async::FinishDeletion, context, request, std::move(reply));
    }
    void cancelDeletion(const CallContext &context, const auth::DeletionRequest &request,
                        Reply<auth::Empty> reply) override
    {
        call(&Async::CancelDeletion, context, request, std::move(reply));
    }

    std::unique_ptr<Subscription> watchRevocations(StreamHandlers<auth::Revocation> handlers) override
    {
        return watch<auth::WatchRevocationsRequest>(&Async::WatchRevocations, std::move(handlers));
    }
};

}

std::unique_ptr<AuthApi> makeAuthRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
{
    return std::make_unique<AuthRpcClient>(target, options, metrics);
}

}
