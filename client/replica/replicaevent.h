#pragma once

#include "shared/domain/event.h"

#include <QList>

#include <optional>

namespace hearth::client {

/// An event as the replica shows it.
struct ReplicaEvent {
    shared::Event event;
    bool waiting = false; ///< a change of it is in the outbox
    bool conflict = false; ///< the person has to choose between `event` and `other`
    std::optional<shared::Event> other; ///< the server's version of an event in conflict

    friend bool operator==(const ReplicaEvent &, const ReplicaEvent &) = default;
};

/// What a transaction did to what is shown. An event is either among `put` or among `removed`, by what came
/// last.
struct ReplicaDelta {
    QList<ReplicaEvent> put;
    QList<shared::EventId> removed;
    QStringList lost; ///< names of events whose waiting change was overtaken by their deletion elsewhere
    QStringList orphaned; ///< names of events whose waiting change went with their calendar
    QList<shared::EventId> unreadable; ///< the server sent what is no event

    void addPut(ReplicaEvent item)
    {
        removed.removeAll(item.event.id);
        put.append(std::move(item));
    }
    void addRemoved(shared::EventId event)
    {
        put.removeIf([event](const ReplicaEvent &item) { return item.event.id == event; });
        removed.append(event);
    }
};

}
