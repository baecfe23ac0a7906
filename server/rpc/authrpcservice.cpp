#include "server/rpc/authrpcservice.h"

#include "server/proto/auth.grpc.pb.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

class AuthRpcService final : public ServedService, private auth::Auth::CallbackService {
public:
    explicit AuthRpcService(AuthApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return auth::Auth::service_full_name(); }
    void endStreams() override { m_streams.endAll(); }

private:
    grpc::ServerUnaryReactor *Register(grpc::CallbackServerContext *context,
                                       const auth::RegisterRequest *request,
                                       auth::RegisterResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::registerUser);
    }
    grpc::ServerUnaryReactor *Login(grpc::CallbackServerContext *context, const auth::LoginRequest *request,
                                    auth::TokenResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::login);
    }
    grpc::ServerUnaryReactor *Refresh(grpc::CallbackServerContext *context,
                                      const auth::RefreshRequest *request,
                                      auth::TokenResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::refresh);
    }
    grpc::ServerUnaryReactor *Logout(grpc::CallbackServerContext *context, const auth::LogoutRequest *request,
                                     auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::logout);
    }
    grpc::ServerUnaryReactor *Status(grpc::CallbackServerContext *context, const auth::Empty *request,
                                     auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::status);
    }
    grpc::ServerUnaryReactor *PublicKeys(grpc::CallbackServerContext *context, const auth::Empty *request,
                                         auth::PublicKeysResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::publicKeys);
    }
    grpc::ServerUnaryReactor *Me(grpc::CallbackServerContext *context, const auth::Empty *request,
                                 auth::User *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::me);
    }
    grpc::ServerUnaryReactor *UpdateMe(grpc::CallbackServerContext *context,
                                       const auth::UpdateMeRequest *request, auth::User *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::updateMe);
    }
    grpc::ServerUnaryReactor *ChangePassword(grpc::CallbackServerContext *context,
                                             const auth::ChangePasswordRequest *request,
                                             auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::changePassword);
    }
    grpc::ServerUnaryReactor *Sessions(grpc::CallbackServerContext *context, const auth::Empty *request,
                                       auth::SessionsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::sessions);
    }
    grpc::ServerUnaryReactor *RevokeSession(grpc::CallbackServerContext *context,
                                            const auth::RevokeSessionRequest *request,
                                            auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::revokeSession);
    }
    grpc::ServerUnaryReactor *Users(grpc::CallbackServerContext *context, const auth::UsersRequest *request,
                                    auth::UsersResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::users);
    }
    grpc::ServerUnaryReactor *AddParticipants(grpc::CallbackServerContext *context,
                                              const auth::AddParticipantsRequest *request,
                                              auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::addParticipants);
    }
    grpc::ServerUnaryReactor *RemoveParticipants(grpc::CallbackServerContext *context,
                                                 const auth::ParticipantsChange *request,
                                                 auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::removeParticipants);
    }
    grpc::ServerUnaryReactor *DeleteParticipants(grpc::CallbackServerContext *context,
                                                 const auth::DeleteParticipantsRequest *request,
                                                 auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::deleteParticipants);
    }
    grpc::ServerUnaryReactor *Participants(grpc::CallbackServerContext *context,
                                           const auth::ParticipantsRequest *request,
                                           auth::ParticipantsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::participants);
    }
    grpc::ServerUnaryReactor *CreateAppPassword(grpc::CallbackServerContext *context,
                                                const auth::CreateAppPasswordRequest *request,
                                                auth::CreateAppPasswordResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::createAppPassword);
    }
    grpc::ServerUnaryReactor *AppPasswords(grpc::CallbackServerContext *context, const auth::Empty *request,
                                           auth::AppPasswordsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::appPasswords);
    }
    grpc::ServerUnaryReactor *RevokeAppPassword(grpc::CallbackServerContext *context,
                                                const auth::RevokeAppPasswordRequest *request,
                                                auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::revokeAppPassword);
    }
    grpc::ServerUnaryReactor *VerifyAppPassword(grpc::CallbackServerContext *context,
                                                const auth::VerifyAppPasswordRequest *request,
                                                auth::VerifyAppPasswordResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::verifyAppPassword);
    }
    grpc::ServerUnaryReactor *BeginDeletion(grpc::CallbackServerContext *context,
                                            const auth::BeginDeletionRequest *request,
                                            auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::beginDeletion);
    }
    grpc::ServerUnaryReactor *Deletions(grpc::CallbackServerContext *context, const auth::Empty *request,
                                        auth::UsersResponse *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::deletions);
    }
    grpc::ServerUnaryReactor *FinishDeletion(grpc::CallbackServerContext *context,
                                             const auth::DeletionRequest *request,
                                             auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::finishDeletion);
    }
    grpc::ServerUnaryReactor *CancelDeletion(grpc::CallbackServerContext *context,
                                             const auth::DeletionRequest *request,
                                             auth::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &AuthApi::cancelDeletion);
    }
    grpc::ServerWriteReactor<auth::Revocation> *
    WatchRevocations(grpc::CallbackServerContext *context, const auth::WatchRevocationsRequest *) override
    {
        return serveWatch(*context, m_streams, m_api, &AuthApi::watchRevocations);
    }

    AuthApi &m_api;
    OpenStreams m_streams;
};

}

std::unique_ptr<ServedService> makeAuthRpcService(AuthApi &api)
{
    return std::make_unique<AuthRpcService>(api);
}

}
