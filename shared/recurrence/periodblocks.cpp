#include "shared/recurrence/ruleblocks.h"

#include <algorithm>

namespace hearth::shared {

namespace {
/// One block for each week, month or year, of whose moments BYSETPOS chooses.
class PeriodBlocks final : public RuleBlocks {
public:
    PeriodBlocks(const Rule &rule, qint64 startDay)
        : m_startDay(startDay)
        , m_positions(rule.bySetPos)
        , m_filter(rule)
        , m_grid(rule, startDay)
        , m_times(rule)
    {
    }

    bool load(qint64 from, qint64 to, RuleBlock &block, StepBudget &budget) override
    {
        qint64 day = std::max(floorDiv(from, kDaySeconds), m_startDay);
        while (day <= kLastDay) {
            const RuleGrid::Period period = m_grid.periodOf(CivilDay::of(reachedFrom(day)));
            if (period.first * kDaySeconds >= to || period.first > kLastDay || !collectDays(period, budget))
                return false;
            choose(block.chosen);
            day = period.end;
            if (block.chosen.empty())
                continue;
            block.begin = period.first * kDaySeconds;
            block.end = period.end * kDaySeconds;
            block.times = nullptr;
            return true;
        }
        return false;
    }

private:
    qint64 reachedFrom(qint64 day) const { return m_grid.reachedFrom(CivilDay::of(day)); }

    bool collectDays(const RuleGrid::Period &period, StepBudget &budget)
    {
        m_days.clear();
        const qint64 end = std::min(period.end, kLastDay + 1);
        CivilDay day = CivilDay::of(period.first);
        while (day.number < end) {
            if (!budget.spend())
                return false;
            if (!m_filter.allowsMonth(day.month)) {
                day = CivilDay::of(m_filter.nextAllowedMonth(day));
                continue;
            }
            if (m_filter.passes(day))
                m_days.push_back(day.number);
            day = day.next();
        }
        return true;
    }

    void choose(std::vector<qint64> &chosen) const
    {
        const qint64 times = m_times.size();
        chosen = chosenPositions(m_positions, qint64(m_days.size()) * times);
        for (qint64 &moment : chosen)
            moment = m_days[size_t(moment / times)] * kDaySeconds + m_times.at(moment % times);
    }

    qint64 m_startDay;
    QList<int> m_positions;
    DayFilter m_filter;
    RuleGrid m_grid;
    TimeSet m_times;
    std::vector<qint64> m_days; ///< of the period at hand
};
}

std::unique_ptr<RuleBlocks> makePeriodBlocks(const Rule &rule, const WallTime &start)
{
    return std::make_unique<PeriodBlocks>(rule, floorDiv(start.seconds, kDaySeconds));
}

}
