#include "server/rpc/transferrpc.h"

#include "server/proto/transfer.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or the second time it finds everything done.
const std::vector<std::string> kIdempotent{"ExportCalendar", "Feeds", "ReadFeed"};

class TransferRpcClient final : public TransferApi, private RpcClient<calendar::CalendarTransfer::Stub> {
public:
    TransferRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::CalendarTransfer::service_full_name(), kIdempotent, metrics)
    {
    }

    void importCalendar(const CallContext &context, const calendar::ImportRequest &request,
                        Reply<calendar::ImportResponse> reply) override
    {
        call(&Async::ImportCalendar, context, request, std::move(reply));
    }
    void exportCalendar(const CallContext &context, const calendar::ExportRequest &request,
                        Reply<calendar::ExportResponse> reply) override
    {
        call(&Async::ExportCalendar, context, request, std::move(reply));
    }
    void createFeed(const CallContext &context, const calendar::CreateFeedRequest &request,
                    Reply<calendar::CreatedFeed> reply) override
    {
        call(&Async::CreateFeed, context, request, std::move(reply));
    }
    void feeds(const CallContext &context, const calendar::CalendarRequest &request,
               Reply<calendar::FeedsResponse> reply) override
    {
        call(&Async::Feeds, context, request, std::move(reply));
    }
    void revokeFeed(const CallContext &context, const calendar::FeedRequest &request,
                    Reply<calendar::Empty> reply) override
    {
        call(&Async::RevokeFeed, context, request, std::move(reply));
    }
    void readFeed(const CallContext &context, const calendar::ReadFeedRequest &request,
                  Reply<calendar::ReadFeedResponse> reply) override
    {
        call(&Async::ReadFeed, context, request, std::move(reply));
    }
};

class TransferRpcService final : public ServedService, private calendar::CalendarTransfer::CallbackService {
public:
    explicit TransferRpcService(TransferApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::CalendarTransfer::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *ImportCalendar(grpc::CallbackServerContext *context,
                                             const calendar::ImportRequest *request,
                                             calendar::ImportResponse *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::importCalendar);
    }
    grpc::ServerUnaryReactor *ExportCalendar(grpc::CallbackServerContext *context,
                                             const calendar::ExportRequest *request,
                                             calendar::ExportResponse *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::exportCalendar);
    }
    grpc::ServerUnaryReactor *CreateFeed(grpc::CallbackServerContext *context,
                                         const calendar::CreateFeedRequest *request,
                                         calendar::CreatedFeed *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::createFeed);
    }
    grpc::ServerUnaryReactor *Feeds(grpc::CallbackServerContext *context,
                                    const calendar::CalendarRequest *request,
                                    calendar::FeedsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::feeds);
    }
    grpc::ServerUnaryReactor *RevokeFeed(grpc::CallbackServerContext *context,
                                         const calendar::FeedRequest *request,
                                         calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::revokeFeed);
    }
    grpc::ServerUnaryReactor *ReadFeed(grpc::CallbackServerContext *context,
                                       const calendar::ReadFeedRequest *request,
                                       calendar::ReadFeedResponse *response) override
    {
        return serveCall(context, request, response, m_api, &TransferApi::readFeed);
    }

    TransferApi &m_api;
};

}

std::unique_ptr<TransferApi> makeTransferRpcClient(const QString &target, const RpcOptions &options,
                                                   Metrics &metrics)
{
    return std::make_unique<TransferRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeTransferRpcService(TransferApi &api)
{
    return std::make_unique<TransferRpcService>(api);
}

}
