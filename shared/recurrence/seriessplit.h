#pragma once

#include "shared/base/result.h"
#include "shared/recurrence/series.h"

namespace hearth::shared {

/// A series cut in two: "this and following" begins with the tail.
struct SeriesSplit {
    Series head; ///< everything before; ends
    /// From the cut on. It starts with the first occurrence that its rule gives, so that INTERVAL keeps in
    /// step; where the cut was at an RDATE this may be later, and the RDATE comes before the start.
    Series tail;
    bool headEmpty = false; ///< the cut was at the first occurrence: head is nothing
};

/// Cuts before the occurrence `at`: the occurrences of head and tail are together exactly those of `series`.
/// A rule with COUNT is divided by counting; any other ends in the head with an UNTIL just before the cut.
/// RDATEs and EXDATEs go to the side that they lie on. NotFound where `at` is no occurrence; "too_dense" as
/// RecurrenceExpander says; "several_rules" where there is more than one rule, since no start keeps all of
/// them in step.
Result<SeriesSplit> splitSeries(const Series &series, const WallTime &at);

/// The series with its start moved to `start` and everything else along with it, as when somebody drags an
/// occurrence of all or of the following ones. Its length stays.
///
/// RDATEs, EXDATEs and UNTIL move by the same time on the wall as the start. Of the rule's parts:
/// - BYDAY without numbers moves by the difference in days (Monday and Wednesday to Tuesday and Thursday);
/// - one numbered day becomes the new start's weekday, with the number that it has in its month or year (from
///   the end where it was counted from the end);
/// - BYMONTHDAY, BYYEARDAY, BYWEEKNO, BYMONTH, BYHOUR, BYMINUTE and BYSECOND become the new start's where
/// they
///   have one value (from the end where it was counted from the end);
/// - all that has several values otherwise stays, as do all days where BYSETPOS chooses among them.
/// A rule whose parts stay may no longer give the new start, which is an occurrence all the same.
///
/// Where `start` is of the other kind (all-day or timed), dates and UNTIL become that: times are dropped, or
/// the new start's time is taken. BYHOUR, BYMINUTE and BYSECOND of an event that is now all-day are dropped.
Series shiftSeries(const Series &series, const WallTime &start);

}
