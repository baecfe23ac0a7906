#include "server/gateway/endpoints/eventendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"
#include "shared/protocol/livejson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::gateway::eventendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxLimit = 1000;

void takeRange(const HttpRequest &http, calendar::EventsRequest &request)
{
    request.set_from(utf8(http.queryValue(u"from").value_or(QString())));
    request.set_to(utf8(http.queryValue(u"to").value_or(QString())));
    request.set_stored(http.queryValue(u"expand") == u"false"_s);
}

QList<shared::Event> eventsOf(const calendar::EventsResponse &response)
{
    QList<shared::Event> events;
    events.reserve(response.events_size());
    for (const calendar::Event &event : response.events())
        events.append(fromProto(event));
    return events;
}

QByteArray cacheKey(const Exchange &exchange, const calendar::EventsRequest &request)
{
    return exchange.token().user.value.toRfc4122() + QByteArray::fromStdString(request.SerializeAsString());
}

HttpResponse noEvents(const calendar::EventsResponse &response)
{
    return response.calendars() == 0
        ? HttpResponse::problem(404, u"You have not joined any calendar yet."_s, u"no_calendars"_s)
        : HttpResponse::problem(404, u"There are no events."_s, u"no_events"_s);
}

/// `room`: the calendar where the body does not name it, for the key's comparison.
Result<calendar::CreateEventRequest> readCreate(const Exchange &exchange, const QString &room = {})
{
    const auto key = idempotencyKey(exchange.request());
    if (!key)
        return key.error();
    calendar::CreateEventRequest request;
    request.set_draft_json(QJsonDocument(exchange.body()).toJson(QJsonDocument::Compact).toStdString());
    request.set_idempotency_key(utf8(*key));
    QJsonObject whole = exchange.body();
    if (!room.isEmpty())
        whole.insert(u"calendar_id"_s, room);
    request.set_request_hash(requestHash(whole).toStdString());
    return request;
}

/// A revision as an ETag and back: the client need not know what is in it.
QByteArray revisionTag(const std::string &revision)
{
    return "W/\"" + QByteArray::fromStdString(revision).toBase64(QByteArray::Base64UrlEncoding) + '"';
}

std::string knownRevision(const HttpRequest &request)
{
    const QByteArray field = request.headers.value("If-None-Match").toByteArray().trimmed();
    const qsizetype start = field.indexOf('"');
    if (start < 0 || !field.endsWith('"') || field.size() < start + 2)
        return {};
    return QByteArray::fromBase64(field.sliced(start + 1, field.size() - start - 2),
                                  QByteArray::Base64UrlEncoding)
        .toStdString();
}

QJsonArray unexpandedIds(const calendar::EventsResponse &response)
{
    QJsonArray ids;
    for (const std::string &id : response.unexpanded())
        ids.append(idFromBytes<shared::EventId>(id).toString());
    return ids;
}

HttpResponse pageAnswer(const calendar::EventsResponse &response)
{
    HttpResponse answered;
    if (response.not_modified()) {
        answered = HttpResponse::empty(304);
    } else {
        QJsonArray events;
        for (const calendar::Event &event : response.events())
            events.append(eventAnswer(event));
        const QString cursor = fromUtf8(response.next_cursor());
        QJsonObject page{{u"events"_s, events},
                         {u"next_cursor"_s, cursor.isEmpty() ? QJsonValue() : QJsonValue(cursor)},
                         {u"seq"_s, qint64(response.seq())}};
        if (response.unexpanded_size() > 0)
            page.insert(u"unexpanded"_s, unexpandedIds(response));
        answered = HttpResponse::json(200, page);
    }
    if (!response.revision().empty())
        answered.headers.add("ETag", revisionTag(response.revision()));
    return answered;
}

QByteArray changesJson(const calendar::ChangesResponse &response)
{
    QByteArray json = "{\"changes\":[";
    for (int i = 0; i < response.changes_size(); ++i) {
        if (i > 0)
            json += ',';
        json += shared::liveChange(fromProto(response.changes(i)));
    }
    json += "],\"seq\":" + QByteArray::number(qint64(response.seq()));
    json += response.more() ? ",\"more\":true}" : ",\"more\":false}";
    return json;
}
}

void listAll(const ExchangePtr &exchange)
{
    calendar::EventsRequest request;
    if (const auto name = exchange->request().queryValue(u"calendar_name"))
        request.mutable_calendar()->set_name(utf8(*name));
    takeRange(exchange->request(), request);
    request.set_cursor(utf8(exchange->request().queryValue(u"cursor").value_or(QString())));
    const QByteArray key = cacheKey(*exchange, request);
    const auto known = exchange->context().eventsCache.find(key);
    if (known)
        request.set_known_revision(utf8(known->revision));
    exchange->context().calendar.events(
        exchange->call(), request,
        answer<calendar::EventsResponse>(
            exchange, [exchange, key, known](const calendar::EventsResponse &response) {
                const bool hit = response.not_modified() && known;
                exchange->context().eventsCache.count(hit);
                if (hit)
                    return HttpResponse::json(200, known->body);
                if (response.events_size() == 0)
                    return noEvents(response);
                const QByteArray body =
                    shared::eventListJson(eventsOf(response), fromUtf8(response.next_cursor()));
                if (!response.revision().empty())
                    exchange->context().eventsCache.store(key, {fromUtf8(response.revision()), body});
                return HttpResponse::json(200, body);
            }));
}

void createByName(const ExchangePtr &exchange)
{
    const auto name = requiredString(exchange->body(), "calendar_name"_L1);
    if (!name)
        return exchange->fail(name.error());
    auto request = readCreate(*exchange);
    if (!request)
        return exchange->fail(request.error());
    request->mutable_calendar()->set_name(utf8(*name));
    exchange->context().calendar.createEvent(
        exchange->call(), *request, answer<calendar::Event>(exchange, [](const calendar::Event &event) {
            QJsonObject object = eventAnswer(event);
            object.insert(u"message"_s, u"The event has been created."_s);
            return withVersion(201, object, event.version());
        }));
}

void create(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    auto request = readCreate(*exchange, exchange->value(0));
    if (!request)
        return exchange->fail(request.error());
    *request->mutable_calendar() = *ref;
    exchange->context().calendar.createEvent(
        exchange->call(), *request, answer<calendar::Event>(exchange, [](const calendar::Event &event) {
            const shared::Event created = fromProto(event);
            HttpResponse response = withVersion(201, shared::toJson(created), created.version);
            response.headers.add("Location",
                                 "/api/v1/calendars/" + created.calendar.toString().toLatin1() + "/events/"
                                     + created.id.toString().toLatin1());
            return response;
        }));
}

void list(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto limit = numberInQuery(exchange->request(), u"limit", 1, kMaxLimit, 0);
    if (!limit)
        return exchange->fail(limit.error());
    calendar::EventsRequest request;
    *request.mutable_calendar() = *ref;
    takeRange(exchange->request(), request);
    request.set_limit(static_cast<int>(*limit));
    request.set_cursor(utf8(exchange->request().queryValue(u"cursor").value_or(QString())));
    request.set_known_revision(knownRevision(exchange->request()));
    exchange->context().calendar.events(exchange->call(), request,
                                        answer<calendar::EventsResponse>(exchange, pageAnswer));
}

void find(const ExchangePtr &exchange)
{
    const auto request = eventRequest<calendar::EventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.findEvent(
        exchange->call(), *request,
        answer<calendar::Event>(exchange, [exchange](const calendar::Event &event) {
            // Without its details it has no tag: what is shown depends on who asks, not on the version alone.
            if (event.created_by().empty())
                return HttpResponse::json(200, eventAnswer(event));
            return unlessKnown(exchange->request(), withVersion(200, eventAnswer(event), event.version()));
        }));
}

void update(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::UpdateEventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    QJsonObject patch = exchange->body();
    const auto base = optionalInteger(patch, "base_version"_L1, 0);
    if (!base)
        return exchange->fail(base.error());
    if (const auto scope = takeScope(*exchange, patch, *request); !scope)
        return exchange->fail(scope.error());
    for (const auto member : {"base_version"_L1, "occurrence"_L1, "scope"_L1})
        patch.remove(member);
    request->set_patch_json(QJsonDocument(patch).toJson(QJsonDocument::Compact).toStdString());
    request->set_if_version(ifMatchVersion(exchange->request()));
    request->set_base_version(base->value_or(0));
    exchange->context().calendar.updateEvent(exchange->call(), *request, eventReply(exchange));
}

void remove(const ExchangePtr &exchange)
{
    auto request = eventRequest<calendar::DeleteEventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    if (const auto scope = takeScope(*exchange, {}, *request); !scope)
        return exchange->fail(scope.error());
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().calendar.deleteEvent(exchange->call(), *request, eventReply(exchange));
}

void restore(const ExchangePtr &exchange)
{
    const auto request = eventRequest<calendar::RestoreEventRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.restoreEvent(exchange->call(), *request, eventReply(exchange));
}

void changes(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto since = numberInQuery(exchange->request(), u"since", 0, std::numeric_limits<qint64>::max(), 0);
    if (!since)
        return exchange->fail(since.error());
    const auto limit = numberInQuery(exchange->request(), u"limit", 1, kMaxLimit, 0);
    if (!limit)
        return exchange->fail(limit.error());
    calendar::ChangesRequest request;
    *request.mutable_calendar() = *ref;
    request.set_since(*since);
    request.set_limit(static_cast<int>(*limit));
    exchange->context().calendar.changes(
        exchange->call(), request,
        answer<calendar::ChangesResponse>(exchange, [](const calendar::ChangesResponse &response) {
            return HttpResponse::json(200, changesJson(response));
        }));
}

}
