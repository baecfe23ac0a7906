#include "server/gateway/endpoints/transferendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/gateway/publicaddress.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QUrl>

namespace hearth::server::gateway::transferendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kImportMs = 120'000; ///< until an import has to be done
constexpr QByteArrayView kCalendarType = "text/calendar; charset=utf-8";
using FeedId = shared::Id<struct FeedTag>;

QString actionName(calendar::ImportAction action)
{
    switch (action) {
    case calendar::IMPORT_NEW:
        return u"new"_s;
    case calendar::IMPORT_CHANGED:
        return u"changed"_s;
    case calendar::IMPORT_SAME:
        return u"same"_s;
    default:
        return u"refused"_s;
    }
}

QJsonObject itemAnswer(const calendar::ImportItem &item)
{
    QJsonObject object{{u"action"_s, actionName(item.action())},
                       {u"component"_s, fromUtf8(item.component())},
                       {u"uid"_s, fromUtf8(item.uid())},
                       {u"event_name"_s, fromUtf8(item.name())},
                       {u"line"_s, item.line()}};
    if (!item.recurrence_id().empty())
        object.insert(u"recurrence_id"_s, fromUtf8(item.recurrence_id()));
    if (item.action() == calendar::IMPORT_REFUSED) {
        object.insert(u"reason"_s, fromUtf8(item.reason()));
        object.insert(u"message"_s, fromUtf8(item.message()));
    }
    QJsonArray notes;
    for (const std::string &note : item.notes())
        notes.append(fromUtf8(note));
    if (!notes.isEmpty())
        object.insert(u"notes"_s, notes);
    return object;
}

QJsonObject importAnswer(const calendar::ImportResponse &response, bool dryRun)
{
    QJsonArray items;
    for (const calendar::ImportItem &item : response.items())
        items.append(itemAnswer(item));
    return {{u"dry_run"_s, dryRun},
            {u"new"_s, response.created()},
            {u"changed"_s, response.changed()},
            {u"same"_s, response.same()},
            {u"refused"_s, response.refused()},
            {u"calendar_name"_s, fromUtf8(response.name())},
            {u"items"_s, items},
            {u"more_items"_s, response.more_items()}};
}

Result<bool> dryRunOf(const HttpRequest &request)
{
    const QString text = request.queryValue(u"dry_run").value_or(u"false"_s);
    if (text != "true"_L1 && text != "false"_L1)
        return Error{ErrorCode::InvalidArgument, u"'dry_run' is true or false."_s};
    return text == "true"_L1;
}

HttpResponse fileAnswer(const std::string &text, const QString &name)
{
    HttpResponse response = HttpResponse::text(200, kCalendarType, QByteArray::fromStdString(text));
    const QByteArray encoded = QUrl::toPercentEncoding(name + u".ics"_s);
    response.headers.add("Content-Disposition",
                         "attachment; filename=\"calendar.ics\"; filename*=UTF-8''" + encoded);
    response.headers.add("X-Content-Type-Options", "nosniff");
    return response;
}

void answerExport(const ExchangePtr &exchange, const calendar::ExportRequest &request)
{
    exchange->context().calendar.transfer().exportCalendar(
        exchange->call(), request,
        answer<calendar::ExportResponse>(exchange, [](const calendar::ExportResponse &response) {
            return fileAnswer(response.text(), fromUtf8(response.name()));
        }));
}

QJsonObject feedAnswer(const calendar::Feed &feed)
{
    return {{u"id"_s, idFromBytes<FeedId>(feed.id()).toString()},
            {u"mode"_s, feed.busy_only() ? u"busy"_s : u"full"_s},
            {u"created_by"_s, fromUtf8(feed.created_by_name())},
            {u"created_at"_s, shared::formatUtc(feed.created_ms())}};
}

Result<bool> busyOnly(const QJsonObject &body)
{
    const auto mode = requiredString(body, "mode"_L1);
    if (!mode)
        return mode.error();
    if (*mode != "full"_L1 && *mode != "busy"_L1)
        return Error{ErrorCode::InvalidArgument, u"'mode' is full or busy."_s};
    return *mode == "busy"_L1;
}

/// What If-None-Match asks for, without quotes.
std::string knownEtag(const HttpRequest &request)
{
    QByteArray field = request.headers.value("If-None-Match").toByteArray().trimmed();
    if (field.startsWith("W/"))
        field.remove(0, 2);
    return field.size() > 2 && field.startsWith('"') && field.endsWith('"')
        ? field.sliced(1, field.size() - 2).toStdString()
        : std::string();
}
}

void importCalendar(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto dryRun = dryRunOf(exchange->request());
    if (!dryRun)
        return exchange->fail(dryRun.error());
    calendar::ImportRequest request;
    *request.mutable_calendar() = *ref;
    request.set_text(exchange->request().body.toStdString());
    request.set_dry_run(*dryRun);
    CallContext call = exchange->call();
    call.deadlineMs = exchange->context().clock.nowMs() + kImportMs;
    exchange->context().calendar.transfer().importCalendar(
        call, request,
        answer<calendar::ImportResponse>(exchange, [dry = *dryRun](const calendar::ImportResponse &response) {
            return HttpResponse::json(200, importAnswer(response, dry));
        }));
}

void exportCalendar(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::ExportRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    answerExport(exchange, *request);
}

void exportEvent(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto event = eventInPath(*exchange);
    if (!event)
        return exchange->fail(event.error());
    calendar::ExportRequest request;
    *request.mutable_calendar() = *ref;
    request.set_event_id(idBytes(*event));
    answerExport(exchange, request);
}

void createFeed(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto busy = busyOnly(exchange->body());
    if (!busy)
        return exchange->fail(busy.error());
    calendar::CreateFeedRequest request;
    *request.mutable_calendar() = *ref;
    request.set_busy_only(*busy);
    exchange->context().calendar.transfer().createFeed(
        exchange->call(), request,
        answer<calendar::CreatedFeed>(exchange, [exchange](const calendar::CreatedFeed &created) {
            QJsonObject object = feedAnswer(created.feed());
            const QString path = u"/feeds/%1.ics"_s.arg(fromUtf8(created.secret()));
            object.insert(u"path"_s, path);
            object.insert(u"url"_s, publicAddress(exchange->context().options, exchange->request()) + path);
            HttpResponse response = HttpResponse::json(201, object);
            response.headers.add("Cache-Control", "no-store");
            response.compressible = false;
            return response;
        }));
}

void feeds(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.transfer().feeds(
        exchange->call(), *request,
        answer<calendar::FeedsResponse>(exchange, [](const calendar::FeedsResponse &response) {
            QJsonArray feeds;
            for (const calendar::Feed &feed : response.feeds())
                feeds.append(feedAnswer(feed));
            return HttpResponse::json(200, {{u"feeds"_s, feeds}});
        }));
}

void revokeFeed(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto id = idValue<FeedId>(*exchange, 1, u"The feed"_s);
    if (!id)
        return exchange->fail(id.error());
    calendar::FeedRequest request;
    *request.mutable_calendar() = *ref;
    request.set_feed_id(idBytes(*id));
    exchange->context().calendar.transfer().revokeFeed(
        exchange->call(), request,
        answer<calendar::Empty>(exchange, [](const calendar::Empty &) { return HttpResponse::empty(204); }));
}

void readFeed(const ExchangePtr &exchange)
{
    QString secret = exchange->value(0);
    if (secret.endsWith(".ics"_L1))
        secret.chop(4);
    calendar::ReadFeedRequest request;
    request.set_secret(utf8(secret));
    request.set_known_etag(knownEtag(exchange->request()));
    exchange->context().calendar.transfer().readFeed(
        exchange->call(), request,
        answer<calendar::ReadFeedResponse>(exchange, [](const calendar::ReadFeedResponse &response) {
            HttpResponse answered = response.not_modified()
                ? HttpResponse::empty(304)
                : HttpResponse::text(200, kCalendarType, QByteArray::fromStdString(response.text()));
            answered.headers.add("ETag", '"' + QByteArray::fromStdString(response.etag()) + '"');
            answered.headers.add("Cache-Control", "private, no-cache");
            answered.headers.add("X-Content-Type-Options", "nosniff");
            return answered;
        }));
}

}
