#pragma once

#include "shared/base/result.h"
#include "shared/recurrence/rule.h"
#include "shared/recurrence/walltime.h"

#include <QList>
#include <QString>

namespace hearth::shared {

/// What makes an event come again: the rules, the dates that are added and the dates that are taken out. All
/// of them are wall times of the series' own zone. The lists of dates are sorted and without doubles.
///
/// Where the kinds differ, an EXDATE that is only a date takes out everything on that day, an RDATE that is
/// only a date has the start's time of day, and in an all-day series the time of day does not count.
struct RecurrenceSet {
    QList<Rule> rules; ///< none or one; up to kMaxRules where another program wrote them
    QList<WallTime> rdates;
    QList<WallTime> exdates;

    /// Whether nothing is added to the start.
    bool empty() const { return rules.isEmpty() && rdates.isEmpty(); }

    friend bool operator==(const RecurrenceSet &, const RecurrenceSet &) = default;
};

/// Lines of "RRULE:", "RDATE:" and "EXDATE:" in any order, ended by LF or CRLF; dates need VALUE=DATE or have
/// no 'T'. InvalidArgument for anything else (reasons of parseRule(), or "invalid_recurrence"): other
/// properties, PERIODs, times in UTC or with a TZID (they are to be made wall times first), and more than
/// the bounds below.
Result<RecurrenceSet> parseRecurrenceSet(const QString &text);
/// The inverse; lines ended by LF, empty for an empty set.
QString toText(const RecurrenceSet &set);

constexpr int kMaxRules = 4;
constexpr int kMaxRecurrenceDates = 2000; ///< RDATEs, and as many EXDATEs
constexpr int kMaxRecurrenceText = 128 * 1024; ///< characters

}
