#pragma once

#include "shared/recurrence/ruleblocks.h"

#include <optional>

namespace hearth::shared {

/// A rule laid out for a start: what can be kept between questions.
class RulePlan {
public:
    /// `lastMoment`: the last wall second that UNTIL allows, nothing where the rule has none.
    RulePlan(const Rule &rule, const WallTime &start, std::optional<qint64> lastMoment);

    RuleBlocks &blocks() const { return *m_blocks; }
    qint64 start() const { return m_start; }
    /// Wall second, exclusive: UNTIL, or the end of the year 9999.
    qint64 end() const { return m_end; }
    /// What COUNT leaves to the rule itself: one less where it does not give the start, which counts.
    std::optional<qint64> count() const { return m_count; }
    bool endless() const { return m_endless; }
    bool givesStart() const { return m_givesStart; }

private:
    std::unique_ptr<RuleBlocks> m_blocks;
    qint64 m_start;
    qint64 m_end;
    std::optional<qint64> m_count;
    bool m_endless;
    bool m_givesStart = false;
};

/// Walks over the occurrences of one rule from anywhere. Without COUNT nothing before that place is looked
/// at.
class RuleCursor {
public:
    /// Occurrences in [from, to), wall seconds.
    RuleCursor(const RulePlan &plan, qint64 from, qint64 to, StepBudget &budget);

    /// The next occurrence, or nothing: the end is reached, or the budget is over.
    std::optional<qint64> next();
    /// How many occurrences of the rule lie before the next one; only where the rule has a COUNT.
    qint64 passed() const { return m_passed; }

private:
    void countTo(qint64 from);
    bool loadAfter(qint64 from);

    const RulePlan &m_plan;
    qint64 m_to;
    StepBudget &m_budget;
    RuleBlock m_block;
    qint64 m_index = 0;
    qint64 m_passed = 0;
    bool m_done = false;
};

/// The last occurrence of a rule with COUNT, found by counting whole blocks. Nothing where the rule itself
/// gives none or the budget is over.
std::optional<qint64> lastCounted(const RulePlan &plan, StepBudget &budget);

}
