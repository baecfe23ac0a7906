#include "server/calendar/subscriptions/updatesubscription.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/commands/deletecalendar.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/subscriptions/createsubscription.h"
#include "server/calendar/subscriptions/feedurl.h"
#include "server/calendar/subscriptions/subscriptionanswers.h"
#include "server/proto/convert.h"

#include <QJsonArray>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

UpdateSubscription::UpdateSubscription(pb::UpdateSubscriptionRequest request, const CalendarOptions &options)
    : m_request(std::move(request))
    , m_options(options)
{
}

Result<pb::SubscribedCalendar> UpdateSubscription::operator()(UnitOfWork &unit) const
{
    const auto found = findSubscription(unit.db(), unit.caller(), m_request.calendar(), Right::Manage);
    if (!found)
        return found.error();
    const FeedSubscription &before = found->subscription;
    SubscriptionTable table(unit.db());
    if (m_request.has_interval_ms()) {
        const auto interval = checkInterval(m_request.interval_ms(), m_options);
        if (!interval)
            return interval.error();
        const qint64 last = std::max(before.attemptMs, before.createdMs);
        table.setInterval(before.calendar, *interval, std::min(before.nextMs, last + *interval));
    }
    if (m_request.has_url()) {
        const auto url = parseFeedUrl(fromUtf8(m_request.url()), m_options.feedPorts);
        if (!url)
            return url.error();
        const QString text = url->toString(QUrl::FullyEncoded);
        if (text != before.url)
            table.setSource(before.calendar, text, unit.nowMs());
    }
    const auto after = findSubscription(unit.db(), unit.caller(), before.calendar);
    if (!after)
        return after.error();
    unit.commit();
    return answerFor(*after, unit.nowMs());
}

RefreshSubscription::RefreshSubscription(pb::SubscriptionRequest request, const CalendarOptions &options)
    : m_request(std::move(request))
    , m_options(options)
{
}

Result<pb::SubscribedCalendar> RefreshSubscription::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    if (!shared::mayWriteEvents(calendar->role))
        return notAllowed(u"You may only look at this calendar."_s);
    auto found = findSubscription(unit.db(), unit.caller(), calendar->id);
    if (!found)
        return found.error();
    FeedSubscription &subscription = found->subscription;
    const qint64 waitMs = subscription.attemptMs + m_options.feedRefreshPauseMs - unit.nowMs();
    if (subscription.attemptMs > 0 && waitMs > 0)
        return shared::Error{shared::ErrorCode::RateLimited, u"The feed was fetched just now."_s,
                             u"refreshed_just_now"_s, static_cast<int>((waitMs + 999) / 1000)};
    subscription.nextMs = unit.nowMs();
    SubscriptionTable(unit.db()).makeDue(subscription.calendar, unit.nowMs());
    unit.commit();
    return answerFor(*found, unit.nowMs());
}

DeleteSubscription::DeleteSubscription(pb::DeleteSubscriptionRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Empty> DeleteSubscription::operator()(UnitOfWork &unit) const
{
    if (unit.alreadyDone())
        return pb::Empty{};
    const auto found = findSubscription(unit.db(), unit.caller(), m_request.calendar(), Right::Manage);
    if (!found)
        return found.error();
    if (m_request.keep_events())
        return keepEvents(unit);
    pb::DeleteCalendarRequest request;
    *request.mutable_calendar() = m_request.calendar();
    return DeleteCalendar(request)(unit);
}

Result<pb::Empty> DeleteSubscription::keepEvents(UnitOfWork &unit) const
{
    auto locked = lockCalendar(unit, m_request.calendar(), Right::Manage);
    if (!locked)
        return locked.error();
    shared::Calendar &calendar = locked->calendar;
    calendar.subscribed = false;
    calendar.seq = locked->nextSeq;
    calendar.version = locked->nextSeq;
    SubscriptionTable(unit.db()).remove(calendar.id);
    if (!CalendarTable(unit.db()).update(calendar))
        return conflict(u"A calendar of this name exists already."_s, u"name_taken"_s);
    QJsonObject data = calendarData(calendar);
    data.insert(u"changed"_s, QJsonArray{u"subscribed"_s});
    unit.log(calendar.id, calendar.seq, shared::ChangeKind::CalendarUpdated, calendar.id.value, data);
    unit.commit();
    return pb::Empty{};
}

}
