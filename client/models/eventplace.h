#pragma once

#include "client/models/eventitem.h"

namespace hearth::client {

class ZoneOffsets;

/// Where an occurrence lies in time, in the index's zone.
struct EventPlace {
    qint64 startMs = 0; ///< UTC
    qint64 endMs = 0; ///< UTC, exclusive
    qint64 firstDay = 0; ///< Julian day
    qint64 lastDay = 0; ///< inclusive

    friend bool operator==(const EventPlace &, const EventPlace &) = default;
};

/// An occurrence in the index.
struct IndexEntry : EventPlace {
    const EventItem *item = nullptr; ///< of a recurring event's occurrence the series
    shared::EventId id;
};

/// By start, then longer first, then id.
bool before(const IndexEntry &a, const IndexEntry &b);

/// Where something of these instants lies; those of whole days are midnights UTC.
EventPlace placeAt(qint64 startMs, qint64 endMs, bool allDay, const ZoneOffsets &zone);
/// Where the event itself lies; of a recurring one its first occurrence. What floats keeps its wall time.
EventPlace placeOf(const shared::EventDraft &event, const ZoneOffsets &zone);

}
