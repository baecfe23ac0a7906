#pragma once

#include "shared/domain/calendar.h"
#include "shared/sql/database.h"
#include "shared/sql/query.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// A calendar whose content is a feed from elsewhere.
struct FeedSubscription {
    shared::CalendarId calendar;
    QString url; ///< may have secrets in it
    qint64 intervalMs = 0;
    qint64 createdMs = 0;
    QString etag;
    QString lastModified;
    QString contentHash; ///< of what was taken in last
    shared::UserId syncedAs; ///< in whose name; null before the first time
    qint64 attemptMs = 0; ///< the last one, 0 before
    qint64 successMs = 0;
    qint64 nextMs = 0;
    int failures = 0; ///< in a row
    QString errorReason; ///< of the last attempt; empty where it succeeded
    QString errorMessage;
    qint64 leaseUntilMs = 0;
};

/// The table `subscriptions`.
class SubscriptionTable {
public:
    /// Who fetches one, and until when it is theirs.
    struct Lease {
        QUuid owner;
        qint64 untilMs = 0;
    };
    explicit SubscriptionTable(shared::Database &database);

    void insert(const FeedSubscription &subscription);
    std::optional<FeedSubscription> find(const shared::CalendarId &calendar);
    /// Of all calendars that the user is a member of, in order of name.
    QList<FeedSubscription> ofUser(const shared::UserId &user);
    /// Of the calendars that the user owns.
    qint64 countOfOwner(const shared::UserId &user);
    /// A changed source is fetched at once and taken in whole.
    void setSource(const shared::CalendarId &calendar, const QString &url, qint64 nowMs);
    void setInterval(const shared::CalendarId &calendar, qint64 intervalMs, qint64 nextMs);
    void makeDue(const shared::CalendarId &calendar, qint64 nowMs);
    void remove(const shared::CalendarId &calendar);

    /// Takes those that are due and that nobody has, of calendars that are there.
    QList<FeedSubscription> take(const Lease &lease, qint64 nowMs, qint64 leasesEndedMs, int limit);
    /// When the next one is due; nothing where there is none.
    std::optional<qint64> nextDue();
    /// False where it is somebody else's by now, or gone, or has another source. What is there is no longer
    /// what was taken in last, until finish() says so again.
    bool renew(const FeedSubscription &subscription, const Lease &lease);
    /// Ends the lease's work; what holds is everything but source, interval and lease.
    bool finish(const FeedSubscription &subscription, const QUuid &leaseOwner);

private:
    shared::Database &m_db;
};

}
