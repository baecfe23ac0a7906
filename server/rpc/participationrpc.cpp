#include "server/rpc/participationrpc.h"

#include "server/proto/participation.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads.
const std::vector<std::string> kIdempotent{};

class ParticipationRpcClient final : public ParticipationApi,
                                     private RpcClient<calendar::Participation::Stub> {
public:
    ParticipationRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::Participation::service_full_name(), kIdempotent, metrics)
    {
    }

    void answer(const CallContext &context, const calendar::AnswerEventRequest &request,
                Reply<calendar::Event> reply) override
    {
        call(&Async::Answer, context, request, std::move(reply));
    }
    void acceptProposal(const CallContext &context, const calendar::ProposalRequest &request,
                        Reply<calendar::Event> reply) override
    {
        call(&Async::AcceptProposal, context, request, std::move(reply));
    }
    void declineProposal(const CallContext &context, const calendar::ProposalRequest &request,
                         Reply<calendar::Event> reply) override
    {
        call(&Async::DeclineProposal, context, request, std::move(reply));
    }
};

class ParticipationRpcService final : public ServedService, private calendar::Participation::CallbackService {
public:
    explicit ParticipationRpcService(ParticipationApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::Participation::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *Answer(grpc::CallbackServerContext *context,
                                     const calendar::AnswerEventRequest *request,
                                     calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &ParticipationApi::answer);
    }
    grpc::ServerUnaryReactor *AcceptProposal(grpc::CallbackServerContext *context,
                                             const calendar::ProposalRequest *request,
                                             calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &ParticipationApi::acceptProposal);
    }
    grpc::ServerUnaryReactor *DeclineProposal(grpc::CallbackServerContext *context,
                                              const calendar::ProposalRequest *request,
                                              calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &ParticipationApi::declineProposal);
    }

    ParticipationApi &m_api;
};

}

std::unique_ptr<ParticipationApi> makeParticipationRpcClient(const QString &target, const RpcOptions &options,
                                                             Metrics &metrics)
{
    return std::make_unique<ParticipationRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeParticipationRpcService(ParticipationApi &api)
{
    return std::make_unique<ParticipationRpcService>(api);
}

}
