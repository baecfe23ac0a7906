#pragma once

#include "server/calendar/store/eventtable.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// Takes a user who has left the server out of one calendar, a bounded number of rows at a time: out of its
/// events' participants, which is a change like any other; and the name out of what says who made, changed or
/// wrote something, and took part in former versions, which is none. What the user wrote stays for those who
/// read it.
class EraseTraces {
public:
    struct Progress {
        shared::EventId afterEvent; ///< the events are done up to here
        qint64 afterVersion =
            0; ///< all events are done, and the former versions up to this one of afterEvent
        qint64 afterSeq = 0; ///< these are done, too, and the change log up to here
        bool done = false;
    };
    /// `from`: what the step before answered.
    EraseTraces(const shared::CalendarId &calendar, const shared::UserId &user, const QString &username,
                const Progress &from);
    /// Unavailable where a saga has one of the events: then it is to be tried again.
    shared::Result<Progress> operator()(UnitOfWork &unit) const;

private:
    void eraseNames(UnitOfWork &unit) const;
    void eraseMentions(UnitOfWork &unit) const;
    void eraseMarks(UnitOfWork &unit) const;
    bool isTrashed(UnitOfWork &unit) const;
    QList<shared::EventId> eventsOf(UnitOfWork &unit) const;
    bool takesPart(const StoredEvent &stored) const;
    shared::Outcome leaveEvent(UnitOfWork &unit, const shared::EventId &id) const;
    shared::Result<Progress> eraseVersions(UnitOfWork &unit) const;
    shared::Result<Progress> eraseChanges(UnitOfWork &unit) const;

    shared::CalendarId m_calendar;
    shared::UserId m_user;
    QString m_username;
    Progress m_from;
};

}
