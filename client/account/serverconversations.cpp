#include "client/account/serverconversations.h"

#include "client/sync/syncengine.h"
#include "shared/protocol/messagejson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;
using shared::Message;
using shared::MessageId;
using shared::Result;

namespace {
constexpr int kPage = 50;

QString calendarPath(CalendarId calendar) { return u"/api/v1/calendars/"_s + calendar.toString(); }

/// Where a conversation is read and written.
QString pathOf(const Thread &thread)
{
    return thread.event.isNull()
        ? calendarPath(thread.calendar) + u"/messages"_s
        : u"%1/events/%2/comments"_s.arg(calendarPath(thread.calendar), thread.event.toString());
}

QString pathOf(CalendarId calendar, MessageId message)
{
    return u"%1/messages/%2"_s.arg(calendarPath(calendar), message.toString());
}

Thread threadFrom(const QJsonObject &json)
{
    return {CalendarId::fromString(json.value("calendar_id"_L1).toString()).value_or(CalendarId()),
            EventId::fromString(json.value("event_id"_L1).toString()).value_or(EventId())};
}

Result<MessagePage> pageFrom(const QJsonObject &json)
{
    MessagePage page;
    page.more = json.value("more"_L1).toBool();
    const QJsonArray messages = json.value("messages"_L1).toArray();
    for (const QJsonValue &each : messages)
        if (const auto message = shared::messageFromJson(each.toObject()))
            page.messages.append(*message);
    return page;
}

Result<QList<Unread>> unreadFrom(const QJsonObject &json)
{
    QList<Unread> list;
    const QJsonArray conversations = json.value("conversations"_L1).toArray();
    for (const QJsonValue &each : conversations) {
        const QJsonObject object = each.toObject();
        list.append(
            {threadFrom(object), object.value("unread"_L1).toInt(), object.value("mentions"_L1).toInt()});
    }
    return list;
}
}

ServerConversations::ServerConversations(ServerCalls calls)
    : m_calls(std::move(calls))
{
}

void ServerConversations::fetchPage(const Thread &thread, qint64 before, Answered<MessagePage> answered)
{
    ApiRequest request{"GET", pathOf(thread)};
    request.query.addQueryItem(u"limit"_s, QString::number(kPage));
    if (before > 0)
        request.query.addQueryItem(u"before"_s, QString::number(before));
    m_calls.ask(request, parsed<MessagePage>(std::move(answered), pageFrom));
}

void ServerConversations::fetchUnread(Answered<QList<Unread>> answered)
{
    m_calls.ask({"GET", u"/api/v1/me/unread"_s}, parsed<QList<Unread>>(std::move(answered), unreadFrom));
}

void ServerConversations::post(const WaitingMessage &message, Answered<Message> answered)
{
    ApiRequest request{"POST", pathOf(message.thread)};
    request.body = QJsonObject{{u"message"_s, message.text}};
    request.idempotencyKey = message.key;
    m_calls.ask(request, parsed<Message>(std::move(answered), shared::messageFromJson));
}

void ServerConversations::edit(CalendarId calendar, MessageId message, const QString &text,
                               Answered<Message> answered)
{
    ApiRequest request{"PATCH", pathOf(calendar, message)};
    request.body = QJsonObject{{u"message"_s, text}};
    m_calls.ask(request, parsed<Message>(std::move(answered), shared::messageFromJson));
}

void ServerConversations::remove(CalendarId calendar, MessageId message, Answered<Message> answered)
{
    m_calls.ask({"DELETE", pathOf(calendar, message)},
                parsed<Message>(std::move(answered), shared::messageFromJson));
}

/// Where it fails the count comes back with the next connection.
void ServerConversations::markRead(const Thread &thread, qint64 seq)
{
    ApiRequest request{"PUT", pathOf(thread) + u"/read"_s};
    request.body = QJsonObject{{u"seq"_s, seq}};
    m_calls.ask(request, [](const Result<QJsonObject> &) {});
}

void ServerConversations::keep(const QList<WaitingMessage> &waiting)
{
    QJsonArray list;
    for (const WaitingMessage &message : waiting) {
        QJsonObject object{{u"calendar_id"_s, message.thread.calendar.toString()},
                           {u"message"_s, message.text},
                           {u"key"_s, QString::fromLatin1(message.key)},
                           {u"at_ms"_s, message.atMs}};
        if (!message.thread.event.isNull())
            object.insert(u"event_id"_s, message.thread.event.toString());
        list.append(object);
    }
    m_calls.keep(SyncEngine::kWaitingMessages,
                 QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact)));
}

QList<WaitingMessage> ServerConversations::waitingFrom(const QString &text)
{
    QList<WaitingMessage> waiting;
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &each : list) {
        const QJsonObject object = each.toObject();
        waiting.append({threadFrom(object), object.value("message"_L1).toString(),
                        object.value("key"_L1).toString().toLatin1(), object.value("at_ms"_L1).toInteger()});
    }
    return waiting;
}

}
