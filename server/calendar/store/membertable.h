#pragma once

#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QHash>
#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// The table `members` of one calendar.
class MemberTable {
public:
    MemberTable(shared::Database &database, shared::CalendarId calendar);

    /// In order of joining.
    QList<shared::Member> all();
    std::optional<shared::Member> find(const shared::UserId &user);
    /// The usernames of those of `users` that are members.
    QHash<shared::UserId, QString> names(const QList<shared::UserId> &users);
    qint64 count();
    qint64 countOwners();
    /// False where the user is one already.
    bool insert(const shared::Member &member);
    void setRole(const shared::UserId &user, shared::Role role);
    void remove(const shared::UserId &user);

private:
    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
