#pragma once

#include "client/replica/replicaevent.h"
#include "shared/base/clock.h"
#include "shared/recurrence/serieschoice.h"

#include <QJsonObject>

namespace hearth::client {

class ReplicaStore;
struct OutboxEntry;

/// What the person at this app does: the event's row and the outbox, each call in one transaction. A change
/// of something that was never sent is folded into what waits already. Throws shared::SqlError.
class LocalChanges {
public:
    explicit LocalChanges(ReplicaStore &store);

    ReplicaDelta create(const shared::Event &event);
    ReplicaDelta change(const shared::Event &before, const shared::Event &after);
    ReplicaDelta remove(shared::EventId event);
    /// The chosen occurrences get what differs between `before`, the first of them as it was, and `after`.
    ReplicaDelta changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                              const shared::Event &after);
    ReplicaDelta removeSeries(const shared::SeriesChoice &choice);
    ReplicaDelta restore(const shared::Event &event);
    /// Ends a conflict: with one's own version, which is sent anew, or with the server's.
    ReplicaDelta resolve(shared::EventId event, bool keepMine);

private:
    shared::Event known(const shared::Event &event, ReplicaDelta &delta) const;
    bool foldIntoLast(shared::EventId event, const QJsonObject &patch);
    std::optional<OutboxEntry> entryFor(const shared::SeriesChoice &choice) const;
    ReplicaDelta goneWith(const shared::SeriesChoice &choice) const;
    void eraseWithMade(const OutboxEntry &entry);
    void appendChange(const shared::Event &event, const QJsonObject &patch);
    bool takeBackRemoval(const shared::Event &event);
    OutboxEntry entryFor(const shared::Event &event) const;

    ReplicaStore &m_store;
    shared::SystemClock m_clock;
};

}
