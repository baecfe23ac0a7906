#pragma once

#include "client/replica/replicaevent.h"
#include "shared/recurrence/seriesedit.h"

namespace hearth::client {

class ReplicaStore;
struct OutboxEntry;

/// What became of a change that was sent, each call in one transaction. Throws shared::SqlError.
class OutboxResults {
public:
    explicit OutboxResults(ReplicaStore &store);

    /// From now on the server may have it, whatever happens to the answer.
    void markSent(qint64 position);
    /// The server has it, and `answer` is the event as it is there now.
    ReplicaDelta confirm(qint64 position, const shared::Event &answer);
    /// The server has deleted the event, as change `seq`.
    ReplicaDelta confirmRemoval(qint64 position, qint64 seq);
    /// The server never will: what is shown is what the server has.
    ReplicaDelta refuse(qint64 position);
    /// Somebody else changed the same fields: both versions stay, side by side. Where `current` is what was
    /// wanted, it counts as confirmed.
    ReplicaDelta conflict(qint64 position, const shared::Event &current);

private:
    void settle(const shared::SeriesChange &change, qint64 version);
    shared::EventId localIdOf(const OutboxEntry &entry, const shared::Event &answer) const;
    bool isGoneAgain(const OutboxEntry &entry, const shared::Event &answer);
    void adopt(shared::EventId local, const shared::Event &answer, ReplicaDelta &delta);
    void rebase(const OutboxEntry &entry, shared::EventId local, const shared::Event &answer);
    void foldLaterInto(OutboxEntry &entry);

    ReplicaStore &m_store;
};

}
