#pragma once

#include "shared/base/result.h"
#include "shared/recurrence/series.h"

#include <QList>

#include <limits>
#include <memory>
#include <optional>

namespace hearth::shared {

class WallClock;

/// Occurrences of a series in order of their ids.
struct Expansion {
    QList<RecurrenceInstance> instances;
    bool more = false; ///< there are others: ask again with `after` = the last id
    qint64 steps = 0; ///< work done, in days and units looked at
};

/// Which part of a series is asked for.
struct ExpansionWindow {
    qint64 fromMs = 0; ///< UTC
    qint64 toMs = 0; ///< UTC, exclusive
    int limit = 10'000;
    std::optional<WallTime> after = {}; ///< only ids after this one
};

/// The occurrences of a series, by RFC 5545 section 3.3.10. No I/O; not for two threads at a time.
///
/// What the RFC leaves open or clients do otherwise:
/// - The start is always an occurrence and the first that COUNT counts, whether the rule gives it or not
///   (3.8.5.3: "the first instance in the recurrence set"; 3.3.10: it "always counts as the first
///   occurrence"); only an EXDATE takes it out.
/// - Parts that are missing come from the start: BYWEEKNO alone means the start's weekday.
/// - With BYWEEKNO, YEARLY goes by the year of the week numbers: 30 December 2019 is in week 1 of 2020, and
///   INTERVAL and BYSETPOS take it for 2020.
/// - BYSETPOS chooses from the whole period, also in the one in which the series starts.
/// - BYHOUR, BYMINUTE and BYSECOND are ignored in an all-day series (3.3.10).
/// - A wall time in the gap of a change of the clocks moves forward by the gap, as everywhere in Hearth,
///   although 3.3.10 would drop it: a daily event at 2:30 stays daily. Only from rules that repeat
///   within the day it is dropped, since there the next one follows anyway. It counts for COUNT. Of a wall
///   time that comes twice the first is meant.
/// - Years end at 9999.
///
/// The work is bounded by kMaxSteps for each call: what would need more is refused with "too_dense".
class RecurrenceExpander {
public:
    static constexpr qint64 kMaxSteps = 2'000'000;

    explicit RecurrenceExpander(const Series &series);
    /// Shares what is known of the zone with others; `clock` is of the series' zone.
    RecurrenceExpander(const Series &series, std::shared_ptr<WallClock> clock);
    ~RecurrenceExpander();

    /// Whether the series may be kept: "never_matches" where a rule gives no occurrence but the start,
    /// "too_dense" where its end can't be counted to, "rule_too_fine" for an all-day series with a
    /// rule that repeats within the day.
    Outcome check() const;

    /// What lies in the window or reaches into it; of no length: what begins in it.
    Result<Expansion> between(const ExpansionWindow &window) const;
    /// The first `limit` occurrences that begin at `fromMs` or later.
    Result<Expansion> nextOccurrences(qint64 fromMs, int limit) const;
    /// The first of all; nothing where EXDATEs leave none (or none can be found within the budget).
    std::optional<RecurrenceInstance> first() const;
    /// Whether this is the id of an occurrence.
    bool contains(const WallTime &id) const;
    /// The occurrence of that id, or nothing.
    std::optional<RecurrenceInstance> at(const WallTime &id) const;

    /// When the last occurrence has ended (UTC), or nothing where there is no end; EXDATEs may make it
    /// earlier than this says.
    Result<std::optional<qint64>> lastOccurrenceEnd() const;

private:
    struct Part;
    std::unique_ptr<Part> d;
};

}
