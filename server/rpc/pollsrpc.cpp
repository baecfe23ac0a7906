#include "server/rpc/pollsrpc.h"

#include "server/proto/polls.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Polls", "FindPoll"};

class PollsRpcClient final : public PollsApi, private RpcClient<calendar::PollStore::Stub> {
public:
    PollsRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::PollStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void createPoll(const CallContext &context, const calendar::CreatePollRequest &request,
                    Reply<calendar::Poll> reply) override
    {
        call(&Async::CreatePoll, context, request, std::move(reply));
    }
    void polls(const CallContext &context, const calendar::PollsRequest &request,
               Reply<calendar::PollsResponse> reply) override
    {
        call(&Async::Polls, context, request, std::move(reply));
    }
    void findPoll(const CallContext &context, const calendar::PollRequest &request,
                  Reply<calendar::Poll> reply) override
    {
        call(&Async::FindPoll, context, request, std::move(reply));
    }
    void updatePoll(const CallContext &context, const calendar::UpdatePollRequest &request,
                    Reply<calendar::Poll> reply) override
    {
        call(&Async::UpdatePoll, context, request, std::move(reply));
    }
    void deletePoll(const CallContext &context, const calendar::PollRequest &request,
                    Reply<calendar::Empty> reply) override
    {
        call(&Async::DeletePoll, context, request, std::move(reply));
    }
    void answerPoll(const CallContext &context, const calendar::AnswerPollRequest &request,
                    Reply<calendar::Poll> reply) override
    {
        call(&Async::AnswerPoll, context, request, std::move(reply));
    }
    void pickOption(const CallContext &context, const calendar::PickOptionRequest &request,
                    Reply<calendar::Poll> reply) override
    {
        call(&Async::PickOption, context, request, std::move(reply));
    }
};

class PollsRpcService final : public ServedService, private calendar::PollStore::CallbackService {
public:
    explicit PollsRpcService(PollsApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::PollStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *CreatePoll(grpc::CallbackServerContext *context,
                                         const calendar::CreatePollRequest *request,
                                         calendar::Poll *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::createPoll);
    }
    grpc::ServerUnaryReactor *Polls(grpc::CallbackServerContext *context,
                                    const calendar::PollsRequest *request,
                                    calendar::PollsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::polls);
    }
    grpc::ServerUnaryReactor *FindPoll(grpc::CallbackServerContext *context,
                                       const calendar::PollRequest *request,
                                       calendar::Poll *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::findPoll);
    }
    grpc::ServerUnaryReactor *UpdatePoll(grpc::CallbackServerContext *context,
                                         const calendar::UpdatePollRequest *request,
                                         calendar::Poll *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::updatePoll);
    }
    grpc::ServerUnaryReactor *DeletePoll(grpc::CallbackServerContext *context,
                                         const calendar::PollRequest *request,
                                         calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::deletePoll);
    }
    grpc::ServerUnaryReactor *AnswerPoll(grpc::CallbackServerContext *context,
                                         const calendar::AnswerPollRequest *request,
                                         calendar::Poll *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::answerPoll);
    }
    grpc::ServerUnaryReactor *PickOption(grpc::CallbackServerContext *context,
                                         const calendar::PickOptionRequest *request,
                                         calendar::Poll *response) override
    {
        return serveCall(context, request, response, m_api, &PollsApi::pickOption);
    }

    PollsApi &m_api;
};

}

std::unique_ptr<PollsApi> makePollsRpcClient(const QString &target, const RpcOptions &options,
                                             Metrics &metrics)
{
    return std::make_unique<PollsRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makePollsRpcService(PollsApi &api)
{
    return std::make_unique<PollsRpcService>(api);
}

}
