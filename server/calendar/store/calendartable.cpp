#include "server/calendar/store/calendartable.h"

#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/sql/sqlerror.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::Query;
using shared::UserId;

namespace {
constexpr int kColumnCount = 10;
const QString kColumns =
    u"c.id, c.name, c.colour, c.time_zone, c.seq, c.version, c.created_ms, c.password_hash, m.role, "
    "CASE WHEN EXISTS (SELECT 1 FROM subscriptions s WHERE s.calendar_id = c.id) THEN 1 ELSE 0 END "_s;

const QString kFind = u"SELECT "_s + kColumns
    + u"FROM calendars c LEFT JOIN members m ON m.calendar_id = c.id AND m.user_id = :user "
      "WHERE c.deleted_ms IS NULL AND "_s;

Calendar readCalendar(const Query &row)
{
    return {row.id<CalendarId>(0),
            row.text(1),
            row.text(2),
            row.text(3),
            static_cast<shared::Role>(row.integer(8)),
            row.integer(4),
            row.integer(5),
            row.integer(6),
            !row.text(7).isEmpty(),
            row.integer(9) != 0};
}
}

CalendarTable::CalendarTable(shared::Database &database)
    : m_db(database)
{
}

std::optional<Membership> CalendarTable::find(const pb::CalendarRef &reference, const UserId &user)
{
    const bool byId = !reference.id().empty();
    // No name has a null character, and PostgreSQL's text can't even be asked for one.
    if (!byId && reference.name().find('\0') != std::string::npos)
        return std::nullopt;
    auto query = byId ? m_db.query(kFind + u"c.id = :id"_s) : m_db.query(kFind + u"c.name_key = :key"_s);
    query.bind(u":user"_s, user);
    if (byId)
        query.bind(u":id"_s, idFromBytes<CalendarId>(reference.id()));
    else
        query.bind(u":key"_s, shared::foldedKey(fromUtf8(reference.name()).trimmed()));
    if (!query.run().next())
        return std::nullopt;
    return Membership{readCalendar(query), query.text(7), !query.isNull(8)};
}

QList<Calendar> CalendarTable::ofUser(const UserId &user)
{
    auto query = m_db.query(u"SELECT "_s + kColumns
                            + u"FROM members m JOIN calendars c ON c.id = m.calendar_id "
                              "WHERE m.user_id = :user AND c.deleted_ms IS NULL ORDER BY c.name_key"_s);
    query.bind(u":user"_s, user).run();
    QList<Calendar> calendars;
    while (query.next())
        calendars.append(readCalendar(query));
    return calendars;
}

qint64 CalendarTable::countOfUser(const UserId &user)
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM members WHERE user_id = :user"_s);
    query.bind(u":user"_s, user).run().next();
    return query.integer(0);
}

bool CalendarTable::insert(const Calendar &calendar, const QString &passwordHash, const UserId &creator)
{
    auto query = m_db.query(
        u"INSERT INTO calendars (id, name, name_key, password_hash, colour, time_zone, seq, version, "
        u"created_ms, "
        "created_by) VALUES (:id, :name, :key, :hash, :colour, :zone, 0, :version, :created, :creator) "
        "ON CONFLICT DO NOTHING"_s);
    query.bind(u":id"_s, calendar.id)
        .bind(u":name"_s, calendar.name)
        .bind(u":key"_s, shared::foldedKey(calendar.name))
        .bind(u":hash"_s, passwordHash)
        .bind(u":colour"_s, calendar.colour)
        .bind(u":zone"_s, calendar.timeZone)
        .bind(u":version"_s, calendar.version)
        .bind(u":created"_s, calendar.createdMs)
        .bind(u":creator"_s, creator)
        .run();
    return query.affected() == 1;
}

bool CalendarTable::isTaken(const CalendarId &id)
{
    return m_db.query(u"SELECT 1 FROM calendars WHERE id = :id"_s).bind(u":id"_s, id).run().next();
}

bool CalendarTable::update(const Calendar &calendar)
{
    try {
        m_db.query(u"UPDATE calendars SET name = :name, name_key = :key, colour = :colour, "
                   "time_zone = :zone, version = :version WHERE id = :id"_s)
            .bind(u":name"_s, calendar.name)
            .bind(u":key"_s, shared::foldedKey(calendar.name))
            .bind(u":colour"_s, calendar.colour)
            .bind(u":zone"_s, calendar.timeZone)
            .bind(u":version"_s, calendar.version)
            .bind(u":id"_s, calendar.id)
            .run();
        return true;
    } catch (const shared::SqlError &error) {
        if (error.kind() == shared::SqlError::Kind::UniqueViolation)
            return false;
        throw;
    }
}

void CalendarTable::lock(const CalendarId &id)
{
    m_db.query(u"UPDATE calendars SET seq = seq WHERE id = :id"_s).bind(u":id"_s, id).run();
}

void CalendarTable::setPassword(const CalendarId &id, const QString &passwordHash)
{
    m_db.query(u"UPDATE calendars SET password_hash = :hash WHERE id = :id"_s)
        .bind(u":hash"_s, passwordHash)
        .bind(u":id"_s, id)
        .run();
}

std::optional<NextSeq> CalendarTable::nextSeqs(const CalendarId &id, qint64 count)
{
    auto query = m_db.query(u"UPDATE calendars SET seq = seq + :count WHERE id = :id AND deleted_ms IS NULL "
                            "RETURNING seq, name"_s);
    if (!query.bind(u":count"_s, count).bind(u":id"_s, id).run().next())
        return std::nullopt;
    return NextSeq{query.integer(0) - count + 1, query.text(1)};
}

QList<CalendarTable::Trashed> CalendarTable::trash(const UserId &user, qint64 sinceMs)
{
    auto query =
        m_db.query(u"SELECT "_s + kColumns
                   + u", c.deleted_ms, d.username FROM members m JOIN calendars c ON c.id = m.calendar_id "
                     "LEFT JOIN members d ON d.calendar_id = c.id AND d.user_id = c.deleted_by "
                     "WHERE m.user_id = :user AND c.deleted_ms >= :since "
                     "ORDER BY c.deleted_ms DESC, c.id"_s);
    query.bind(u":user"_s, user).bind(u":since"_s, sinceMs).run();
    QList<Trashed> calendars;
    while (query.next())
        calendars.append({readCalendar(query), query.integer(kColumnCount), query.text(kColumnCount + 1)});
    return calendars;
}

bool CalendarTable::restore(const CalendarId &id, const QString &name)
{
    try {
        auto query =
            m_db.query(u"UPDATE calendars SET deleted_ms = NULL, deleted_by = NULL, name = :name, "
                       "name_key = :key, version = seq + 1 WHERE id = :id AND deleted_ms IS NOT NULL"_s);
        query.bind(u":name"_s, name).bind(u":key"_s, shared::foldedKey(name)).bind(u":id"_s, id).run();
        return query.affected() == 1;
    } catch (const shared::SqlError &error) {
        if (error.kind() == shared::SqlError::Kind::UniqueViolation)
            return false;
        throw;
    }
}

void CalendarTable::moveToTrash(const CalendarId &id, const UserId &user, qint64 nowMs)
{
    m_db.query(u"UPDATE calendars SET deleted_ms = :now, deleted_by = :user WHERE id = :id"_s)
        .bind(u":now"_s, nowMs)
        .bind(u":user"_s, user)
        .bind(u":id"_s, id)
        .run();
}

}
