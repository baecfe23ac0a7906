#include "server/rpc/messagesrpc.h"

#include "server/proto/messages.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Messages", "MarkRead", "Unread"};

class MessagesRpcClient final : public MessagesApi, private RpcClient<calendar::MessageStore::Stub> {
public:
    MessagesRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::MessageStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void post(const CallContext &context, const calendar::PostMessageRequest &request,
              Reply<calendar::PostMessageResponse> reply) override
    {
        call(&Async::Post, context, request, std::move(reply));
    }
    void messages(const CallContext &context, const calendar::MessagesRequest &request,
                  Reply<calendar::MessagesResponse> reply) override
    {
        call(&Async::Messages, context, request, std::move(reply));
    }
    void editMessage(const CallContext &context, const calendar::EditMessageRequest &request,
                     Reply<calendar::Message> reply) override
    {
        call(&Async::EditMessage, context, request, std::move(reply));
    }
    void deleteMessage(const CallContext &context, const calendar::MessageRequest &request,
                       Reply<calendar::Message> reply) override
    {
        call(&Async::DeleteMessage, context, request, std::move(reply));
    }
    void markRead(const CallContext &context, const calendar::MarkReadRequest &request,
                  Reply<calendar::ReadMark> reply) override
    {
        call(&Async::MarkRead, context, request, std::move(reply));
    }
    void unread(const CallContext &context, const calendar::Empty &request,
                Reply<calendar::UnreadResponse> reply) override
    {
        call(&Async::Unread, context, request, std::move(reply));
    }
};

class MessagesRpcService final : public ServedService, private calendar::MessageStore::CallbackService {
public:
    explicit MessagesRpcService(MessagesApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::MessageStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *Post(grpc::CallbackServerContext *context,
                                   const calendar::PostMessageRequest *request,
                                   calendar::PostMessageResponse *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::post);
    }
    grpc::ServerUnaryReactor *Messages(grpc::CallbackServerContext *context,
                                       const calendar::MessagesRequest *request,
                                       calendar::MessagesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::messages);
    }
    grpc::ServerUnaryReactor *EditMessage(grpc::CallbackServerContext *context,
                                          const calendar::EditMessageRequest *request,
                                          calendar::Message *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::editMessage);
    }
    grpc::ServerUnaryReactor *DeleteMessage(grpc::CallbackServerContext *context,
                                            const calendar::MessageRequest *request,
                                            calendar::Message *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::deleteMessage);
    }
    grpc::ServerUnaryReactor *MarkRead(grpc::CallbackServerContext *context,
                                       const calendar::MarkReadRequest *request,
                                       calendar::ReadMark *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::markRead);
    }
    grpc::ServerUnaryReactor *Unread(grpc::CallbackServerContext *context, const calendar::Empty *request,
                                     calendar::UnreadResponse *response) override
    {
        return serveCall(context, request, response, m_api, &MessagesApi::unread);
    }

    MessagesApi &m_api;
};

}

std::unique_ptr<MessagesApi> makeMessagesRpcClient(const QString &target, const RpcOptions &options,
                                                   Metrics &metrics)
{
    return std::make_unique<MessagesRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeMessagesRpcService(MessagesApi &api)
{
    return std::make_unique<MessagesRpcService>(api);
}

}
