#include "server/gateway/endpoints/messageendpoints.h"

#include "server/gateway/endpoints/jsonparts.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/gateway/messagerequest.h"
#include "server/proto/convert.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace hearth::server::gateway::messageendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kMaxLimit = 200;
constexpr qint64 kMaxSeq = std::numeric_limits<qint64>::max();

HttpResponse messageAnswer(int status, const calendar::Message &message)
{
    return HttpResponse::json(status, QByteArray::fromStdString(message.data()));
}

/// `event`: of the path, empty for the calendar's conversation.
Result<calendar::MessagesRequest> readList(const Exchange &exchange, const std::string &event)
{
    const auto ref = calendarInPath(exchange);
    if (!ref)
        return ref.error();
    calendar::MessagesRequest request;
    *request.mutable_calendar() = *ref;
    request.set_event_id(event);
    const HttpRequest &http = exchange.request();
    const auto limit = numberInQuery(http, u"limit", 1, kMaxLimit, 0);
    const auto after = numberInQuery(http, u"after", 1, kMaxSeq, 0);
    const auto before =
        numberInQuery(http, http.queryValue(u"before") ? u"before" : u"cursor", 1, kMaxSeq, 0);
    for (const auto *each : {&limit, &after, &before})
        if (!*each)
            return each->error();
    request.set_limit(static_cast<int>(*limit));
    request.set_after(*after);
    request.set_before(*before);
    const auto wanted = http.queryValue(u"event_id");
    if (!wanted || !event.empty())
        return request;
    if (*wanted == "none"_L1) {
        request.set_calendar_only(true);
        return request;
    }
    const auto id = shared::EventId::fromString(*wanted);
    if (!id)
        return Error{ErrorCode::InvalidArgument, u"'event_id' is neither an event's id nor none."_s};
    request.set_event_id(idBytes(*id));
    return request;
}

void listWith(const ExchangePtr &exchange, const Result<calendar::MessagesRequest> &request)
{
    if (!request)
        return exchange->fail(request.error());
    const bool newer = request->after() > 0;
    exchange->context().calendar.messages().messages(
        exchange->call(), *request,
        answer<calendar::MessagesResponse>(exchange, [newer](const calendar::MessagesResponse &response) {
            QByteArray rest = response.more() ? ",\"more\":true"_ba : ",\"more\":false"_ba;
            rest += ",\"next_cursor\":";
            if (response.more() && !newer)
                rest += '"' + QByteArray::number(qint64(response.messages().rbegin()->seq())) + '"';
            else
                rest += "null";
            return jsonList(
                "messages", response.messages(), [](const calendar::Message &each) { return each.data(); },
                rest);
        }));
}

void postWith(const ExchangePtr &exchange, const std::string &event)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto key = idempotencyKey(exchange->request());
    if (!key)
        return exchange->fail(key.error());
    auto request = messageRequest(exchange->body());
    if (!request)
        return exchange->fail(request.error());
    *request->mutable_calendar() = *ref;
    if (!event.empty())
        request->set_event_id(event);
    request->set_idempotency_key(utf8(*key));
    QJsonObject whole = exchange->body();
    whole.insert(u"path"_s, exchange->request().path);
    request->set_request_hash(requestHash(whole).toStdString());
    exchange->context().calendar.messages().post(
        exchange->call(), *request,
        answer<calendar::PostMessageResponse>(exchange, [](const calendar::PostMessageResponse &response) {
            QJsonObject object =
                QJsonDocument::fromJson(QByteArray::fromStdString(response.change().data())).object();
            object.insert(u"seq"_s, qint64(response.change().seq()));
            return HttpResponse::json(201, object);
        }));
}

void markWith(const ExchangePtr &exchange, const std::string &event)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto seq = optionalInteger(exchange->body(), "seq"_L1, 0);
    if (!seq)
        return exchange->fail(seq.error());
    if (!*seq)
        return exchange->fail({ErrorCode::InvalidArgument, u"'seq' is missing."_s});
    calendar::MarkReadRequest request;
    *request.mutable_calendar() = *ref;
    request.set_event_id(event);
    request.set_seq(**seq);
    exchange->context().calendar.messages().markRead(
        exchange->call(), request, answer<calendar::ReadMark>(exchange, [](const calendar::ReadMark &mark) {
            return HttpResponse::json(200, {{u"seq"_s, qint64(mark.seq())}});
        }));
}

/// With the event of the path: `go(exchange, id)`.
template <class Go> void withEvent(const ExchangePtr &exchange, Go go)
{
    const auto event = eventInPath(*exchange);
    if (!event)
        return exchange->fail(event.error());
    go(exchange, idBytes(*event));
}

/// Calendar and message of the path, into any of the requests that name both.
template <class Request> Result<Request> readPath(const Exchange &exchange)
{
    return partRequest<Request, shared::MessageId>(
        exchange, u"The message"_s,
        [](Request &request, const std::string &id) { request.set_message_id(id); });
}
}

void list(const ExchangePtr &exchange) { listWith(exchange, readList(*exchange, {})); }

void post(const ExchangePtr &exchange) { postWith(exchange, {}); }

void markRead(const ExchangePtr &exchange)
{
    const auto event = optionalId<shared::EventId>(exchange->body(), "event_id"_L1);
    if (!event)
        return exchange->fail(event.error());
    markWith(exchange, *event);
}

void listComments(const ExchangePtr &exchange)
{
    withEvent(exchange, [](const ExchangePtr &with, const std::string &event) {
        listWith(with, readList(*with, event));
    });
}

void postComment(const ExchangePtr &exchange) { withEvent(exchange, postWith); }

void markCommentsRead(const ExchangePtr &exchange) { withEvent(exchange, markWith); }

void edit(const ExchangePtr &exchange)
{
    auto request = readPath<calendar::EditMessageRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const auto read = messageRequest(exchange->body());
    if (!read)
        return exchange->fail(read.error());
    request->set_text(read->text());
    *request->mutable_mentions() = read->mentions();
    exchange->context().calendar.messages().editMessage(
        exchange->call(), *request, answer<calendar::Message>(exchange, [](const calendar::Message &message) {
            return messageAnswer(200, message);
        }));
}

void remove(const ExchangePtr &exchange)
{
    const auto request = readPath<calendar::MessageRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.messages().deleteMessage(
        exchange->call(), *request, answer<calendar::Message>(exchange, [](const calendar::Message &message) {
            return messageAnswer(200, message);
        }));
}

void unread(const ExchangePtr &exchange)
{
    exchange->context().calendar.messages().unread(
        exchange->call(), {},
        answer<calendar::UnreadResponse>(exchange, [](const calendar::UnreadResponse &response) {
            QJsonArray conversations;
            for (const calendar::UnreadConversation &each : response.conversations()) {
                QJsonObject object{
                    {u"calendar_id"_s, idFromBytes<shared::CalendarId>(each.calendar_id()).toString()},
                    {u"unread"_s, each.unread()},
                    {u"mentions"_s, each.mentions()}};
                if (!each.event_id().empty())
                    object.insert(u"event_id"_s, idFromBytes<shared::EventId>(each.event_id()).toString());
                conversations.append(object);
            }
            return HttpResponse::json(200, {{u"conversations"_s, conversations}});
        }));
}

}
