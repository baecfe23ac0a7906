#pragma once

#include "server/calendar/subscriptions/subscriptiontable.h"
#include "server/proto/call.h"
#include "shared/base/clock.h"

namespace hearth::server::calendar {

/// A subscription that this process fetches now: nobody else does until the lease has ended.
struct FeedClaim {
    FeedSubscription subscription;
    shared::Calendar calendar; ///< as the owner sees it in whose name it is done
    shared::UserId owner;
    QUuid leaseOwner;

    /// What the feed brings is its owner's and bears the calendar's name.
    CallContext caller() const;
};

/// Takes subscriptions that are due, in one transaction; one of a calendar without an owner is left alone.
/// Does not commit.
QList<FeedClaim> takeDue(shared::Database &database, const SubscriptionTable::Lease &lease, qint64 nowMs,
                         qint64 leasesEndedMs, int limit);

/// The claim's calendar, where the claim still holds: then it holds for another `kLeaseMs`. Conflict with
/// reason "claim_lost" otherwise.
shared::Result<shared::Calendar> holdClaim(shared::Database &database, const FeedClaim &claim, qint64 nowMs);

constexpr qint64 kLeaseMs = 60'000; ///< longer than a fetch and longer than a chunk of an import takes

}
