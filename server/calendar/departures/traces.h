#pragma once

#include "server/calendar/unitofwork.h"
#include "shared/base/result.h"

namespace hearth::server::calendar {

/// Where a user has left something, over all calendars. Reads whole tables: nobody else needs an index for
/// it.
class Traces {
public:
    Traces(shared::Database &database, const shared::UserId &user);

    /// The calendars that the user is a member of. Conflict with reason "last_owner" and the member
    /// "calendars" where others would be left in one without an owner.
    shared::Result<QList<shared::CalendarId>> leavable();
    /// The calendars, those in the trash too, in which something names the user.
    QList<shared::CalendarId> calendars(const QString &username);

private:
    shared::Database &m_db;
    shared::UserId m_user;
};

}
