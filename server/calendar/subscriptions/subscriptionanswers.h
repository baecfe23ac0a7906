#pragma once

#include "server/calendar/access.h"
#include "server/calendar/subscriptions/subscriptiontable.h"
#include "server/proto/subscriptions.pb.h"

namespace hearth::server::calendar {

/// A subscription and its calendar, as one member sees it.
struct Subscribed {
    shared::Calendar calendar;
    FeedSubscription subscription;
};

/// NotFound with reason "no_such_subscription" for another kind of calendar.
shared::Result<Subscribed> findSubscription(shared::Database &database, const CallContext &caller,
                                            const pb::CalendarRef &reference, Right right);
shared::Result<Subscribed> findSubscription(shared::Database &database, const CallContext &caller,
                                            const shared::CalendarId &calendar);

/// The URL is for owners, its host for who may read.
pb::SubscribedCalendar answerFor(const Subscribed &subscribed, qint64 nowMs);

}
