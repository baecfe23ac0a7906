#include "client/replica/calendartable.h"

#include "shared/sql/database.h"

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Member;
using shared::Role;
using shared::UserId;

CalendarTable::CalendarTable(shared::Database &database)
    : m_database(database)
{
}

QList<Calendar> CalendarTable::all() const
{
    auto query = m_database.query(
        u"SELECT id, name, colour, time_zone, role, cursor_seq, version, created_ms, has_password "
        "FROM calendars ORDER BY created_ms, id"_s);
    query.run();
    QList<Calendar> calendars;
    while (query.next())
        calendars.append({query.id<CalendarId>(0), query.text(1), query.text(2), query.text(3),
                          shared::roleFromName(query.text(4)).value_or(Role::Viewer), query.integer(5),
                          query.integer(6), query.integer(7), query.boolean(8)});
    return calendars;
}

bool CalendarTable::contains(CalendarId id) const
{
    auto query = m_database.query(u"SELECT 1 FROM calendars WHERE id = :id"_s);
    query.bind(u":id"_s, id).run();
    return query.next();
}

void CalendarTable::put(const Calendar &calendar)
{
    m_database
        .query(
            u"INSERT INTO calendars (id, name, colour, time_zone, role, version, created_ms, has_password) "
            "VALUES (:id, :name, :colour, :zone, :role, :version, :created, :password) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name, colour = excluded.colour, "
            "time_zone = excluded.time_zone, role = excluded.role, version = excluded.version, "
            "created_ms = excluded.created_ms, has_password = excluded.has_password"_s)
        .bind(u":id"_s, calendar.id)
        .bind(u":name"_s, calendar.name)
        .bind(u":colour"_s, calendar.colour)
        .bind(u":zone"_s, calendar.timeZone)
        .bind(u":role"_s, roleName(calendar.role))
        .bind(u":version"_s, calendar.version)
        .bind(u":created"_s, calendar.createdMs)
        .bind(u":password"_s, calendar.hasPassword)
        .run();
}

void CalendarTable::erase(CalendarId id)
{
    m_database.query(u"DELETE FROM calendars WHERE id = :id"_s).bind(u":id"_s, id).run();
}

qint64 CalendarTable::cursor(CalendarId id) const
{
    auto query = m_database.query(u"SELECT cursor_seq FROM calendars WHERE id = :id"_s);
    query.bind(u":id"_s, id).run();
    return query.next() ? query.integer(0) : -1;
}

void CalendarTable::setCursor(CalendarId id, qint64 seq)
{
    m_database.query(u"UPDATE calendars SET cursor_seq = :seq WHERE id = :id"_s)
        .bind(u":seq"_s, seq)
        .bind(u":id"_s, id)
        .run();
}

QList<Member> CalendarTable::members(CalendarId id) const
{
    auto query = m_database.query(
        u"SELECT user_id, username, role, joined_ms FROM members WHERE calendar_id = :id ORDER BY joined_ms, user_id"_s);
    query.bind(u":id"_s, id).run();
    QList<Member> members;
    while (query.next())
        members.append({query.id<UserId>(0), query.text(1),
                        shared::roleFromName(query.text(2)).value_or(Role::Viewer), query.integer(3)});
    return members;
}

void CalendarTable::setMembers(CalendarId id, const QList<Member> &members)
{
    m_database.query(u"DELETE FROM members WHERE calendar_id = :id"_s).bind(u":id"_s, id).run();
    for (const Member &member : members)
        m_database
            .query(u"INSERT INTO members (calendar_id, user_id, username, role, joined_ms) "
                   "VALUES (:calendar, :user, :name, :role, :joined) ON CONFLICT DO NOTHING"_s)
            .bind(u":calendar"_s, id)
            .bind(u":user"_s, member.user)
            .bind(u":name"_s, member.username)
            .bind(u":role"_s, roleName(member.role))
            .bind(u":joined"_s, member.joinedMs)
            .run();
}

}
