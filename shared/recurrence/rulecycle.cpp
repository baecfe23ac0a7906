#include "shared/recurrence/rulecycle.h"

#include "shared/recurrence/unitfilter.h"

#include <algorithm>
#include <numeric>

namespace hearth::shared {

namespace {
constexpr qint64 kCycleDays = 146'097; // 400 years, a whole number of weeks
constexpr qint64 kCycleMonths = 4800;
constexpr qint64 kCycleYears = 400;
// Years that belong to weeks, and the period that the start is in.
constexpr qint64 kMarginDays = 800;

/// After how many days everything comes again.
qint64 cycleDays(const Rule &rule)
{
    const qint64 interval = rule.interval;
    switch (rule.frequency) {
    case Frequency::Yearly:
        return std::lcm(kCycleYears, interval) / kCycleYears * kCycleDays;
    case Frequency::Monthly:
        return std::lcm(kCycleMonths, interval) / kCycleMonths * kCycleDays;
    case Frequency::Weekly:
        return std::lcm(kCycleDays / 7, interval) * 7;
    case Frequency::Daily:
        return std::lcm(kCycleDays, interval);
    case Frequency::Hourly:
    case Frequency::Minutely:
    case Frequency::Secondly:
        break;
    }
    const qint64 perDay = UnitFilter(rule).perDay();
    return std::lcm(kCycleDays * perDay, interval) / perDay;
}

/// Whether INTERVAL ever meets an allowed hour, minute or second of a day, whatever the day: from day to day
/// the units that it meets move by multiples of what it has in common with a day.
bool meetsAllowedUnit(const Rule &rule, const WallTime &start)
{
    const UnitFilter units(rule);
    const int common = int(std::gcd(units.perDay(), rule.interval));
    for (int unit = int(floorMod(floorDiv(start.seconds, units.seconds()), common)); unit < units.perDay();
         unit += common)
        if (units.next(unit) == unit)
            return true;
    return false;
}
}

bool everMatches(const Rule &rule, const WallTime &start, StepBudget &budget)
{
    if (rule.frequency < Frequency::Daily && !meetsAllowedUnit(rule, start))
        return false;
    const qint64 days = std::min(cycleDays(rule), kLastDay - kFirstDay) + kMarginDays;
    const qint64 end = std::min(start.seconds / kDaySeconds + days, kLastDay + 1) * kDaySeconds;
    const auto blocks = makeRuleBlocks(rule, start);
    RuleBlock block;
    qint64 from = start.seconds;
    while (blocks->load(from, end, block, budget)) {
        if (block.before(start.seconds) < block.size())
            return true;
        from = block.end;
    }
    return false;
}

}
