#include "server/gateway/endpoints/reminderendpoints.h"

#include "server/gateway/endpoints/reminderjson.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

namespace hearth::server::gateway::reminderendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
Error notMinutes(QLatin1StringView name)
{
    return {ErrorCode::InvalidArgument,
            u"'%1' is a list of whole minutes before the start, or null."_s.arg(name), u"invalid_reminder"_s};
}

/// Nothing where the member is missing or null.
Result<std::optional<calendar::Minutes>> readMinutes(const QJsonObject &body, QLatin1StringView name)
{
    const QJsonValue value = body.value(name);
    if (value.isUndefined() || value.isNull())
        return std::optional<calendar::Minutes>();
    if (!value.isArray())
        return notMinutes(name);
    calendar::Minutes minutes;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        const double number = each.toDouble(-1);
        if (number < 0 || number > std::numeric_limits<int>::max() || std::floor(number) != number)
            return notMinutes(name);
        minutes.add_minutes(static_cast<int>(number));
    }
    return std::optional(minutes);
}

template <class Message> Outcome readLists(const QJsonObject &body, Message &message)
{
    const auto timed = readMinutes(body, "reminders"_L1);
    if (!timed)
        return timed.error();
    if (*timed)
        *message.mutable_reminders() = **timed;
    const auto allDay = readMinutes(body, "all_day_reminders"_L1);
    if (!allDay)
        return allDay.error();
    if (*allDay)
        *message.mutable_all_day_reminders() = **allDay;
    return shared::Done{};
}

Result<bool> readMuted(const QJsonObject &body)
{
    const QJsonValue value = body.value("muted"_L1);
    if (value.isUndefined() || value.isNull())
        return false;
    if (!value.isBool())
        return Error{ErrorCode::InvalidArgument, u"'muted' is not true or false."_s};
    return value.toBool();
}

template <class Response, class Json> Reply<Response> jsonReply(const ExchangePtr &exchange, Json json)
{
    return answer<Response>(
        exchange, [json](const Response &response) { return HttpResponse::json(200, json(response)); });
}

RemindersApi &remindersOf(const ExchangePtr &exchange) { return exchange->context().calendar.reminders(); }

}

void list(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    remindersOf(exchange).reminders(exchange->call(), *request,
                                    jsonReply<calendar::RemindersResponse>(exchange, remindersJson));
}

void settings(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    remindersOf(exchange).settings(
        exchange->call(), *request,
        jsonReply<calendar::ReminderSettingsResponse>(exchange, reminderSettingsJson));
}

void setSettings(const ExchangePtr &exchange)
{
    auto request = calendarRequest<calendar::SetReminderSettingsRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto read = readLists(exchange->body(), *request->mutable_own()); !read)
        return exchange->fail(read.error());
    const auto muted = readMuted(exchange->body());
    if (!muted)
        return exchange->fail(muted.error());
    request->mutable_own()->set_muted(*muted);
    remindersOf(exchange).setSettings(
        exchange->call(), *request,
        jsonReply<calendar::ReminderSettingsResponse>(exchange, reminderSettingsJson));
}

void setDefaults(const ExchangePtr &exchange)
{
    auto request = calendarRequest<calendar::SetReminderDefaultsRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto read = readLists(exchange->body(), *request->mutable_defaults()); !read)
        return exchange->fail(read.error());
    remindersOf(exchange).setDefaults(
        exchange->call(), *request,
        jsonReply<calendar::ReminderSettingsResponse>(exchange, reminderSettingsJson));
}

void ofEvent(const ExchangePtr &exchange)
{
    const auto request = eventRequest<calendar::EventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    remindersOf(exchange).eventReminders(exchange->call(), *request,
                                         jsonReply<calendar::EventReminders>(exchange, eventRemindersJson));
}

void setOfEvent(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::SetEventRemindersRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto own = readMinutes(exchange->body(), "reminders"_L1);
    if (!own)
        return exchange->fail(own.error());
    if (*own)
        *request->mutable_own() = **own;
    const auto muted = readMuted(exchange->body());
    if (!muted)
        return exchange->fail(muted.error());
    request->set_muted(*muted);
    remindersOf(exchange).setEventReminders(
        exchange->call(), *request, jsonReply<calendar::EventReminders>(exchange, eventRemindersJson));
}

void claim(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::ClaimRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto occurrence = optionalString(exchange->body(), "occurrence"_L1);
    if (!occurrence)
        return exchange->fail(occurrence.error());
    request->set_occurrence(utf8(occurrence->value_or(QString())));
    remindersOf(exchange).claim(exchange->call(), *request,
                                jsonReply<calendar::ReminderClaim>(exchange, claimJson));
}

void release(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::ClaimRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->set_occurrence(utf8(exchange->request().queryValue(u"occurrence").value_or(QString())));
    remindersOf(exchange).release(
        exchange->call(), *request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

}
