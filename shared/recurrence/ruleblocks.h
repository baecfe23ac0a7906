#pragma once

#include "shared/recurrence/dayfilter.h"
#include "shared/recurrence/rulegrid.h"
#include "shared/recurrence/timeset.h"

#include <memory>
#include <vector>

namespace hearth::shared {

/// How many days and units may still be looked at.
struct StepBudget {
    qint64 left = 0;
    bool over = false;

    bool spend()
    {
        over = left == 0;
        left -= over ? 0 : 1;
        return !over;
    }
};

/// Some occurrences of a rule that are worked out together: those of a day, of an hour, or, where BYSETPOS
/// chooses among them, of a whole period. Wall seconds, in order.
struct RuleBlock {
    qint64 begin = 0;
    qint64 end = 0; ///< exclusive; no other block overlaps
    const TimeSet *times = nullptr; ///< from `begin`; null: `chosen`
    std::vector<qint64> chosen;

    qint64 size() const { return times ? times->size() : qint64(chosen.size()); }
    qint64 at(qint64 index) const { return times ? begin + times->at(index) : chosen[size_t(index)]; }
    /// How many of them lie before the moment.
    qint64 before(qint64 moment) const;
};

/// What a rule gives, without COUNT, UNTIL and regard to the start's own moment; work is done only for what
/// is asked for.
class RuleBlocks {
public:
    virtual ~RuleBlocks() = default;

    /// The first block that has something in it, ends after `from` and begins before `to`. Nothing where
    /// there is none up to the year 9999 or the budget is over.
    virtual bool load(qint64 from, qint64 to, RuleBlock &block, StepBudget &budget) = 0;
};

/// `rule` is completed().
std::unique_ptr<RuleBlocks> makeRuleBlocks(const Rule &rule, const WallTime &start);

std::unique_ptr<RuleBlocks> makeDayBlocks(const Rule &rule, const WallTime &start);
std::unique_ptr<RuleBlocks> makePeriodBlocks(const Rule &rule, const WallTime &start);
std::unique_ptr<RuleBlocks> makeUnitBlocks(const Rule &rule, const WallTime &start);

}
