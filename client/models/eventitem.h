#pragma once

#include "shared/domain/event.h"

#include <QDate>

namespace hearth::client {

/// An event as the app holds it: what the replica has, with the state of its way to the server.
struct EventItem : shared::Event {
    bool waiting = false; ///< a change of it is in the outbox
    bool conflict = false; ///< two versions stand side by side
    shared::Answer myAnswer = shared::Answer::Yes; ///< what the person at this app has said

    /// Whether it is one occurrence of a recurring event, changed or not.
    bool isInstance() const { return !series.isNull(); }
    /// Whether it comes again by a rule of its own.
    bool isSeries() const { return series.isNull() && !recurrence.isEmpty(); }
};

/// The id by which the app speaks of one occurrence of a series: always the same for the same series and
/// recurrence id (a wall time, "2026-12-10T19:00:00" or "2026-12-10").
shared::EventId instanceId(shared::EventId series, const QString &occurrence);

/// One appearance of an event in time. Points into the index: valid until its next change or query.
struct Occurrence {
    const EventItem *event = nullptr; ///< of a recurring event the series, which has the times of its first
    shared::EventId id; ///< of the event; of a recurring one's occurrence its instanceId()
    qint64 startMs = 0; ///< UTC
    qint64 endMs = 0; ///< UTC, exclusive
    QDate firstDay; ///< in the index's zone
    QDate lastDay; ///< inclusive
    /// All-day, or longer than 24 hours: drawn as a bar above the time grid.
    bool isBar() const { return event->allDay || endMs - startMs >= 24LL * 3600 * 1000; }
};

}
