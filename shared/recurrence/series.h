#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/recurrenceset.h"

#include <QTimeZone>

namespace hearth::shared {

/// What recurs: where it begins, how long each occurrence lasts and what makes it come again.
struct Series {
    WallTime start; ///< DTSTART; dateOnly for an all-day event
    /// The zone that the wall times are meant in: the start's; for a floating event, that of the one who
    /// looks. An all-day event has none: its instants are midnights UTC, as with ZonedTime.
    QTimeZone zone = QTimeZone::utc();
    bool floating = false;
    /// Exact, for all-day events whole days of 24 hours. A DTEND means the same exact duration for every
    /// occurrence (RFC 5545, 3.8.5.3): four hours over a change of the clocks are four hours.
    qint64 durationMs = 0;
    RecurrenceSet set;
};

/// The series of an event; InvalidArgument where its recurrence can't be read. An event without one is a
/// series of one occurrence. A floating event is seen in its start's zone; its caller may set another.
Result<Series> seriesOf(const EventDraft &draft);

/// One occurrence of a series.
struct RecurrenceInstance {
    WallTime id; ///< its wall start as the rule gives it: RECURRENCE-ID
    qint64 startMs = 0; ///< UTC
    qint64 endMs = 0; ///< UTC, exclusive

    friend bool operator==(const RecurrenceInstance &, const RecurrenceInstance &) = default;
};

}
