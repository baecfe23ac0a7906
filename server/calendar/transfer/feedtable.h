#pragma once

#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

using FeedId = shared::Id<struct FeedTag>;

/// A link under which a calendar can be fetched without an account.
struct Feed {
    FeedId id;
    shared::CalendarId calendar;
    bool busyOnly = false;
    shared::UserId createdBy;
    QString createdByName;
    qint64 createdMs = 0;
};

/// The table `feeds`.
class FeedTable {
public:
    explicit FeedTable(shared::Database &database);

    void insert(const Feed &feed, const QString &secretHash);
    /// Only while who made it is a member of a calendar that is there.
    std::optional<Feed> findBySecret(const QString &secretHash);
    /// In order of their making; `maker`: only theirs.
    QList<Feed> ofCalendar(const shared::CalendarId &calendar, const std::optional<shared::UserId> &maker);
    qint64 count(const shared::CalendarId &calendar, const shared::UserId &maker);
    /// False where there is none; `maker`: only one of theirs.
    bool remove(const shared::CalendarId &calendar, const FeedId &id,
                const std::optional<shared::UserId> &maker);

private:
    shared::Database &m_db;
};

}
