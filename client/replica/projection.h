#pragma once

#include "client/replica/outboxtable.h"
#include "client/replica/replicaevent.h"

#include <QMap>
#include <QSet>

#include <map>

namespace hearth::client {

class ReplicaStore;

/// What is shown of an event, of its series, of the changed instances and of what the outbox makes of them:
/// the server's rows with the entries that wait done to them, in order, as the server will do them.
class Projection {
public:
    /// Reads the rows and entries that belong together with that event.
    Projection(ReplicaStore &store, shared::EventId event);

    /// Writes what is shown into the rows, and tells of it.
    void show(ReplicaDelta &delta);

    /// What the server makes of the entry, an entry of a series, from what the replica knows of it; nothing
    /// for any other and where it can't be done. To be asked before show().
    std::optional<shared::SeriesChange> outcomeOf(const OutboxEntry &entry) const;

private:
    struct Mark {
        bool waiting = false;
        bool conflict = false;
        std::optional<shared::Event> other;
    };
    using Events = std::map<shared::EventId, shared::Event>;

    shared::EventId rootOf(shared::EventId event) const;
    void collect(shared::EventId root);
    void replay(const OutboxEntry &entry);
    void change(const OutboxEntry &entry);
    void remove(const OutboxEntry &entry);
    void restore(const OutboxEntry &entry);
    void mark(const OutboxEntry &entry, shared::EventId event);
    void showOne(shared::EventId id, ReplicaDelta &delta);
    std::optional<shared::SeriesChange> seriesChange(const OutboxEntry &entry, const Events &events) const;
    QList<shared::Event> instancesOf(shared::EventId series, const Events &events) const;

    ReplicaStore &m_store;
    QSet<shared::EventId> m_ids; ///< of rows and of what the entries make
    Events m_server;
    Events m_shown;
    std::map<shared::EventId, Mark> m_marks;
    QMap<qint64, OutboxEntry> m_entries; ///< by position
};

}
