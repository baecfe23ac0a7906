#pragma once

#include "server/proto/subscriptionsapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeSubscriptions final : public server::SubscriptionsApi, public ScriptedPart {
public:
    void createSubscription(const server::CallContext &call,
                            const calendar::CreateSubscriptionRequest &request,
                            server::Reply<calendar::SubscribedCalendar> reply) override
    {
        answer("createSubscription", call, request.SerializeAsString(), reply);
    }
    void subscriptions(const server::CallContext &call, const calendar::Empty &request,
                       server::Reply<calendar::SubscriptionsResponse> reply) override
    {
        answer("subscriptions", call, request.SerializeAsString(), reply);
    }
    void findSubscription(const server::CallContext &call, const calendar::SubscriptionRequest &request,
                          server::Reply<calendar::SubscribedCalendar> reply) override
    {
        answer("findSubscription", call, request.SerializeAsString(), reply);
    }
    void updateSubscription(const server::CallContext &call,
                            const calendar::UpdateSubscriptionRequest &request,
                            server::Reply<calendar::SubscribedCalendar> reply) override
    {
        answer("updateSubscription", call, request.SerializeAsString(), reply);
    }
    void refreshSubscription(const server::CallContext &call, const calendar::SubscriptionRequest &request,
                             server::Reply<calendar::SubscribedCalendar> reply) override
    {
        answer("refreshSubscription", call, request.SerializeAsString(), reply);
    }
    void deleteSubscription(const server::CallContext &call,
                            const calendar::DeleteSubscriptionRequest &request,
                            server::Reply<calendar::Empty> reply) override
    {
        answer("deleteSubscription", call, request.SerializeAsString(), reply);
    }
};

}
