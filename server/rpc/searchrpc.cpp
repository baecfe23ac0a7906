#include "server/rpc/searchrpc.h"

#include "server/proto/search.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

class SearchRpcClient final : public SearchApi, private RpcClient<calendar::Search::Stub> {
public:
    SearchRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::Search::service_full_name(), std::vector<std::string>{"Find"},
                    metrics)
    {
    }

    void find(const CallContext &context, const calendar::SearchRequest &request,
              Reply<calendar::SearchResponse> reply) override
    {
        call(&Async::Find, context, request, std::move(reply));
    }
};

class SearchRpcService final : public ServedService, private calendar::Search::CallbackService {
public:
    explicit SearchRpcService(SearchApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::Search::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *Find(grpc::CallbackServerContext *context,
                                   const calendar::SearchRequest *request,
                                   calendar::SearchResponse *response) override
    {
        return serveCall(context, request, response, m_api, &SearchApi::find);
    }

    SearchApi &m_api;
};

}

std::unique_ptr<SearchApi> makeSearchRpcClient(const QString &target, const RpcOptions &options,
                                               Metrics &metrics)
{
    return std::make_unique<SearchRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeSearchRpcService(SearchApi &api)
{
    return std::make_unique<SearchRpcService>(api);
}

}
