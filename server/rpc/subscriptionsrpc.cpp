#include "server/rpc/subscriptionsrpc.h"

#include "server/proto/subscriptions.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads.
const std::vector<std::string> kIdempotent{"Subscriptions", "FindSubscription"};

class SubscriptionsRpcClient final : public SubscriptionsApi,
                                     private RpcClient<calendar::CalendarSubscriptions::Stub> {
public:
    SubscriptionsRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::CalendarSubscriptions::service_full_name(), kIdempotent,
                    metrics)
    {
    }

    void createSubscription(const CallContext &context, const calendar::CreateSubscriptionRequest &request,
                            Reply<calendar::SubscribedCalendar> reply) override
    {
        call(&Async::CreateSubscription, context, request, std::move(reply));
    }
    void subscriptions(const CallContext &context, const calendar::Empty &request,
                       Reply<calendar::SubscriptionsResponse> reply) override
    {
        call(&Async::Subscriptions, context, request, std::move(reply));
    }
    void findSubscription(const CallContext &context, const calendar::SubscriptionRequest &request,
                          Reply<calendar::SubscribedCalendar> reply) override
    {
        call(&Async::FindSubscription, context, request, std::move(reply));
    }
    void updateSubscription(const CallContext &context, const calendar::UpdateSubscriptionRequest &request,
                            Reply<calendar::SubscribedCalendar> reply) override
    {
        call(&Async::UpdateSubscription, context, request, std::move(reply));
    }
    void refreshSubscription(const CallContext &context, const calendar::SubscriptionRequest &request,
                             Reply<calendar::SubscribedCalendar> reply) override
    {
        call(&Async::RefreshSubscription, context, request, std::move(reply));
    }
    void deleteSubscription(const CallContext &context, const calendar::DeleteSubscriptionRequest &request,
                            Reply<calendar::Empty> reply) override
    {
        call(&Async::DeleteSubscription, context, request, std::move(reply));
    }
};

class SubscriptionsRpcService final : public ServedService,
                                      private calendar::CalendarSubscriptions::CallbackService {
public:
    explicit SubscriptionsRpcService(SubscriptionsApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::CalendarSubscriptions::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *CreateSubscription(grpc::CallbackServerContext *context,
                                                 const calendar::CreateSubscriptionRequest *request,
                                                 calendar::SubscribedCalendar *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::createSubscription);
    }
    grpc::ServerUnaryReactor *Subscriptions(grpc::CallbackServerContext *context,
                                            const calendar::Empty *request,
                                            calendar::SubscriptionsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::subscriptions);
    }
    grpc::ServerUnaryReactor *FindSubscription(grpc::CallbackServerContext *context,
                                               const calendar::SubscriptionRequest *request,
                                               calendar::SubscribedCalendar *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::findSubscription);
    }
    grpc::ServerUnaryReactor *UpdateSubscription(grpc::CallbackServerContext *context,
                                                 const calendar::UpdateSubscriptionRequest *request,
                                                 calendar::SubscribedCalendar *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::updateSubscription);
    }
    grpc::ServerUnaryReactor *RefreshSubscription(grpc::CallbackServerContext *context,
                                                  const calendar::SubscriptionRequest *request,
                                                  calendar::SubscribedCalendar *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::refreshSubscription);
    }
    grpc::ServerUnaryReactor *DeleteSubscription(grpc::CallbackServerContext *context,
                                                 const calendar::DeleteSubscriptionRequest *request,
                                                 calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &SubscriptionsApi::deleteSubscription);
    }

    SubscriptionsApi &m_api;
};

}

std::unique_ptr<SubscriptionsApi> makeSubscriptionsRpcClient(const QString &target, const RpcOptions &options,
                                                             Metrics &metrics)
{
    return std::make_unique<SubscriptionsRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeSubscriptionsRpcService(SubscriptionsApi &api)
{
    return std::make_unique<SubscriptionsRpcService>(api);
}

}
