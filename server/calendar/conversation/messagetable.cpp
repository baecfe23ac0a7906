#include "server/calendar/conversation/messagetable.h"

#include "server/calendar/changes/changelog.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::MessageId;
using shared::Query;
using shared::UserId;

namespace {
const QString kColumns =
    u"id, calendar_id, event_id, seq, user_id, username, text, reply_to, mentions, at_ms, "
    "COALESCE(edited_ms, 0), COALESCE(deleted_ms, 0) "_s;

// As isHidden() has it. What belonged to an event that has gone for good is nobody's any more.
const QString kReadable =
    u"(event_id IS NULL OR EXISTS (SELECT 1 FROM events e WHERE e.id = messages.event_id AND "
    "(e.visibility = 0 OR e.created_by = :reader OR e.participants LIKE :guest))) AND "_s;

QJsonArray mentionsArray(const QList<Mention> &mentions)
{
    QJsonArray array;
    for (const Mention &mention : mentions)
        array.append(QJsonObject{{u"user_id"_s, mention.user.toString()}, {u"username"_s, mention.username}});
    return array;
}

QString mentionsText(const QList<Mention> &mentions)
{
    return mentions.isEmpty()
        ? QString()
        : QString::fromUtf8(QJsonDocument(mentionsArray(mentions)).toJson(QJsonDocument::Compact));
}

QList<Mention> readMentions(const QString &text)
{
    QList<Mention> mentions;
    if (text.isEmpty())
        return mentions;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &value : array) {
        if (const auto user = UserId::fromString(value["user_id"_L1].toString()))
            mentions.append({*user, value["username"_L1].toString()});
    }
    return mentions;
}

Message readMessage(const Query &row)
{
    Message message;
    message.id = row.id<MessageId>(0);
    message.calendar = row.id<shared::CalendarId>(1);
    if (!row.isNull(2))
        message.event = row.id<EventId>(2);
    message.seq = row.integer(3);
    message.user = row.id<UserId>(4);
    message.username = row.text(5);
    message.text = row.text(6);
    if (!row.isNull(7))
        message.replyTo = row.id<MessageId>(7);
    message.mentions = readMentions(row.text(8));
    message.atMs = row.integer(9);
    message.editedMs = row.integer(10);
    message.deletedMs = row.integer(11);
    return message;
}

void bindTime(Query &query, const QString &name, qint64 ms)
{
    if (ms == 0)
        query.bindNull(name);
    else
        query.bind(name, ms);
}
}

QJsonObject toJson(const Message &message)
{
    QJsonObject json{{u"id"_s, message.id.toString()},
                     {u"calendar_id"_s, message.calendar.toString()},
                     {u"message"_s, message.text},
                     {u"username"_s, message.username},
                     {u"user_id"_s, message.user.toString()},
                     {u"at"_s, shared::formatUtc(message.atMs)}};
    if (!message.event.isNull())
        json.insert(u"event_id"_s, message.event.toString());
    if (!message.replyTo.isNull())
        json.insert(u"reply_to"_s, message.replyTo.toString());
    if (!message.mentions.isEmpty())
        json.insert(u"mentions"_s, mentionsArray(message.mentions));
    if (message.editedMs != 0)
        json.insert(u"edited_at"_s, shared::formatUtc(message.editedMs));
    if (message.deletedMs != 0)
        json.insert(u"deleted"_s, true);
    return json;
}

MessageTable::MessageTable(shared::Database &database)
    : m_db(database)
{
}

void MessageTable::insert(const Message &message)
{
    m_db.query(u"INSERT INTO messages (id, calendar_id, event_id, seq, user_id, username, text, reply_to, "
               u"mentions, at_ms) "
               "VALUES (:id, :calendar, :event, :seq, :user, :username, :text, :reply, :mentions, :at)"_s)
        .bind(u":id"_s, message.id)
        .bind(u":calendar"_s, message.calendar)
        .bind(u":event"_s, message.event)
        .bind(u":seq"_s, message.seq)
        .bind(u":user"_s, message.user)
        .bind(u":username"_s, message.username)
        .bind(u":text"_s, message.text)
        .bind(u":reply"_s, message.replyTo)
        .bind(u":mentions"_s, mentionsText(message.mentions))
        .bind(u":at"_s, message.atMs)
        .run();
}

std::optional<Message> MessageTable::find(const shared::CalendarId &calendar, const MessageId &id)
{
    auto query =
        m_db.query(u"SELECT "_s + kColumns + u"FROM messages WHERE id = :id AND calendar_id = :calendar"_s);
    if (!query.bind(u":id"_s, id).bind(u":calendar"_s, calendar).run().next())
        return std::nullopt;
    return readMessage(query);
}

QList<Message> MessageTable::ofEvent(const shared::CalendarId &calendar, const EventId &event)
{
    auto query = m_db.query(u"SELECT "_s + kColumns
                            + u"FROM messages WHERE calendar_id = :calendar AND event_id = :event "
                              "ORDER BY seq"_s);
    query.bind(u":calendar"_s, calendar).bind(u":event"_s, event).run();
    QList<Message> messages;
    while (query.next())
        messages.append(readMessage(query));
    return messages;
}

QList<Message> MessageTable::before(const Part &part, qint64 seq, int limit)
{
    return read(part, u"seq < :seq ORDER BY seq DESC"_s, seq, limit);
}

QList<Message> MessageTable::after(const Part &part, qint64 seq, int limit)
{
    QList<Message> messages = read(part, u"seq > :seq ORDER BY seq"_s, seq, limit);
    std::reverse(messages.begin(), messages.end());
    return messages;
}

QList<Message> MessageTable::read(const Part &part, const QString &condition, qint64 seq, int limit)
{
    QString sql = u"SELECT "_s + kColumns + u"FROM messages WHERE calendar_id = :calendar AND "_s;
    if (part.event)
        sql += part.event->isNull() ? u"event_id IS NULL AND "_s : u"event_id = :event AND "_s;
    sql += kReadable;
    auto query = m_db.query(sql + condition + u" LIMIT :limit"_s);
    query.bind(u":calendar"_s, part.calendar);
    if (part.event && !part.event->isNull())
        query.bind(u":event"_s, *part.event);
    query.bind(u":reader"_s, part.reader)
        .bind(u":guest"_s, u"%\"user\":\"%1\"%"_s.arg(part.reader.toString()));
    query.bind(u":seq"_s, seq).bind(u":limit"_s, limit).run();
    QList<Message> messages;
    while (query.next())
        messages.append(readMessage(query));
    return messages;
}

void MessageTable::update(const Message &message)
{
    auto query = m_db.query(u"UPDATE messages SET text = :text, mentions = :mentions, edited_ms = :edited, "
                            "deleted_ms = :deleted WHERE id = :id"_s);
    query.bind(u":text"_s, message.text).bind(u":mentions"_s, mentionsText(message.mentions));
    bindTime(query, u":edited"_s, message.editedMs);
    bindTime(query, u":deleted"_s, message.deletedMs);
    query.bind(u":id"_s, message.id).run();
}

void MessageTable::move(const Message &message)
{
    m_db.query(u"UPDATE messages SET calendar_id = :calendar, seq = :seq WHERE id = :id"_s)
        .bind(u":calendar"_s, message.calendar)
        .bind(u":seq"_s, message.seq)
        .bind(u":id"_s, message.id)
        .run();
}

std::optional<shared::Change> MessageTable::changeOf(const MessageId &id)
{
    shared::CalendarId calendar;
    qint64 seq = 0;
    {
        auto query = m_db.query(u"SELECT calendar_id, seq FROM messages WHERE id = :id"_s);
        if (!query.bind(u":id"_s, id).run().next())
            return std::nullopt;
        calendar = query.id<shared::CalendarId>(0);
        seq = query.integer(1);
    }
    const auto changes = ChangeLog(m_db).after(calendar, seq - 1, 1);
    return changes.isEmpty() ? std::nullopt : std::optional(changes.first());
}

}
