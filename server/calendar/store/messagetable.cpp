#include "server/calendar/store/messagetable.h"

#include "server/calendar/changes/changelog.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

MessageTable::MessageTable(shared::Database &database)
    : m_db(database)
{
}

void MessageTable::insert(const Message &message)
{
    m_db.query(u"INSERT INTO messages (id, calendar_id, seq, user_id, username, text, at_ms) "
               "VALUES (:id, :calendar, :seq, :user, :username, :text, :at)"_s)
        .bind(u":id"_s, message.id)
        .bind(u":calendar"_s, message.calendar)
        .bind(u":seq"_s, message.seq)
        .bind(u":user"_s, message.user)
        .bind(u":username"_s, message.username)
        .bind(u":text"_s, message.text)
        .bind(u":at"_s, message.atMs)
        .run();
}

std::optional<shared::Change> MessageTable::changeOf(const shared::MessageId &id)
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
