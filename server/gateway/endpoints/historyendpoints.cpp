#include "server/gateway/endpoints/historyendpoints.h"

#include "server/gateway/endpoints/jsonparts.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonArray>

namespace hearth::server::gateway::historyendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxVersions = 100;
constexpr int kMaxTrash = 500;

QJsonValue cursorValue(const std::string &cursor)
{
    return cursor.empty() ? QJsonValue() : QJsonValue(fromUtf8(cursor));
}

Result<calendar::VersionRequest> readVersion(const Exchange &exchange)
{
    auto request = eventRequest<calendar::VersionRequest>(exchange);
    if (!request)
        return request;
    bool ok = false;
    const qint64 number = exchange.value(2).toLongLong(&ok);
    if (!ok || number < 1)
        return Error{ErrorCode::NotFound, u"The event has no such version."_s, u"no_such_version"_s};
    request->set_number(number);
    return request;
}

/// `limit` and `cursor` of the query.
template <class Request> shared::Outcome takePage(const HttpRequest &http, int most, Request &request)
{
    const auto limit = numberInQuery(http, u"limit", 1, most, 0);
    if (!limit)
        return limit.error();
    request.set_limit(static_cast<int>(*limit));
    request.set_cursor(utf8(http.queryValue(u"cursor").value_or(QString())));
    return shared::Done{};
}

template <class Trashed> void insertTrashed(QJsonObject &json, const Trashed &trashed, const QString &by)
{
    json.insert(u"deleted_at"_s, shared::formatUtc(trashed.deleted_ms()));
    json.insert(u"deleted_by"_s, by);
    json.insert(u"kept_until"_s, shared::formatUtc(trashed.kept_until_ms()));
}

HttpResponse trashAnswer(const calendar::TrashResponse &response)
{
    QJsonArray events;
    for (const calendar::TrashedEvent &each : response.events()) {
        QJsonObject event = eventAnswer(each.event());
        insertTrashed(event, each, fromUtf8(each.event().updated_by_name()));
        events.append(event);
    }
    return HttpResponse::json(
        200, {{u"events"_s, events}, {u"next_cursor"_s, cursorValue(response.next_cursor())}});
}

HttpResponse trashedCalendarsAnswer(const calendar::TrashedCalendarsResponse &response)
{
    QJsonArray calendars;
    for (const calendar::TrashedCalendar &each : response.calendars()) {
        QJsonObject json = shared::toJson(fromProto(each.calendar()));
        insertTrashed(json, each, fromUtf8(each.deleted_by_name()));
        calendars.append(json);
    }
    return HttpResponse::json(200, {{u"calendars"_s, calendars}});
}
}

void list(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::HistoryRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto page = takePage(exchange->request(), kMaxVersions, *request); !page)
        return exchange->fail(page.error());
    exchange->context().calendar.history().history(
        exchange->call(), *request,
        answer<calendar::HistoryResponse>(exchange, [](const calendar::HistoryResponse &response) {
            const QByteArray cursor = QByteArray::fromStdString(response.next_cursor());
            return jsonList(
                "versions", response.versions(), [](const std::string &each) { return each; },
                ",\"next_cursor\":" + (cursor.isEmpty() ? QByteArray("null") : '"' + cursor + '"'));
        }));
}

void findVersion(const ExchangePtr &exchange)
{
    const auto request = readVersion(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.history().findVersion(
        exchange->call(), *request, answer<calendar::Version>(exchange, [](const calendar::Version &version) {
            return HttpResponse::json(200, QByteArray::fromStdString(version.data()));
        }));
}

void restoreVersion(const ExchangePtr &exchange)
{
    auto request = readVersion(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.history().restoreVersion(exchange->call(), *request, eventReply(exchange));
}

void move(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::MoveEventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto text = requiredString(exchange->body(), "calendar_id"_L1);
    if (!text)
        return exchange->fail(text.error());
    const auto target = shared::CalendarId::fromString(*text);
    if (!target)
        return exchange->fail({ErrorCode::NotFound, u"The calendar does not exist."_s});
    request->mutable_target()->set_id(idBytes(*target));
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.history().moveEvent(exchange->call(), *request, eventReply(exchange));
}

void trash(const ExchangePtr &exchange)
{
    auto request = calendarRequest<calendar::TrashRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto page = takePage(exchange->request(), kMaxTrash, *request); !page)
        return exchange->fail(page.error());
    exchange->context().calendar.history().trash(exchange->call(), *request,
                                                 answer<calendar::TrashResponse>(exchange, trashAnswer));
}

void trashedCalendars(const ExchangePtr &exchange)
{
    exchange->context().calendar.history().trashedCalendars(
        exchange->call(), calendar::Empty(),
        answer<calendar::TrashedCalendarsResponse>(exchange, trashedCalendarsAnswer));
}

void restoreCalendar(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    calendar::RestoreCalendarRequest request;
    request.set_calendar_id(ref->id());
    request.set_name(utf8(exchange->request().queryValue(u"name").value_or(QString())));
    exchange->context().calendar.history().restoreCalendar(
        exchange->call(), request,
        answer<calendar::Calendar>(exchange, [](const calendar::Calendar &restored) {
            return withVersion(200, shared::toJson(fromProto(restored)), restored.version());
        }));
}

}
