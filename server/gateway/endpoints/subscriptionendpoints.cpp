#include "server/gateway/endpoints/subscriptionendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/endpoints/subscriptionjson.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

#include <QJsonArray>

#include <algorithm>

namespace hearth::server::gateway::subscriptionendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kMaxMinutes = 1'000'000; ///< beyond any that the service takes

/// Not to be kept by anybody in between: the URL may have secrets in it.
HttpResponse subscriptionAnswer(int status, const calendar::SubscribedCalendar &subscription)
{
    HttpResponse response = HttpResponse::json(status, subscriptionJson(subscription));
    response.headers.add("Cache-Control", "no-store");
    return response;
}

Reply<calendar::SubscribedCalendar> subscriptionReply(const ExchangePtr &exchange, int status = 200)
{
    return answer<calendar::SubscribedCalendar>(exchange,
                                                [status](const calendar::SubscribedCalendar &subscription) {
                                                    return subscriptionAnswer(status, subscription);
                                                });
}

/// In milliseconds; nothing where the body does not say.
Result<std::optional<qint64>> intervalOf(const QJsonObject &body)
{
    const auto minutes = optionalInteger(body, "interval_minutes"_L1, 1);
    if (!minutes)
        return minutes.error();
    if (!*minutes)
        return std::optional<qint64>();
    return std::optional(std::min(**minutes, kMaxMinutes) * kMinuteMs);
}

template <class Request> Result<Request> readPath(const Exchange &exchange)
{
    const auto ref = calendarInPath(exchange);
    if (!ref)
        return ref.error();
    Request request;
    *request.mutable_calendar() = *ref;
    return request;
}

Result<calendar::CreateSubscriptionRequest> readCreate(const Exchange &exchange)
{
    const QJsonObject &body = exchange.body();
    calendar::CreateSubscriptionRequest request;
    const auto url = requiredString(body, "url"_L1);
    if (!url)
        return url.error();
    const auto name = requiredString(body, "name"_L1);
    if (!name)
        return name.error();
    const auto colour = optionalString(body, "colour"_L1);
    if (!colour)
        return colour.error();
    const auto zone = optionalString(body, "time_zone"_L1);
    if (!zone)
        return zone.error();
    const auto interval = intervalOf(body);
    if (!interval)
        return interval.error();
    const auto key = idempotencyKey(exchange.request());
    if (!key)
        return key.error();
    request.set_url(utf8(*url));
    request.set_name(utf8(*name));
    request.set_colour(utf8(colour->value_or(QString())));
    request.set_time_zone(utf8(zone->value_or(QString())));
    request.set_interval_ms(interval->value_or(0));
    request.set_idempotency_key(utf8(*key));
    request.set_request_hash(requestHash(body).toStdString());
    return request;
}

Result<bool> keepsEvents(const HttpRequest &request)
{
    const QString text = request.queryValue(u"keep_events").value_or(u"false"_s);
    if (text != "true"_L1 && text != "false"_L1)
        return Error{ErrorCode::InvalidArgument, u"'keep_events' is true or false."_s};
    return text == "true"_L1;
}
}

void list(const ExchangePtr &exchange)
{
    exchange->context().calendar.subscriptions().subscriptions(
        exchange->call(), {},
        answer<calendar::SubscriptionsResponse>(
            exchange, [](const calendar::SubscriptionsResponse &response) {
                QJsonArray subscriptions;
                for (const calendar::SubscribedCalendar &each : response.subscriptions())
                    subscriptions.append(subscriptionJson(each));
                HttpResponse listed = HttpResponse::json(200, {{u"subscriptions"_s, subscriptions}});
                listed.headers.add("Cache-Control", "no-store");
                return listed;
            }));
}

void create(const ExchangePtr &exchange)
{
    const auto request = readCreate(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.subscriptions().createSubscription(
        exchange->call(), *request,
        answer<calendar::SubscribedCalendar>(exchange, [](const calendar::SubscribedCalendar &made) {
            HttpResponse response = subscriptionAnswer(201, made);
            const auto id = idFromBytes<shared::CalendarId>(made.calendar().id());
            response.headers.add("Location", "/api/v1/subscriptions/" + id.toString().toLatin1());
            return response;
        }));
}

void find(const ExchangePtr &exchange)
{
    const auto request = readPath<calendar::SubscriptionRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.subscriptions().findSubscription(exchange->call(), *request,
                                                                  subscriptionReply(exchange));
}

void update(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::UpdateSubscriptionRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto url = optionalString(exchange->body(), "url"_L1);
    if (!url)
        return exchange->fail(url.error());
    const auto interval = intervalOf(exchange->body());
    if (!interval)
        return exchange->fail(interval.error());
    if (*url)
        request->set_url(utf8(**url));
    if (*interval)
        request->set_interval_ms(**interval);
    exchange->context().calendar.subscriptions().updateSubscription(exchange->call(), *request,
                                                                    subscriptionReply(exchange));
}

void refresh(const ExchangePtr &exchange)
{
    const auto request = readPath<calendar::SubscriptionRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.subscriptions().refreshSubscription(exchange->call(), *request,
                                                                     subscriptionReply(exchange, 202));
}

void remove(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::DeleteSubscriptionRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto keep = keepsEvents(exchange->request());
    if (!keep)
        return exchange->fail(keep.error());
    request->set_keep_events(*keep);
    exchange->context().calendar.subscriptions().deleteSubscription(
        exchange->call(), *request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

}
