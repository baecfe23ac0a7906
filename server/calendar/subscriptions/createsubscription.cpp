#include "server/calendar/subscriptions/createsubscription.h"

#include "server/calendar/commands/createcalendar.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/calendar/subscriptions/feedurl.h"
#include "server/calendar/subscriptions/subscriptionanswers.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qint64 kMaxIntervalMs = 7LL * 24 * 3600 * 1000;
const QString kUnknownPassword = u"*"_s; ///< no password has this hash

pb::CreateCalendarRequest calendarRequest(const pb::CreateSubscriptionRequest &request)
{
    pb::CreateCalendarRequest calendar;
    calendar.set_name(request.name());
    calendar.set_colour(request.colour());
    calendar.set_time_zone(request.time_zone());
    return calendar;
}
}

Result<qint64> checkInterval(qint64 wantedMs, const CalendarOptions &options)
{
    if (wantedMs == 0)
        return std::max(options.feedIntervalMs, options.feedMinIntervalMs);
    if (wantedMs < options.feedMinIntervalMs || wantedMs > kMaxIntervalMs)
        return invalidArgument(
            u"A feed is fetched every %1 minutes at most, and once in seven days at least."_s.arg(
                options.feedMinIntervalMs / 60'000),
            u"interval"_s);
    return wantedMs;
}

CreateSubscription::CreateSubscription(pb::CreateSubscriptionRequest request, shared::CalendarId id,
                                       const CalendarOptions &options)
    : m_request(std::move(request))
    , m_id(id)
    , m_options(options)
{
}

Result<pb::SubscribedCalendar> CreateSubscription::operator()(UnitOfWork &unit) const
{
    const QString keyText = fromUtf8(m_request.idempotency_key());
    if (const auto checked = IdempotencyTable::check(keyText); !checked)
        return checked.error();
    IdempotencyTable key(unit.db(), {unit.caller().user, u"create_subscription"_s, keyText});
    const auto claim = key.claim(m_request.request_hash(), m_id.value, unit.nowMs());
    if (!claim)
        return claim.error();
    if (*claim) {
        pb::SubscribedCalendar answer;
        answer.ParseFromString(**claim);
        return answer;
    }
    const auto made = make(unit);
    if (!made)
        return made.error();
    key.finish(made->SerializeAsString());
    unit.commit();
    return *made;
}

Result<pb::SubscribedCalendar> CreateSubscription::make(UnitOfWork &unit) const
{
    const auto url = parseFeedUrl(fromUtf8(m_request.url()), m_options.feedPorts);
    if (!url)
        return url.error();
    const auto interval = checkInterval(m_request.interval_ms(), m_options);
    if (!interval)
        return interval.error();
    SubscriptionTable subscriptions(unit.db());
    if (unit.alreadyDone()) {
        const auto there = findSubscription(unit.db(), unit.caller(), m_id);
        return there ? answerFor(*there, unit.nowMs()) : Result<pb::SubscribedCalendar>(there.error());
    }
    if (subscriptions.countOfOwner(unit.caller().user) >= m_options.maxFeeds)
        return conflict(u"You have subscribed to as many feeds as you can."_s, u"too_many_subscriptions"_s);
    const auto calendar =
        CreateCalendar(calendarRequest(m_request), kUnknownPassword, m_id, m_options).make(unit);
    if (!calendar)
        return calendar.error();
    FeedSubscription subscription;
    subscription.calendar = m_id;
    subscription.url = url->toString(QUrl::FullyEncoded);
    subscription.intervalMs = *interval;
    subscription.createdMs = unit.nowMs();
    subscription.nextMs = unit.nowMs();
    subscriptions.insert(subscription);
    Subscribed made{*calendar, subscription};
    made.calendar.subscribed = true;
    return answerFor(made, unit.nowMs());
}

}
