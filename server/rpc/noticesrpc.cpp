#include "server/rpc/noticesrpc.h"

#include "server/proto/notices.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Notices"};

class NoticesRpcClient final : public NoticesApi, private RpcClient<calendar::NoticeStore::Stub> {
public:
    NoticesRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::NoticeStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void notices(const CallContext &context, const calendar::NoticesRequest &request,
                 Reply<calendar::NoticesResponse> reply) override
    {
        call(&Async::Notices, context, request, std::move(reply));
    }
};

class NoticesRpcService final : public ServedService, private calendar::NoticeStore::CallbackService {
public:
    explicit NoticesRpcService(NoticesApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::NoticeStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *Notices(grpc::CallbackServerContext *context,
                                      const calendar::NoticesRequest *request,
                                      calendar::NoticesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &NoticesApi::notices);
    }

    NoticesApi &m_api;
};

}

std::unique_ptr<NoticesApi> makeNoticesRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics)
{
    return std::make_unique<NoticesRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeNoticesRpcService(NoticesApi &api)
{
    return std::make_unique<NoticesRpcService>(api);
}

}
