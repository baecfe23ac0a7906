#pragma once

#include "server/proto/call.h"
#include "server/proto/subscriptions.pb.h"

namespace hearth::server {

/// Calendars whose content is a feed from elsewhere, which the service fetches every now and then. Members
/// see them as any other calendar and can't write into them. Thread-safe, never blocks; access as
/// CalendarApi's.
class SubscriptionsApi {
public:
    virtual ~SubscriptionsApi() = default;

    /// Makes the calendar; the feed is fetched afterwards. InvalidArgument with the reasons "invalid_url",
    /// "url_with_credentials", "port_not_allowed" and "interval"; Conflict with "too_many_subscriptions", and
    /// as CalendarApi::createCalendar().
    virtual void createSubscription(const CallContext &call,
                                    const calendar::CreateSubscriptionRequest &request,
                                    Reply<calendar::SubscribedCalendar> reply) = 0;
    /// Of all calendars of the caller, in order of name.
    virtual void subscriptions(const CallContext &call, const calendar::Empty &request,
                               Reply<calendar::SubscriptionsResponse> reply) = 0;
    /// NotFound with reason "no_such_subscription" for another kind of calendar.
    virtual void findSubscription(const CallContext &call, const calendar::SubscriptionRequest &request,
                                  Reply<calendar::SubscribedCalendar> reply) = 0;
    /// For owners. Another URL is fetched at once, and takes the place of what was there.
    virtual void updateSubscription(const CallContext &call,
                                    const calendar::UpdateSubscriptionRequest &request,
                                    Reply<calendar::SubscribedCalendar> reply) = 0;
    /// For editors and owners: fetches it now. RateLimited so soon after the last time.
    virtual void refreshSubscription(const CallContext &call, const calendar::SubscriptionRequest &request,
                                     Reply<calendar::SubscribedCalendar> reply) = 0;
    /// For owners. The calendar goes with it, or becomes one like any other.
    virtual void deleteSubscription(const CallContext &call,
                                    const calendar::DeleteSubscriptionRequest &request,
                                    Reply<calendar::Empty> reply) = 0;
};

}
