#include "server/calendar/invites/invitetable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::InviteId;
using shared::InviteState;
using shared::Query;
using shared::Role;
using shared::UserId;

namespace {
const QString kColumns = u"i.id, i.calendar_id, i.role, i.uses, i.uses_left, i.expires_ms, i.created_by, "
                         "i.created_by_name, i.created_ms, i.revoked, "_s;
// An owner's invite ends with their being one.
const QString kMaker = u"(SELECT COUNT(*) FROM members m WHERE m.calendar_id = i.calendar_id "
                       "AND m.user_id = i.created_by AND m.role = 0) "_s;
static_assert(static_cast<int>(Role::Owner) == 0);

Invite readInvite(const Query &row)
{
    return {row.id<InviteId>(0),
            row.id<CalendarId>(1),
            static_cast<Role>(row.integer(2)),
            static_cast<int>(row.integer(3)),
            static_cast<int>(row.integer(4)),
            row.integer(5),
            row.id<UserId>(6),
            row.text(7),
            row.integer(8),
            row.boolean(9) || row.integer(10) == 0,
            {}};
}
}

InviteState Invite::state(qint64 nowMs) const
{
    if (usesLeft == 0)
        return InviteState::Used;
    if (revoked)
        return InviteState::Revoked;
    return expiresMs <= nowMs ? InviteState::Expired : InviteState::Open;
}

InviteTable::InviteTable(shared::Database &database)
    : m_db(database)
{
}

void InviteTable::insert(const Invite &invite, const QString &codeHash)
{
    m_db.query(u"INSERT INTO invites (id, calendar_id, code_hash, role, uses, uses_left, expires_ms, "
               u"created_by, "
               "created_by_name, created_ms, revoked, ended_ms) VALUES (:id, :calendar, :hash, :role, :uses, "
               ":left, :expires, :user, :username, :created, 0, :ended) ON CONFLICT DO NOTHING"_s)
        .bind(u":id"_s, invite.id)
        .bind(u":calendar"_s, invite.calendar)
        .bind(u":hash"_s, codeHash)
        .bind(u":role"_s, static_cast<int>(invite.role))
        .bind(u":uses"_s, invite.uses)
        .bind(u":left"_s, invite.usesLeft)
        .bind(u":expires"_s, invite.expiresMs)
        .bind(u":user"_s, invite.createdBy)
        .bind(u":username"_s, invite.createdByName)
        .bind(u":created"_s, invite.createdMs)
        .bind(u":ended"_s, invite.expiresMs)
        .run();
}

std::optional<Invite> InviteTable::findByCode(const QString &codeHash)
{
    auto query =
        m_db.query(u"SELECT "_s + kColumns + kMaker
                   + u", c.name, c.time_zone FROM invites i JOIN calendars c ON c.id = i.calendar_id "
                     "WHERE i.code_hash = :hash AND c.deleted_ms IS NULL"_s);
    if (!query.bind(u":hash"_s, codeHash).run().next())
        return std::nullopt;
    Invite invite = readInvite(query);
    invite.calendarName = query.text(11);
    invite.calendarTimeZone = query.text(12);
    return invite;
}

QList<Invite> InviteTable::ofCalendar(const CalendarId &calendar, int limit)
{
    auto query = m_db.query(u"SELECT "_s + kColumns + kMaker
                            + u"FROM invites i WHERE i.calendar_id = :calendar "
                              "ORDER BY i.created_ms DESC, i.id DESC LIMIT :limit"_s);
    query.bind(u":calendar"_s, calendar).bind(u":limit"_s, limit).run();
    QList<Invite> invites;
    while (query.next())
        invites.append(readInvite(query));
    return invites;
}

qint64 InviteTable::countOpen(const CalendarId &calendar, qint64 nowMs)
{
    auto query =
        m_db.query(u"SELECT COUNT(*) FROM invites WHERE calendar_id = :calendar AND ended_ms > :now"_s);
    query.bind(u":calendar"_s, calendar).bind(u":now"_s, nowMs).run().next();
    return query.integer(0);
}

bool InviteTable::use(const InviteId &id, qint64 nowMs)
{
    auto query = m_db.query(u"UPDATE invites SET uses_left = uses_left - 1, "
                            "ended_ms = CASE WHEN uses_left = 1 THEN :ended ELSE ended_ms END "
                            "WHERE id = :id AND uses_left > 0 AND ended_ms > :now"_s);
    query.bind(u":ended"_s, nowMs).bind(u":id"_s, id).bind(u":now"_s, nowMs).run();
    return query.affected() == 1;
}

std::optional<Invite> InviteTable::revoke(const CalendarId &calendar, const InviteId &id, qint64 nowMs)
{
    m_db.query(u"UPDATE invites SET revoked = 1, ended_ms = :ended "
               "WHERE id = :id AND calendar_id = :calendar AND ended_ms > :now"_s)
        .bind(u":ended"_s, nowMs)
        .bind(u":id"_s, id)
        .bind(u":calendar"_s, calendar)
        .bind(u":now"_s, nowMs)
        .run();
    auto query = m_db.query(u"SELECT "_s + kColumns + kMaker
                            + u"FROM invites i WHERE i.id = :id AND i.calendar_id = :calendar"_s);
    if (!query.bind(u":id"_s, id).bind(u":calendar"_s, calendar).run().next())
        return std::nullopt;
    return readInvite(query);
}

void InviteTable::removeEnded(const CalendarId &calendar, qint64 nowMs, int kept)
{
    m_db.query(u"DELETE FROM invites WHERE calendar_id = :calendar AND ended_ms <= :now AND id NOT IN "
               "(SELECT id FROM invites WHERE calendar_id = :same ORDER BY ended_ms DESC LIMIT :kept)"_s)
        .bind(u":calendar"_s, calendar)
        .bind(u":now"_s, nowMs)
        .bind(u":same"_s, calendar)
        .bind(u":kept"_s, kept)
        .run();
}

}
