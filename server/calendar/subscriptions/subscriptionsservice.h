#pragma once

#include "server/calendar/subscriptions/refresher.h"
#include "server/proto/subscriptionsapi.h"

namespace hearth::server::calendar {

/// Calendars whose content is a feed from elsewhere, and what fetches them.
class SubscriptionsService final : public SubscriptionsApi {
public:
    SubscriptionsService(Writer &writer, SagaRunner &runner, TaskTimer &timer, shared::Engine engine,
                         const CalendarOptions &options);

    void start() { m_refresher.start(); }
    /// Fetches nothing any more.
    void close() { m_refresher.close(); }

    void createSubscription(const CallContext &call, const pb::CreateSubscriptionRequest &request,
                            Reply<pb::SubscribedCalendar> reply) override;
    void subscriptions(const CallContext &call, const pb::Empty &request,
                       Reply<pb::SubscriptionsResponse> reply) override;
    void findSubscription(const CallContext &call, const pb::SubscriptionRequest &request,
                          Reply<pb::SubscribedCalendar> reply) override;
    void updateSubscription(const CallContext &call, const pb::UpdateSubscriptionRequest &request,
                            Reply<pb::SubscribedCalendar> reply) override;
    void refreshSubscription(const CallContext &call, const pb::SubscriptionRequest &request,
                             Reply<pb::SubscribedCalendar> reply) override;
    void deleteSubscription(const CallContext &call, const pb::DeleteSubscriptionRequest &request,
                            Reply<pb::Empty> reply) override;

private:
    /// Answers, and looks for what is due.
    Reply<pb::SubscribedCalendar> waking(Reply<pb::SubscribedCalendar> reply);

    Writer &m_writer;
    const CalendarOptions &m_options;
    Refresher m_refresher;
};

}
