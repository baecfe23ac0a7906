#include "shared/recurrence/ruleblocks.h"

#include <algorithm>

namespace hearth::shared {

namespace {
/// One block for each day: every rule from DAILY on in which BYSETPOS does not choose among days.
class DayBlocks final : public RuleBlocks {
public:
    DayBlocks(const Rule &rule, qint64 startDay)
        : m_startDay(startDay)
        , m_filter(rule)
        , m_grid(rule, startDay)
        , m_times(rule)
    {
    }

    bool load(qint64 from, qint64 to, RuleBlock &block, StepBudget &budget) override
    {
        if (m_times.empty())
            return false;
        const qint64 end = std::min(floorDiv(to - 1, kDaySeconds), kLastDay);
        CivilDay day = CivilDay::of(std::max(floorDiv(from, kDaySeconds), m_startDay));
        while (day.number <= end && budget.spend()) {
            const qint64 next = nextCandidate(day);
            if (next == day.number) {
                block.begin = next * kDaySeconds;
                block.end = block.begin + kDaySeconds;
                block.times = &m_times;
                return true;
            }
            day = next == day.number + 1 ? day.next() : CivilDay::of(next);
        }
        return false;
    }

private:
    /// The day itself where it passes, else a later one up to which none does.
    qint64 nextCandidate(const CivilDay &day) const
    {
        const qint64 reached = m_grid.reachedFrom(day);
        if (reached != day.number)
            return reached;
        if (!m_filter.allowsMonth(day.month))
            return m_filter.nextAllowedMonth(day);
        return m_filter.passes(day) ? day.number : day.number + 1;
    }

    qint64 m_startDay;
    DayFilter m_filter;
    RuleGrid m_grid;
    TimeSet m_times;
};
}

std::unique_ptr<RuleBlocks> makeDayBlocks(const Rule &rule, const WallTime &start)
{
    return std::make_unique<DayBlocks>(rule, floorDiv(start.seconds, kDaySeconds));
}

}
