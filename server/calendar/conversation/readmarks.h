#pragma once

#include "shared/base/ids.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QList>

namespace hearth::server::calendar {

/// The table `read_marks`: how far one user has read which conversation.
class ReadMarks {
public:
    ReadMarks(shared::Database &database, shared::UserId user);

    /// `event` null: the calendar's own conversation. A mark never goes back; the one that stands then.
    qint64 set(const shared::CalendarId &calendar, const shared::EventId &event, qint64 seq);

    struct Unread {
        shared::EventId event; ///< null: the calendar's own conversation
        int count = 0;
        int mentions = 0; ///< of the user, among them
    };
    /// What others have posted since the user joined and has not been read, among the newest thousand
    /// messages of the calendar.
    QList<Unread> unread(const shared::CalendarId &calendar);

private:
    shared::Database &m_db;
    shared::UserId m_user;
};

}
