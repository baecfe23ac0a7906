#include "shared/recurrence/ruleblocks.h"
#include "shared/recurrence/unitfilter.h"

#include <algorithm>

namespace hearth::shared {

namespace {
/// One block for each hour, minute or second of a rule that repeats within the day.
class UnitBlocks final : public RuleBlocks {
public:
    UnitBlocks(const Rule &rule, qint64 start)
        : m_interval(rule.interval)
        , m_units(rule)
        , m_startUnit(floorDiv(start, m_units.seconds()))
        , m_filter(rule)
        , m_times(rule)
    {
    }

    bool load(qint64 from, qint64 to, RuleBlock &block, StepBudget &budget) override
    {
        if (m_times.empty())
            return false;
        const qint64 length = m_units.seconds();
        const qint64 end = std::min(floorDiv(to - 1, length), (kLastDay + 1) * m_units.perDay() - 1);
        qint64 unit = reachedFrom(std::max(floorDiv(from, length), m_startUnit));
        while (unit <= end && budget.spend()) {
            const qint64 next = nextCandidate(unit);
            if (next == unit) {
                block.begin = unit * length;
                block.end = block.begin + length;
                block.times = &m_times;
                return true;
            }
            unit = reachedFrom(next);
        }
        return false;
    }

private:
    qint64 reachedFrom(qint64 unit) const
    {
        const qint64 past = (unit - m_startUnit) % m_interval;
        return past == 0 ? unit : unit + m_interval - past;
    }

    /// The unit itself where it passes, else a later one up to which none does.
    qint64 nextCandidate(qint64 unit)
    {
        const qint64 perDay = m_units.perDay();
        const qint64 number = floorDiv(unit, perDay);
        if (number != m_day.number) {
            m_day = number == m_day.number + 1 ? m_day.next() : CivilDay::of(number);
            m_dayPasses = m_filter.passes(m_day);
        }
        if (!m_filter.allowsMonth(m_day.month))
            return m_filter.nextAllowedMonth(m_day) * perDay;
        if (!m_dayPasses)
            return (number + 1) * perDay;
        return number * perDay + m_units.next(int(unit - number * perDay));
    }

    qint64 m_interval;
    UnitFilter m_units;
    qint64 m_startUnit;
    DayFilter m_filter;
    TimeSet m_times;
    CivilDay m_day = CivilDay::of(kLastDay + 2); ///< looked at last
    bool m_dayPasses = false;
};
}

std::unique_ptr<RuleBlocks> makeUnitBlocks(const Rule &rule, const WallTime &start)
{
    return std::make_unique<UnitBlocks>(rule, start.seconds);
}

}
