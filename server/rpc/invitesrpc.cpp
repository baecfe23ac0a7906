#include "server/rpc/invitesrpc.h"

#include "server/proto/invites.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Invites", "RevokeInvite", "LookAtInvite"};

class InvitesRpcClient final : public InvitesApi, private RpcClient<calendar::InviteStore::Stub> {
public:
    InvitesRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::InviteStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void createInvite(const CallContext &context, const calendar::CreateInviteRequest &request,
                      Reply<calendar::CreatedInvite> reply) override
    {
        call(&Async::CreateInvite, context, request, std::move(reply));
    }
    void invites(const CallContext &context, const calendar::CalendarRequest &request,
                 Reply<calendar::InvitesResponse> reply) override
    {
        call(&Async::Invites, context, request, std::move(reply));
    }
    void revokeInvite(const CallContext &context, const calendar::InviteRequest &request,
                      Reply<calendar::Invite> reply) override
    {
        call(&Async::RevokeInvite, context, request, std::move(reply));
    }
    void lookAtInvite(const CallContext &context, const calendar::CodeRequest &request,
                      Reply<calendar::InvitePreview> reply) override
    {
        call(&Async::LookAtInvite, context, request, std::move(reply));
    }
    void acceptInvite(const CallContext &context, const calendar::CodeRequest &request,
                      Reply<calendar::JoinResponse> reply) override
    {
        call(&Async::AcceptInvite, context, request, std::move(reply));
    }
};

class InvitesRpcService final : public ServedService, private calendar::InviteStore::CallbackService {
public:
    explicit InvitesRpcService(InvitesApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::InviteStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *CreateInvite(grpc::CallbackServerContext *context,
                                           const calendar::CreateInviteRequest *request,
                                           calendar::CreatedInvite *response) override
    {
        return serveCall(context, request, response, m_api, &InvitesApi::createInvite);
    }
    grpc::ServerUnaryReactor *Invites(grpc::CallbackServerContext *context,
                                      const calendar::CalendarRequest *request,
                                      calendar::InvitesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &InvitesApi::invites);
    }
    grpc::ServerUnaryReactor *RevokeInvite(grpc::CallbackServerContext *context,
                                           const calendar::InviteRequest *request,
                                           calendar::Invite *response) override
    {
        return serveCall(context, request, response, m_api, &InvitesApi::revokeInvite);
    }
    grpc::ServerUnaryReactor *LookAtInvite(grpc::CallbackServerContext *context,
                                           const calendar::CodeRequest *request,
                                           calendar::InvitePreview *response) override
    {
        return serveCall(context, request, response, m_api, &InvitesApi::lookAtInvite);
    }
    grpc::ServerUnaryReactor *AcceptInvite(grpc::CallbackServerContext *context,
                                           const calendar::CodeRequest *request,
                                           calendar::JoinResponse *response) override
    {
        return serveCall(context, request, response, m_api, &InvitesApi::acceptInvite);
    }

    InvitesApi &m_api;
};

}

std::unique_ptr<InvitesApi> makeInvitesRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics)
{
    return std::make_unique<InvitesRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeInvitesRpcService(InvitesApi &api)
{
    return std::make_unique<InvitesRpcService>(api);
}

}
