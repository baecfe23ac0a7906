#pragma once

#include "shared/domain/change.h"
#include "shared/sql/database.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// Somebody whom a message speaks to.
struct Mention {
    shared::UserId user;
    QString username;

    friend bool operator==(const Mention &, const Mention &) = default;
};

/// A message that a room keeps.
struct Message {
    shared::MessageId id;
    shared::CalendarId calendar;
    shared::EventId event; ///< null: in the calendar's own conversation
    qint64 seq = 0; ///< of its posting: its place in the conversation
    shared::UserId user;
    QString username;
    QString text; ///< empty where it was deleted
    shared::MessageId replyTo;
    QList<Mention> mentions;
    qint64 atMs = 0;
    qint64 editedMs = 0;
    qint64 deletedMs = 0;
};

/// {"id","calendar_id","message","username","user_id","at"}, and where they say something "event_id",
/// "reply_to", "mentions", "edited_at", "deleted".
QJsonObject toJson(const Message &message);

/// The table `messages`.
class MessageTable {
public:
    explicit MessageTable(shared::Database &database);

    void insert(const Message &message);
    /// All of an event's conversation, deleted ones too, by their places.
    QList<Message> ofEvent(const shared::CalendarId &calendar, const shared::EventId &event);
    std::optional<Message> find(const shared::CalendarId &calendar, const shared::MessageId &id);
    /// Which messages of a calendar.
    struct Part {
        shared::CalendarId calendar;
        std::optional<shared::EventId> event; ///< null: of the calendar's own conversation; nothing: of all
        shared::UserId reader; ///< what is said about private events of others is left out
    };
    /// The newest before `seq`, newest first.
    QList<Message> before(const Part &part, qint64 seq, int limit);
    /// The oldest after `seq`, newest first.
    QList<Message> after(const Part &part, qint64 seq, int limit);
    /// Writes text, mentions, and when it was edited or deleted.
    /// Writes the calendar that it is in, and its place there.
    void move(const Message &message);
    void update(const Message &message);
    /// The change that announced it.
    std::optional<shared::Change> changeOf(const shared::MessageId &id);

private:
    QList<Message> read(const Part &part, const QString &condition, qint64 seq, int limit);

    shared::Database &m_db;
};

}
