#pragma once

#include "server/calendar/messages.h"
#include "shared/base/ids.h"
#include "shared/sql/database.h"

namespace hearth::server::calendar {

/// What one user has written in one calendar, for the export of all of the user's data.
class OwnMessages {
public:
    OwnMessages(shared::Database &database, shared::CalendarId calendar);
    /// At most 1,000 after that seq.
    pb::OwnMessagesResponse of(const shared::UserId &user, qint64 afterSeq);

private:
    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
