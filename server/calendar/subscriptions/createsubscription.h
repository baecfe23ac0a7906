#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/subscriptions.pb.h"

namespace hearth::server::calendar {

/// Makes a calendar whose content is a feed; who asks for it is its owner. Nobody joins it by its name: it
/// has a password that nobody knows, until an owner gives it one.
class CreateSubscription {
public:
    CreateSubscription(pb::CreateSubscriptionRequest request, shared::CalendarId id,
                       const CalendarOptions &options);
    shared::Result<pb::SubscribedCalendar> operator()(UnitOfWork &unit) const;

private:
    shared::Result<pb::SubscribedCalendar> make(UnitOfWork &unit) const;

    pb::CreateSubscriptionRequest m_request;
    shared::CalendarId m_id;
    CalendarOptions m_options;
};

/// The interval as it may be. InvalidArgument with reason "interval"; 0: the operator's.
shared::Result<qint64> checkInterval(qint64 wantedMs, const CalendarOptions &options);

}
