#pragma once

#include "shared/recurrence/civil.h"
#include "shared/recurrence/series.h"
#include "shared/recurrence/wallclock.h"

#include <memory>
#include <optional>

namespace hearth::shared {

/// How the parts of a series are read: what expanding and splitting have in common.

/// The clock that the wall times of the series are on; midnights UTC for an all-day series.
inline WallClock clockOf(const Series &series)
{
    return WallClock(series.start.dateOnly ? QTimeZone::utc() : series.zone);
}

inline qint64 midnight(qint64 seconds) { return floorDiv(seconds, kDaySeconds) * kDaySeconds; }

/// An RDATE's or EXDATE's moment, in wall seconds of the series.
qint64 momentOf(const WallTime &date, const Series &series);

/// The last wall second that the rule's UNTIL allows; nothing where it has none.
std::optional<qint64> lastMomentOf(const Rule &rule, const Series &series, const WallClock &clock);

}
