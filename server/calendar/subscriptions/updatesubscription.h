#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/subscriptions.pb.h"

namespace hearth::server::calendar {

/// Changes where a subscription's content comes from, and how often.
class UpdateSubscription {
public:
    UpdateSubscription(pb::UpdateSubscriptionRequest request, const CalendarOptions &options);
    shared::Result<pb::SubscribedCalendar> operator()(UnitOfWork &unit) const;

private:
    pb::UpdateSubscriptionRequest m_request;
    CalendarOptions m_options;
};

/// Makes a subscription due now.
class RefreshSubscription {
public:
    RefreshSubscription(pb::SubscriptionRequest request, const CalendarOptions &options);
    shared::Result<pb::SubscribedCalendar> operator()(UnitOfWork &unit) const;

private:
    pb::SubscriptionRequest m_request;
    CalendarOptions m_options;
};

/// Ends a subscription: with its calendar, or leaving its events to the calendar's owners.
class DeleteSubscription {
public:
    explicit DeleteSubscription(pb::DeleteSubscriptionRequest request);
    shared::Result<pb::Empty> operator()(UnitOfWork &unit) const;

private:
    shared::Result<pb::Empty> keepEvents(UnitOfWork &unit) const;

    pb::DeleteSubscriptionRequest m_request;
};

}
