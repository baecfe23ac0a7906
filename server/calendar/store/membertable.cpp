#include "server/calendar/store/membertable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Member;
using shared::Query;
using shared::Role;
using shared::UserId;

namespace {
Member readMember(const Query &row)
{
    return {row.id<UserId>(0), row.text(1), static_cast<Role>(row.integer(2)), row.integer(3)};
}
}

MemberTable::MemberTable(shared::Database &database, shared::CalendarId calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

QList<Member> MemberTable::all()
{
    auto query =
        m_db.query(u"SELECT user_id, username, role, joined_ms FROM members WHERE calendar_id = :calendar "
                   "ORDER BY joined_ms, user_id"_s);
    query.bind(u":calendar"_s, m_calendar).run();
    QList<Member> members;
    while (query.next())
        members.append(readMember(query));
    return members;
}

std::optional<Member> MemberTable::find(const UserId &user)
{
    auto query = m_db.query(u"SELECT user_id, username, role, joined_ms FROM members "
                            "WHERE calendar_id = :calendar AND user_id = :user"_s);
    if (!query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).run().next())
        return std::nullopt;
    return readMember(query);
}

QHash<UserId, QString> MemberTable::names(const QList<UserId> &users)
{
    QHash<UserId, QString> names;
    for (const UserId &user : users) {
        if (const auto member = find(user))
            names.insert(user, member->username);
    }
    return names;
}

qint64 MemberTable::count()
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM members WHERE calendar_id = :calendar"_s);
    query.bind(u":calendar"_s, m_calendar).run().next();
    return query.integer(0);
}

qint64 MemberTable::countOwners()
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM members WHERE calendar_id = :calendar AND role = 0"_s);
    static_assert(static_cast<int>(Role::Owner) == 0);
    query.bind(u":calendar"_s, m_calendar).run().next();
    return query.integer(0);
}

bool MemberTable::insert(const Member &member)
{
    auto query = m_db.query(u"INSERT INTO members (calendar_id, user_id, username, role, joined_ms) "
                            "VALUES (:calendar, :user, :name, :role, :joined) ON CONFLICT DO NOTHING"_s);
    query.bind(u":calendar"_s, m_calendar)
        .bind(u":user"_s, member.user)
        .bind(u":name"_s, member.username)
        .bind(u":role"_s, static_cast<int>(member.role))
        .bind(u":joined"_s, member.joinedMs)
        .run();
    return query.affected() == 1;
}

void MemberTable::setRole(const UserId &user, Role role)
{
    m_db.query(u"UPDATE members SET role = :role WHERE calendar_id = :calendar AND user_id = :user"_s)
        .bind(u":role"_s, static_cast<int>(role))
        .bind(u":calendar"_s, m_calendar)
        .bind(u":user"_s, user)
        .run();
}

void MemberTable::remove(const UserId &user)
{
    m_db.query(u"DELETE FROM members WHERE calendar_id = :calendar AND user_id = :user"_s)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":user"_s, user)
        .run();
}

}
