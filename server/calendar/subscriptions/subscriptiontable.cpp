#include "server/calendar/subscriptions/subscriptiontable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Query;
using shared::UserId;

namespace {
const QString kColumns =
    u"s.calendar_id, s.url, s.interval_ms, s.created_ms, s.etag, s.last_modified, s.content_hash, "
    "s.synced_as, s.attempt_ms, s.success_ms, s.next_ms, s.failures, s.error_reason, s.error_message, "
    "s.lease_until_ms "_s;

FeedSubscription readRow(const Query &row)
{
    return {
        row.id<CalendarId>(0), row.text(1),    row.integer(2),  row.integer(3),
        row.text(4),           row.text(5),    row.text(6),     row.isNull(7) ? UserId{} : row.id<UserId>(7),
        row.integer(8),        row.integer(9), row.integer(10), static_cast<int>(row.integer(11)),
        row.text(12),          row.text(13),   row.integer(14)};
}
}

SubscriptionTable::SubscriptionTable(shared::Database &database)
    : m_db(database)
{
}

void SubscriptionTable::insert(const FeedSubscription &subscription)
{
    m_db.query(u"INSERT INTO subscriptions (calendar_id, url, interval_ms, created_ms, next_ms) "
               "VALUES (:calendar, :url, :interval, :created, :next)"_s)
        .bind(u":calendar"_s, subscription.calendar)
        .bind(u":url"_s, subscription.url)
        .bind(u":interval"_s, subscription.intervalMs)
        .bind(u":created"_s, subscription.createdMs)
        .bind(u":next"_s, subscription.nextMs)
        .run();
}

std::optional<FeedSubscription> SubscriptionTable::find(const CalendarId &calendar)
{
    auto query =
        m_db.query(u"SELECT "_s + kColumns + u"FROM subscriptions s WHERE s.calendar_id = :calendar"_s);
    if (!query.bind(u":calendar"_s, calendar).run().next())
        return std::nullopt;
    return readRow(query);
}

QList<FeedSubscription> SubscriptionTable::ofUser(const UserId &user)
{
    auto query = m_db.query(u"SELECT "_s + kColumns
                            + u"FROM members m JOIN calendars c ON c.id = m.calendar_id "
                              "JOIN subscriptions s ON s.calendar_id = c.id "
                              "WHERE m.user_id = :user AND c.deleted_ms IS NULL ORDER BY c.name_key"_s);
    query.bind(u":user"_s, user).run();
    QList<FeedSubscription> found;
    while (query.next())
        found.append(readRow(query));
    return found;
}

qint64 SubscriptionTable::countOfOwner(const UserId &user)
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM members m JOIN calendars c ON c.id = m.calendar_id "
                            "JOIN subscriptions s ON s.calendar_id = c.id "
                            "WHERE m.user_id = :user AND m.role = :owner AND c.deleted_ms IS NULL"_s);
    query.bind(u":user"_s, user).bind(u":owner"_s, static_cast<int>(shared::Role::Owner)).run().next();
    return query.integer(0);
}

void SubscriptionTable::setSource(const CalendarId &calendar, const QString &url, qint64 nowMs)
{
    m_db.query(u"UPDATE subscriptions SET url = :url, etag = '', last_modified = '', content_hash = '', "
               "failures = 0, error_reason = '', error_message = '', next_ms = :now, lease_owner = NULL, "
               "lease_until_ms = 0 WHERE calendar_id = :calendar"_s)
        .bind(u":url"_s, url)
        .bind(u":now"_s, nowMs)
        .bind(u":calendar"_s, calendar)
        .run();
}

void SubscriptionTable::setInterval(const CalendarId &calendar, qint64 intervalMs, qint64 nextMs)
{
    m_db.query(u"UPDATE subscriptions SET interval_ms = :interval, next_ms = :next "
               "WHERE calendar_id = :calendar"_s)
        .bind(u":interval"_s, intervalMs)
        .bind(u":next"_s, nextMs)
        .bind(u":calendar"_s, calendar)
        .run();
}

void SubscriptionTable::makeDue(const CalendarId &calendar, qint64 nowMs)
{
    m_db.query(u"UPDATE subscriptions SET next_ms = :now WHERE calendar_id = :calendar"_s)
        .bind(u":now"_s, nowMs)
        .bind(u":calendar"_s, calendar)
        .run();
}

void SubscriptionTable::remove(const CalendarId &calendar)
{
    m_db.query(u"DELETE FROM subscriptions WHERE calendar_id = :calendar"_s)
        .bind(u":calendar"_s, calendar)
        .run();
}

QList<FeedSubscription> SubscriptionTable::take(const Lease &lease, qint64 nowMs, qint64 leasesEndedMs,
                                                int limit)
{
    // The outer conditions are looked at again after waiting for another instance's lock on the row.
    auto query = m_db.query(
        u"UPDATE subscriptions AS s SET lease_owner = :owner, lease_until_ms = :until, attempt_ms = :at "
        "WHERE s.calendar_id IN (SELECT d.calendar_id FROM subscriptions d "
        "JOIN calendars c ON c.id = d.calendar_id AND c.deleted_ms IS NULL "
        "WHERE d.next_ms <= :now AND d.lease_until_ms <= :ended ORDER BY d.next_ms LIMIT :limit) "
        "AND s.next_ms <= :now2 AND s.lease_until_ms <= :ended2 RETURNING "_s
        + QString(kColumns).remove(u"s."_s));
    query.bind(u":owner"_s, lease.owner)
        .bind(u":until"_s, lease.untilMs)
        .bind(u":at"_s, nowMs)
        .bind(u":now"_s, nowMs)
        .bind(u":ended"_s, leasesEndedMs)
        .bind(u":limit"_s, limit)
        .bind(u":now2"_s, nowMs)
        .bind(u":ended2"_s, leasesEndedMs)
        .run();
    QList<FeedSubscription> taken;
    while (query.next())
        taken.append(readRow(query));
    return taken;
}

std::optional<qint64> SubscriptionTable::nextDue()
{
    auto query = m_db.query(
        u"SELECT CASE WHEN s.lease_until_ms > s.next_ms THEN s.lease_until_ms ELSE s.next_ms END AS due "
        "FROM subscriptions s JOIN calendars c ON c.id = s.calendar_id AND c.deleted_ms IS NULL "
        "ORDER BY due LIMIT 1"_s);
    return query.run().next() ? std::optional(query.integer(0)) : std::nullopt;
}

bool SubscriptionTable::renew(const FeedSubscription &subscription, const Lease &lease)
{
    auto query = m_db.query(u"UPDATE subscriptions SET lease_until_ms = :until, etag = '', "
                            "last_modified = '', content_hash = '' WHERE calendar_id = :calendar "
                            "AND lease_owner = :owner AND url = :url"_s);
    query.bind(u":until"_s, lease.untilMs)
        .bind(u":calendar"_s, subscription.calendar)
        .bind(u":owner"_s, lease.owner)
        .bind(u":url"_s, subscription.url)
        .run();
    return query.affected() == 1;
}

bool SubscriptionTable::finish(const FeedSubscription &subscription, const QUuid &leaseOwner)
{
    auto query =
        m_db.query(u"UPDATE subscriptions SET etag = :etag, last_modified = :modified, content_hash = :hash, "
                   "synced_as = :synced, success_ms = :success, next_ms = :next, failures = :failures, "
                   "error_reason = :reason, error_message = :message, lease_owner = NULL, lease_until_ms = 0 "
                   "WHERE calendar_id = :calendar AND lease_owner = :owner AND url = :url"_s);
    query.bind(u":etag"_s, subscription.etag)
        .bind(u":modified"_s, subscription.lastModified)
        .bind(u":hash"_s, subscription.contentHash)
        .bind(u":synced"_s, subscription.syncedAs)
        .bind(u":success"_s, subscription.successMs)
        .bind(u":next"_s, subscription.nextMs)
        .bind(u":failures"_s, subscription.failures)
        .bind(u":reason"_s, subscription.errorReason)
        .bind(u":message"_s, subscription.errorMessage)
        .bind(u":calendar"_s, subscription.calendar)
        .bind(u":owner"_s, leaseOwner)
        .bind(u":url"_s, subscription.url)
        .run();
    return query.affected() == 1;
}

}
