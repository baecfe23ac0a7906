#pragma once

#include "client/replica/replicaevent.h"
#include "shared/base/result.h"
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

    /// The change and the calendar's cursor. One that is behind the cursor does nothing; InvalidArgument
    /// where the change holds no event that can be read: the cursor goes on all the same.
    shared::Result<ReplicaDelta> apply(const shared::Change &change);

private:
    void putEvent(shared::Event event, qint64 generation, ReplicaDelta &delta);
    void dropEvent(shared::EventId event, ReplicaDelta &delta);
    shared::Outcome applyToRows(const shared::Change &change, ReplicaDelta &delta);

    ReplicaStore &m_store;
};

}
