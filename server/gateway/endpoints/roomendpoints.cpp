#include "server/gateway/endpoints/roomendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonArray>

namespace hearth::server::gateway::roomendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
QJsonObject calendarAnswer(const calendar::Calendar &calendar) { return shared::toJson(fromProto(calendar)); }

/// The member under its name in the full API or, failing that, in the base endpoints ("calendar_name").
Result<std::optional<QString>> eitherString(const QJsonObject &body, QLatin1StringView name,
                                            QLatin1StringView baseName)
{
    return optionalString(body, body.contains(name) ? name : baseName);
}

Result<calendar::CreateCalendarRequest> readCreate(const Exchange &exchange, QLatin1StringView nameMember,
                                                   QLatin1StringView passwordMember)
{
    const QJsonObject &body = exchange.body();
    const auto name = requiredString(body, nameMember);
    if (!name)
        return name.error();
    const auto password = optionalString(body, passwordMember);
    if (!password)
        return password.error();
    const auto colour = optionalString(body, "colour"_L1);
    if (!colour)
        return colour.error();
    const auto zone = optionalString(body, "time_zone"_L1);
    if (!zone)
        return zone.error();
    const auto key = idempotencyKey(exchange.request());
    if (!key)
        return key.error();
    calendar::CreateCalendarRequest request;
    request.set_name(utf8(*name));
    request.set_password(utf8(password->value_or(QString())));
    request.set_colour(utf8(colour->value_or(QString())));
    request.set_time_zone(utf8(zone->value_or(QString())));
    request.set_idempotency_key(utf8(*key));
    // The service adds the password, in a form that can't be guessed from.
    QJsonObject rest = body;
    rest.remove(passwordMember);
    request.set_request_hash(requestHash(rest).toStdString());
    return request;
}

template <class Make>
void createWith(const ExchangePtr &exchange, const Result<calendar::CreateCalendarRequest> &request,
                Make make)
{
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.createCalendar(exchange->call(), *request,
                                                answer<calendar::Calendar>(exchange, make));
}

Result<calendar::JoinRequest> readJoin(const QJsonObject &body)
{
    const auto id = optionalString(body, "calendar_id"_L1);
    if (!id)
        return id.error();
    const auto name = eitherString(body, "calendar_name"_L1, "name"_L1);
    if (!name)
        return name.error();
    const auto password = eitherString(body, "calendar_password"_L1, "password"_L1);
    if (!password)
        return password.error();
    calendar::JoinRequest request;
    if (*id) {
        const auto parsed = shared::CalendarId::fromString(**id);
        if (!parsed)
            return Error{ErrorCode::NotFound, u"The calendar does not exist."_s};
        request.mutable_calendar()->set_id(idBytes(*parsed));
    } else if (*name) {
        request.mutable_calendar()->set_name(utf8(**name));
    } else {
        return Error{ErrorCode::InvalidArgument, u"'calendar_name' is missing."_s};
    }
    request.set_password(utf8(password->value_or(QString())));
    return request;
}

Result<calendar::UpdateCalendarRequest> readUpdate(const Exchange &exchange)
{
    const auto ref = calendarInPath(exchange);
    if (!ref)
        return ref.error();
    const QJsonObject &body = exchange.body();
    calendar::UpdateCalendarRequest request;
    *request.mutable_calendar() = *ref;
    request.set_if_version(ifMatchVersion(exchange.request()));
    const auto take = [&](QLatin1StringView name, auto set) -> std::optional<Error> {
        const auto text = optionalString(body, name);
        if (!text)
            return text.error();
        if (*text)
            set(utf8(**text));
        return std::nullopt;
    };
    std::optional<Error> error = take("name"_L1, [&](const std::string &text) { request.set_name(text); });
    if (!error)
        error = take("colour"_L1, [&](const std::string &text) { request.set_colour(text); });
    if (!error)
        error = take("time_zone"_L1, [&](const std::string &text) { request.set_time_zone(text); });
    if (!error)
        error = take("password"_L1, [&](const std::string &text) { request.set_password(text); });
    if (error)
        return *error;
    return request;
}
}

void createByName(const ExchangePtr &exchange)
{
    createWith(exchange, readCreate(*exchange, "calendar_name"_L1, "calendar_password"_L1),
               [](const calendar::Calendar &created) {
                   QJsonObject object = calendarAnswer(created);
                   object.insert(u"message"_s, u"The calendar has been created."_s);
                   object.insert(u"calendar_name"_s, object.value("name"_L1));
                   return withVersion(201, object, created.version());
               });
}

void create(const ExchangePtr &exchange)
{
    createWith(
        exchange, readCreate(*exchange, "name"_L1, "password"_L1), [](const calendar::Calendar &created) {
            HttpResponse response = withVersion(201, calendarAnswer(created), created.version());
            response.headers.add("Location",
                                 "/api/v1/calendars/"
                                     + idFromBytes<shared::CalendarId>(created.id()).toString().toLatin1());
            return response;
        });
}

void list(const ExchangePtr &exchange)
{
    exchange->context().calendar.calendars(
        exchange->call(), {},
        answer<calendar::CalendarsResponse>(exchange, [](const calendar::CalendarsResponse &response) {
            QJsonArray calendars;
            for (const calendar::Calendar &each : response.calendars())
                calendars.append(calendarAnswer(each));
            return HttpResponse::json(200, {{u"calendars"_s, calendars}});
        }));
}

void join(const ExchangePtr &exchange)
{
    const auto request = readJoin(exchange->body());
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.join(
        exchange->call(), *request,
        answer<calendar::JoinResponse>(exchange, [](const calendar::JoinResponse &response) {
            QJsonObject object = calendarAnswer(response.calendar());
            object.insert(u"already_member"_s, response.already_member());
            return withVersion(200, object, response.calendar().version());
        }));
}

void find(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    // `seq` and `role` change without the calendar's version, so there is no ETag to compare here.
    exchange->context().calendar.findCalendar(
        exchange->call(), *request, answer<calendar::Calendar>(exchange, [](const calendar::Calendar &found) {
            return withVersion(200, calendarAnswer(found), found.version());
        }));
}

void update(const ExchangePtr &exchange)
{
    const auto request = readUpdate(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.updateCalendar(
        exchange->call(), *request,
        answer<calendar::Calendar>(exchange, [](const calendar::Calendar &updated) {
            return withVersion(200, calendarAnswer(updated), updated.version());
        }));
}

void remove(const ExchangePtr &exchange)
{
    auto request = calendarRequest<calendar::DeleteCalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.deleteCalendar(
        exchange->call(), *request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

void members(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.members(
        exchange->call(), *request,
        answer<calendar::MembersResponse>(exchange, [](const calendar::MembersResponse &response) {
            QJsonArray members;
            for (const calendar::Member &each : response.members())
                members.append(shared::toJson(fromProto(each)));
            return HttpResponse::json(200, {{u"members"_s, members}});
        }));
}

void setRole(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto user = idValue<shared::UserId>(*exchange, 1, u"The member"_s);
    if (!user)
        return exchange->fail(user.error());
    const auto name = requiredString(exchange->body(), "role"_L1);
    if (!name)
        return exchange->fail(name.error());
    const auto role = shared::roleFromName(*name);
    if (!role)
        return exchange->fail(
            {ErrorCode::InvalidArgument, u"'role' is none of owner, editor, viewer and busy."_s});
    calendar::SetRoleRequest request;
    *request.mutable_calendar() = *ref;
    request.set_user_id(idBytes(*user));
    request.set_role(static_cast<int>(*role));
    exchange->context().calendar.setRole(
        exchange->call(), request, answer<calendar::Member>(exchange, [](const calendar::Member &member) {
            return HttpResponse::json(200, shared::toJson(fromProto(member)));
        }));
}

void removeMember(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto user = idValue<shared::UserId>(*exchange, 1, u"The member"_s);
    if (!user)
        return exchange->fail(user.error());
    calendar::RemoveMemberRequest request;
    *request.mutable_calendar() = *ref;
    request.set_user_id(idBytes(*user));
    exchange->context().calendar.removeMember(
        exchange->call(), request, answer<calendar::Calendar>(exchange, [](const calendar::Calendar &) {
            return HttpResponse::empty(204);
        }));
}

}
