#pragma once

#include "shared/base/result.h"
#include "shared/recurrence/walltime.h"

#include <QList>
#include <QString>

#include <optional>

namespace hearth::shared {

enum class Frequency { Secondly, Minutely, Hourly, Daily, Weekly, Monthly, Yearly };

/// One entry of BYDAY: "MO", "1FR", "-1SU".
struct RuleDay {
    int ordinal = 0; ///< 0: every such day; else the n-th of the month or year, from its end where negative
    Qt::DayOfWeek day = Qt::Monday;

    friend bool operator==(const RuleDay &, const RuleDay &) = default;
};

/// The last moment that a rule reaches, itself included.
///
/// A date on a timed series is that day's end on the wall. A wall time (no 'Z') is meant in the series' zone,
/// although RFC 5545 wants UTC there. A UTC time on a floating or all-day series is read as if it were a
/// wall time.
struct RuleUntil {
    WallTime at;
    bool utc = false;

    friend bool operator==(const RuleUntil &, const RuleUntil &) = default;
};

/// An RRULE of RFC 5545 (section 3.3.10), as parseRule() lets it through: lists sorted and without doubles.
struct Rule {
    Frequency frequency = Frequency::Daily;
    int interval = 1;
    std::optional<int> count; ///< never together with until
    std::optional<RuleUntil> until;
    QList<int> bySecond; ///< 0 to 59
    QList<int> byMinute;
    QList<int> byHour;
    QList<RuleDay> byDay;
    QList<int> byMonthDay; ///< ±1 to ±31
    QList<int> byYearDay; ///< ±1 to ±366
    QList<int> byWeekNo; ///< ±1 to ±53
    QList<int> byMonth; ///< 1 to 12
    QList<int> bySetPos; ///< ±1 to ±366
    Qt::DayOfWeek weekStart = Qt::Monday;

    friend bool operator==(const Rule &, const Rule &) = default;
};

/// Reads what stands after "RRULE:", without regard to case. InvalidArgument with a reason otherwise:
/// "rscale_unsupported" (RFC 7529's RSCALE and SKIP), "rule_not_allowed" (parts that RFC 5545 forbids
/// together: COUNT with UNTIL, BYWEEKNO outside YEARLY, BYYEARDAY in DAILY, WEEKLY and MONTHLY, BYMONTHDAY in
/// WEEKLY, a numbered BYDAY outside MONTHLY and YEARLY or with BYWEEKNO, BYSETPOS alone), or "invalid_rule"
/// (anything else: a part unknown, twice or out of range, no FREQ).
/// The second 60 is read as 59: there are no leap seconds on a wall (3.3.12).
Result<Rule> parseRule(const QString &text);
/// The inverse of parseRule(): parts always in the same order and none that says what is so anyway.
QString toText(const Rule &rule);

constexpr int kMaxRuleText = 4096; ///< characters
constexpr int kMaxInterval = 100'000'000;

}
