#pragma once

#include "client/replica/replicaevent.h"
#include "shared/domain/calendar.h"
#include "shared/domain/change.h"

namespace hearth::client {

class ReplicaStore;

/// What the server says: rows and cursor, each call in one transaction. Throws shared::SqlError.
class RemoteChanges {
public:
    explicit RemoteChanges(ReplicaStore &store);

    /// The calendars that the person is in; what belongs to others goes.
    ReplicaDelta setCalendars(const QList<shared::Calendar> &calendars);
    void setMembers(shared::CalendarId calendar, const QList<shared::Member> &members);

    /// A whole calendar comes in pages, of which the first tells the seq; what no page brought goes at the
    /// end.
    qint64 beginSnapshot();
    ReplicaDelta snapshotPage(const QList<shared::Event> &events, qint64 generation);
    ReplicaDelta finishSnapshot(shared::CalendarId calendar, qint64 generation, qint64 seq);

    /// Changes and their calendars' cursors. One that is behind its cursor does nothing; one that holds no
    /// event that can be read is listed, and the cursor goes on all the same.
    ReplicaDelta apply(const QList<shared::Change> &changes);

private:
    QString nameOf(shared::EventId event) const;
    void putEvent(shared::Event event, qint64 generation, ReplicaDelta &delta);
    void leaveCalendar(shared::EventId event, shared::CalendarId calendar, ReplicaDelta &delta);
    void dropEvent(shared::EventId event, ReplicaDelta &delta);
    void applyToRows(const shared::Change &change, ReplicaDelta &delta);

    ReplicaStore &m_store;
};

}
