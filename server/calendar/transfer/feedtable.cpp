#include "server/calendar/transfer/feedtable.h"

#include "shared/sql/query.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Query;
using shared::UserId;

namespace {
const QString kColumns =
    u"f.id, f.calendar_id, f.busy_only, f.created_by, f.created_by_name, f.created_ms "_s;

Feed readFeed(const Query &row)
{
    return {row.id<FeedId>(0), row.id<CalendarId>(1), row.boolean(2),
            row.id<UserId>(3), row.text(4),           row.integer(5)};
}
}

FeedTable::FeedTable(shared::Database &database)
    : m_db(database)
{
}

void FeedTable::insert(const Feed &feed, const QString &secretHash)
{
    m_db.query(u"INSERT INTO feeds (id, calendar_id, secret_hash, busy_only, created_by, created_by_name, "
               u"created_ms) "
               "VALUES (:id, :calendar, :hash, :busy, :user, :username, :created) ON CONFLICT DO NOTHING"_s)
        .bind(u":id"_s, feed.id)
        .bind(u":calendar"_s, feed.calendar)
        .bind(u":hash"_s, secretHash)
        .bind(u":busy"_s, feed.busyOnly ? 1 : 0)
        .bind(u":user"_s, feed.createdBy)
        .bind(u":username"_s, feed.createdByName)
        .bind(u":created"_s, feed.createdMs)
        .run();
}

std::optional<Feed> FeedTable::findBySecret(const QString &secretHash)
{
    auto query = m_db.query(u"SELECT "_s + kColumns
                            + u"FROM feeds f JOIN members m ON m.calendar_id = f.calendar_id AND "
                              "m.user_id = f.created_by JOIN calendars c ON c.id = f.calendar_id "
                              "WHERE f.secret_hash = :hash AND c.deleted_ms IS NULL"_s);
    if (!query.bind(u":hash"_s, secretHash).run().next())
        return std::nullopt;
    return readFeed(query);
}

QList<Feed> FeedTable::ofCalendar(const CalendarId &calendar, const std::optional<UserId> &maker)
{
    auto query = m_db.query(u"SELECT "_s + kColumns
                            + u"FROM feeds f WHERE f.calendar_id = :calendar "
                              "ORDER BY f.created_ms, f.id"_s);
    query.bind(u":calendar"_s, calendar).run();
    QList<Feed> feeds;
    while (query.next()) {
        const Feed feed = readFeed(query);
        if (!maker || feed.createdBy == *maker)
            feeds.append(feed);
    }
    return feeds;
}

qint64 FeedTable::count(const CalendarId &calendar, const UserId &maker)
{
    auto query =
        m_db.query(u"SELECT COUNT(*) FROM feeds WHERE calendar_id = :calendar AND created_by = :user"_s);
    query.bind(u":calendar"_s, calendar).bind(u":user"_s, maker).run().next();
    return query.integer(0);
}

bool FeedTable::remove(const CalendarId &calendar, const FeedId &id, const std::optional<UserId> &maker)
{
    const QString sql = u"DELETE FROM feeds WHERE id = :id AND calendar_id = :calendar"_s;
    auto query = m_db.query(maker ? sql + u" AND created_by = :user"_s : sql);
    query.bind(u":id"_s, id).bind(u":calendar"_s, calendar);
    if (maker)
        query.bind(u":user"_s, *maker);
    query.run();
    return query.affected() == 1;
}

}
