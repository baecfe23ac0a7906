#include "shared/recurrence/rulecursor.h"

#include "shared/recurrence/completedrule.h"

#include <algorithm>
#include <limits>

namespace hearth::shared {

namespace {
constexpr qint64 kEndOfTime = (kLastDay + 1) * kDaySeconds;
// Whether a rule gives its own start is seen within the start's day or period.
constexpr qint64 kStartBudget = 1000;
}

RulePlan::RulePlan(const Rule &rule, const WallTime &start, std::optional<qint64> lastMoment)
    : m_blocks(makeRuleBlocks(completed(rule, start), start))
    , m_start(start.seconds)
    , m_end(std::min(kEndOfTime, lastMoment.value_or(kEndOfTime - 1) + 1))
    , m_endless(!rule.count && !rule.until)
{
    RuleBlock block;
    StepBudget budget{kStartBudget};
    if (m_blocks->load(m_start, m_start + 1, block, budget)) {
        const qint64 before = block.before(m_start);
        m_givesStart = before < block.size() && block.at(before) == m_start;
    }
    if (rule.count)
        m_count = *rule.count - (m_givesStart ? 0 : 1);
}

RuleCursor::RuleCursor(const RulePlan &plan, qint64 from, qint64 to, StepBudget &budget)
    : m_plan(plan)
    , m_to(std::min(to, plan.end()))
    , m_budget(budget)
{
    from = std::max(from, plan.start());
    if (plan.count())
        countTo(from);
    else if (loadAfter(from))
        m_index = m_block.before(from);
}

std::optional<qint64> RuleCursor::next()
{
    while (!m_done && m_index == m_block.size())
        loadAfter(m_block.end);
    if (m_done || (m_plan.count() && m_passed >= *m_plan.count()) || !m_budget.spend())
        return std::nullopt;
    const qint64 moment = m_block.at(m_index);
    if (moment >= m_to) {
        m_done = true;
        return std::nullopt;
    }
    ++m_index;
    ++m_passed;
    return moment;
}

void RuleCursor::countTo(qint64 from)
{
    if (!loadAfter(m_plan.start()))
        return;
    m_index = m_block.before(m_plan.start());
    while (!m_done && m_passed < *m_plan.count()) {
        const qint64 index = std::max(m_index, m_block.before(from));
        m_passed = std::min(m_passed + index - m_index, *m_plan.count());
        m_index = index;
        if (index < m_block.size())
            return;
        loadAfter(m_block.end);
    }
}

bool RuleCursor::loadAfter(qint64 from)
{
    m_index = 0;
    m_done = from >= m_to || !m_plan.blocks().load(from, m_to, m_block, m_budget);
    return !m_done;
}

std::optional<qint64> lastCounted(const RulePlan &plan, StepBudget &budget)
{
    RuleBlock block;
    std::optional<qint64> last;
    qint64 left = plan.count().value_or(0);
    qint64 from = plan.start();
    while (left > 0 && plan.blocks().load(from, plan.end(), block, budget)) {
        const qint64 before = block.before(plan.start());
        const qint64 taken = std::min(left, block.size() - before);
        if (taken > 0)
            last = block.at(before + taken - 1);
        left -= taken;
        from = block.end;
    }
    return budget.over ? std::nullopt : last;
}

}
