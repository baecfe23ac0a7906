#include "server/gateway/endpoints/freebusyendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>

namespace hearth::server::gateway::freebusyendpoints {

using namespace Qt::StringLiterals;

namespace {
using Periods = google::protobuf::RepeatedPtrField<calendar::BusyPeriod>;

template <class Request> void takeWindow(const HttpRequest &http, Request &request)
{
    request.set_from(utf8(http.queryValue(u"from").value_or(QString())));
    request.set_to(utf8(http.queryValue(u"to").value_or(QString())));
}

QJsonArray periodsAnswer(const Periods &periods)
{
    QJsonArray busy;
    for (const calendar::BusyPeriod &each : periods)
        busy.append(QJsonObject{{u"start"_s, shared::formatUtc(each.start_ms())},
                                {u"end"_s, shared::formatUtc(each.end_ms())},
                                {u"tentative"_s, each.tentative()}});
    return busy;
}

QJsonObject windowAnswer(const calendar::BusyTimesResponse &response)
{
    return {{u"from"_s, shared::formatUtc(response.from_ms())},
            {u"to"_s, shared::formatUtc(response.to_ms())}};
}

HttpResponse calendarsAnswer(const calendar::BusyTimesResponse &response)
{
    QJsonObject object = windowAnswer(response);
    object.insert(u"busy"_s, periodsAnswer(response.periods()));
    return HttpResponse::json(200, object);
}

HttpResponse membersAnswer(const calendar::BusyTimesResponse &response)
{
    QJsonArray members;
    for (const calendar::MemberBusy &each : response.members())
        members.append(QJsonObject{{u"user_id"_s, idFromBytes<shared::UserId>(each.user_id()).toString()},
                                   {u"username"_s, fromUtf8(each.username())},
                                   {u"busy"_s, periodsAnswer(each.periods())}});
    QJsonObject object = windowAnswer(response);
    object.insert(u"members"_s, members);
    return HttpResponse::json(200, object);
}
}

void ofCalendars(const ExchangePtr &exchange)
{
    calendar::BusyOfCalendarsRequest request;
    takeWindow(exchange->request(), request);
    for (const auto &[name, value] : exchange->request().queryItems()) {
        if (name != "calendar_id"_L1)
            continue;
        const auto id = shared::CalendarId::fromString(value);
        if (!id)
            return exchange->fail({shared::ErrorCode::InvalidArgument, u"'calendar_id' is not a UUID."_s});
        request.add_calendar_ids(idBytes(*id));
    }
    exchange->context().calendar.objects().busyOfCalendars(
        exchange->call(), request, answer<calendar::BusyTimesResponse>(exchange, calendarsAnswer));
}

void ofMembers(const ExchangePtr &exchange)
{
    auto request = calendarRequest<calendar::BusyOfMembersRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    takeWindow(exchange->request(), *request);
    exchange->context().calendar.objects().busyOfMembers(
        exchange->call(), *request, answer<calendar::BusyTimesResponse>(exchange, membersAnswer));
}

}
