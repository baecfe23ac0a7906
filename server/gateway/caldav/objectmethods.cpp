#include "server/gateway/caldav/conditions.h"
#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"

#include <QStringDecoder>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QByteArray quoted(const std::string &etag) { return '"' + QByteArray::fromStdString(etag) + '"'; }

HttpResponse objectAnswer(const HttpRequest &request, const calendar::CalendarObject &object)
{
    const QByteArray etag = quoted(object.etag());
    const bool known = matchesAny(request.headers, "If-None-Match", etag);
    if (!known && request.headers.contains("If-Match") && !matchesAny(request.headers, "If-Match", etag))
        return HttpResponse::problem(412, u"The object has been changed meanwhile."_s, u"etag_mismatch"_s);
    HttpResponse response = known ? HttpResponse::empty(304)
                                  : HttpResponse::text(200, "text/calendar; charset=utf-8; component=VEVENT",
                                                       QByteArray::fromStdString(object.data()));
    response.headers.add("ETag", etag);
    response.headers.add("Cache-Control", "private, no-cache");
    return response;
}

bool isCalendarText(QByteArrayView contentType)
{
    const qsizetype end = contentType.indexOf(';');
    return contentType.isEmpty()
        || equalsIgnoringCase((end < 0 ? contentType : contentType.first(end)).trimmed(), "text/calendar");
}

std::optional<QString> utf8Text(const QByteArray &body)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    QString text = decoder.decode(body);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

HttpResponse putAnswer(const DavPath &path, const calendar::PutObjectResponse &stored)
{
    HttpResponse response = HttpResponse::empty(stored.created() ? 201 : 204);
    // An ETag would say that reading gives what was sent (RFC 4791, 5.3.4).
    if (stored.stored_as_sent())
        response.headers.add("ETag", quoted(stored.object().etag()));
    if (stored.created())
        response.headers.add("Location", path.href().toLatin1());
    return response;
}
}

void readObject(const ExchangePtr &exchange, const DavPath &path)
{
    calendar::GetObjectsRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, path);
    request.add_names(utf8(path.object));
    request.set_with_data(true);
    exchange->context().calendar.objects().getObjects(
        exchange->call(), request, [exchange, path](const Result<calendar::GetObjectsResponse> &response) {
            if (!response)
                return failAt(exchange, path, response.error());
            if (response->objects_size() == 0)
                return exchange->fail(nothingHere());
            exchange->send(objectAnswer(exchange->request(), response->objects(0)));
        });
}

void readCollection(const ExchangePtr &exchange, const DavPath &path)
{
    findResource(exchange, path, false, [exchange, path](const Result<DavResource> &resource) {
        if (!resource)
            return failAt(exchange, path, resource.error());
        exchange->send(HttpResponse::text(
            200, "text/plain; charset=utf-8",
            "This is a collection of Hearth's calendars: give its address to a calendar program.\n"));
    });
}

void putObject(const ExchangePtr &exchange, const DavPath &path)
{
    const HttpRequest &http = exchange->request();
    if (!isCalendarText(http.headers.value("Content-Type")))
        return refuse(exchange, caldav("supported-calendar-data"));
    if (http.body.size() > kMaxObjectBytes)
        return refuse(exchange, caldav("max-resource-size"));
    if (!utf8Text(http.body))
        return refuse(exchange, caldav("valid-calendar-data"));
    calendar::PutObjectRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, path);
    request.set_name(utf8(path.object));
    request.set_data(http.body.toStdString());
    *request.mutable_condition() = conditionOf(http.headers);
    exchange->context().calendar.objects().putObject(
        exchange->call(), request, [exchange, path](const Result<calendar::PutObjectResponse> &stored) {
            if (!stored)
                return failAt(exchange, path, stored.error());
            exchange->send(putAnswer(path, *stored));
        });
}

void deleteObject(const ExchangePtr &exchange, const DavPath &path)
{
    calendar::DeleteObjectRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, path);
    request.set_name(utf8(path.object));
    *request.mutable_condition() = conditionOf(exchange->request().headers);
    exchange->context().calendar.objects().deleteObject(
        exchange->call(), request, [exchange, path](const Result<calendar::Empty> &deleted) {
            if (!deleted)
                return failAt(exchange, path, deleted.error());
            exchange->send(HttpResponse::empty(204));
        });
}

}
