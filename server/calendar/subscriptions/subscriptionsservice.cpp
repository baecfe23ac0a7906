#include "server/calendar/subscriptions/subscriptionsservice.h"

#include "server/calendar/calendarkey.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/subscriptions/createsubscription.h"
#include "server/calendar/subscriptions/subscriptionanswers.h"
#include "server/calendar/subscriptions/updatesubscription.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

namespace {
Result<pb::SubscriptionsResponse> subscriptionsOf(Database &database, const CallContext &call, qint64 nowMs)
{
    const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
    QHash<shared::CalendarId, shared::Calendar> calendars;
    for (const shared::Calendar &calendar : CalendarTable(database).ofUser(call.user))
        calendars.insert(calendar.id, calendar);
    pb::SubscriptionsResponse response;
    for (const FeedSubscription &subscription : SubscriptionTable(database).ofUser(call.user))
        if (const auto calendar = calendars.constFind(subscription.calendar);
            calendar != calendars.constEnd())
            *response.add_subscriptions() = answerFor({*calendar, subscription}, nowMs);
    return response;
}
}

SubscriptionsService::SubscriptionsService(Writer &writer, SagaRunner &runner, TaskTimer &timer,
                                           shared::Engine engine, const CalendarOptions &options)
    : m_writer(writer)
    , m_options(options)
    , m_refresher(writer, runner, timer, engine, options)
{
}

Reply<pb::SubscribedCalendar> SubscriptionsService::waking(Reply<pb::SubscribedCalendar> reply)
{
    return [this, reply = std::move(reply)](const Result<pb::SubscribedCalendar> &answer) {
        if (answer)
            m_refresher.wake();
        reply(answer);
    };
}

void SubscriptionsService::createSubscription(const CallContext &call,
                                              const pb::CreateSubscriptionRequest &request,
                                              Reply<pb::SubscribedCalendar> reply)
{
    const auto id = shared::newId<shared::CalendarId>(m_writer.clock());
    m_writer.run(call, id.value, CreateSubscription(request, id, m_options), waking(std::move(reply)));
}

void SubscriptionsService::subscriptions(const CallContext &call, const pb::Empty &,
                                         Reply<pb::SubscriptionsResponse> reply)
{
    const auto question = [call, now = m_writer.clock().nowMs()](Database &database) {
        return subscriptionsOf(database, call, now);
    };
    m_writer.read(call, question, std::move(reply));
}

void SubscriptionsService::findSubscription(const CallContext &call, const pb::SubscriptionRequest &request,
                                            Reply<pb::SubscribedCalendar> reply)
{
    const auto question = [call, request, now = m_writer.clock().nowMs()](
                              Database &database) -> Result<pb::SubscribedCalendar> {
        const auto found = calendar::findSubscription(database, call, request.calendar(), Right::See);
        if (!found)
            return found.error();
        return answerFor(*found, now);
    };
    m_writer.read(call, question, std::move(reply));
}

void SubscriptionsService::updateSubscription(const CallContext &call,
                                              const pb::UpdateSubscriptionRequest &request,
                                              Reply<pb::SubscribedCalendar> reply)
{
    m_writer.run(call, keyOf(request.calendar()), UpdateSubscription(request, m_options),
                 waking(std::move(reply)));
}

void SubscriptionsService::refreshSubscription(const CallContext &call,
                                               const pb::SubscriptionRequest &request,
                                               Reply<pb::SubscribedCalendar> reply)
{
    m_writer.run(call, keyOf(request.calendar()), RefreshSubscription(request, m_options),
                 waking(std::move(reply)));
}

void SubscriptionsService::deleteSubscription(const CallContext &call,
                                              const pb::DeleteSubscriptionRequest &request,
                                              Reply<pb::Empty> reply)
{
    m_writer.run(call, keyOf(request.calendar()), DeleteSubscription(request), std::move(reply));
}

}
