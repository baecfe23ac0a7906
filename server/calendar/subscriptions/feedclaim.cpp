#include "server/calendar/subscriptions/feedclaim.h"

#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::CalendarId;
using shared::UserId;

namespace {
/// The owner who has been there longest.
std::optional<UserId> ownerOf(shared::Database &database, const CalendarId &calendar)
{
    auto query =
        database.query(u"SELECT user_id FROM members WHERE calendar_id = :calendar AND role = :owner "
                       "ORDER BY joined_ms, user_id LIMIT 1"_s);
    query.bind(u":calendar"_s, calendar).bind(u":owner"_s, static_cast<int>(shared::Role::Owner)).run();
    return query.next() ? std::optional(query.id<UserId>(0)) : std::nullopt;
}

std::optional<Calendar> calendarOf(shared::Database &database, const CalendarId &id, const UserId &user)
{
    pb::CalendarRef reference;
    reference.set_id(idBytes(id));
    const auto found = CalendarTable(database).find(reference, user);
    return found && found->member ? std::optional(found->calendar) : std::nullopt;
}
}

CallContext FeedClaim::caller() const
{
    CallContext call;
    call.user = owner;
    call.username = calendar.name;
    return call;
}

QList<FeedClaim> takeDue(shared::Database &database, const SubscriptionTable::Lease &lease, qint64 nowMs,
                         qint64 leasesEndedMs, int limit)
{
    QList<FeedClaim> claims;
    const auto taken = SubscriptionTable(database).take(lease, nowMs, leasesEndedMs, limit);
    for (const FeedSubscription &subscription : taken) {
        const auto owner = ownerOf(database, subscription.calendar);
        if (!owner)
            continue;
        if (const auto calendar = calendarOf(database, subscription.calendar, *owner))
            claims.append({subscription, *calendar, *owner, lease.owner});
    }
    return claims;
}

shared::Result<Calendar> holdClaim(shared::Database &database, const FeedClaim &claim, qint64 nowMs)
{
    const bool holds =
        SubscriptionTable(database).renew(claim.subscription, {claim.leaseOwner, nowMs + kLeaseMs});
    const auto calendar =
        holds ? calendarOf(database, claim.subscription.calendar, claim.owner) : std::optional<Calendar>();
    if (!calendar)
        return conflict(u"The subscription was changed meanwhile."_s, u"claim_lost"_s);
    return *calendar;
}

}
