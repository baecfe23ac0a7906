#include "server/calendar/departures/traces.h"

#include "server/calendar/store/membertable.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
bool isOnlyOwnerOfOthers(shared::Database &database, const shared::Calendar &calendar)
{
    MemberTable members(database, calendar.id);
    return calendar.role == shared::Role::Owner && members.count() > 1 && members.countOwners() == 1;
}

Error lastOwner(const QJsonArray &calendars)
{
    return {
        ErrorCode::Conflict,
        u"Others are in calendars of which you are the last owner: make somebody else an owner, or delete "
        "them, first."_s,
        u"last_owner"_s, 0,
        QJsonDocument(QJsonObject{{u"calendars"_s, calendars}}).toJson(QJsonDocument::Compact)};
}
}

Traces::Traces(shared::Database &database, const shared::UserId &user)
    : m_db(database)
    , m_user(user)
{
}

Result<QList<CalendarId>> Traces::leavable()
{
    QList<CalendarId> ids;
    QJsonArray blocked;
    const auto calendars = CalendarTable(m_db).ofUser(m_user);
    for (const shared::Calendar &calendar : calendars) {
        ids.append(calendar.id);
        if (isOnlyOwnerOfOthers(m_db, calendar))
            blocked.append(QJsonObject{{u"id"_s, calendar.id.toString()}, {u"name"_s, calendar.name}});
    }
    if (!blocked.isEmpty())
        return lastOwner(blocked);
    return ids;
}

QList<CalendarId> Traces::calendars(const QString &username)
{
    auto query =
        m_db.query(u"SELECT calendar_id FROM members WHERE user_id = :user "
                   "UNION SELECT calendar_id FROM events "
                   "WHERE created_by = :user OR updated_by_name = :name OR participants LIKE :mention "
                   "UNION SELECT calendar_id FROM event_versions "
                   "WHERE created_by = :user OR updated_by_name = :name OR participants LIKE :mention "
                   "UNION SELECT calendar_id FROM messages WHERE user_id = :user OR mentions LIKE :mention "
                   "UNION SELECT calendar_id FROM invites WHERE created_by = :user "
                   "UNION SELECT calendar_id FROM polls WHERE created_by = :user "
                   "UNION SELECT p.calendar_id FROM poll_answers a JOIN polls p ON p.id = a.poll_id "
                   "WHERE a.user_id = :user "
                   "UNION SELECT calendar_id FROM read_marks WHERE user_id = :user "
                   "UNION SELECT calendar_id FROM subscriptions WHERE synced_as = :user "
                   "UNION SELECT calendar_id FROM changes WHERE actor = :user OR data LIKE :mention"_s);
    query.bind(u":user"_s, m_user)
        .bind(u":name"_s, username)
        .bind(u":mention"_s, u"%"_s + m_user.toString() + u'%')
        .run();
    QList<CalendarId> ids;
    while (query.next())
        ids.append(query.id<CalendarId>(0));
    return ids;
}

}
