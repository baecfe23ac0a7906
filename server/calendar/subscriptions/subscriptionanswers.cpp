#include "server/calendar/subscriptions/subscriptionanswers.h"

#include "server/calendar/subscriptions/feedurl.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

Result<Subscribed> findSubscription(shared::Database &database, const CallContext &caller,
                                    const pb::CalendarRef &reference, Right right)
{
    const auto calendar = requireAccess(database, caller, reference, right);
    if (!calendar)
        return calendar.error();
    const auto subscription = SubscriptionTable(database).find(calendar->id);
    if (!subscription)
        return shared::Error{shared::ErrorCode::NotFound, u"This calendar is no subscription."_s,
                             u"no_such_subscription"_s};
    return Subscribed{*calendar, *subscription};
}

Result<Subscribed> findSubscription(shared::Database &database, const CallContext &caller,
                                    const shared::CalendarId &calendar)
{
    pb::CalendarRef reference;
    reference.set_id(idBytes(calendar));
    return findSubscription(database, caller, reference, Right::See);
}

pb::SubscribedCalendar answerFor(const Subscribed &subscribed, qint64 nowMs)
{
    const FeedSubscription &subscription = subscribed.subscription;
    const shared::Role role = subscribed.calendar.role;
    pb::SubscribedCalendar answer;
    *answer.mutable_calendar() = toProto(subscribed.calendar);
    if (shared::mayManage(role))
        answer.set_url(utf8(subscription.url));
    if (shared::mayRead(role))
        answer.set_host(utf8(feedHost(QUrl(subscription.url))));
    answer.set_interval_ms(subscription.intervalMs);
    answer.set_created_ms(subscription.createdMs);
    answer.set_attempt_ms(subscription.attemptMs);
    answer.set_success_ms(subscription.successMs);
    answer.set_next_ms(subscription.nextMs);
    answer.set_refreshing(subscription.leaseUntilMs > nowMs);
    answer.set_error_reason(utf8(subscription.errorReason));
    answer.set_error_message(utf8(subscription.errorMessage));
    answer.set_failures(subscription.failures);
    return answer;
}

}
