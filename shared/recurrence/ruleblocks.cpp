#include "shared/recurrence/ruleblocks.h"

namespace hearth::shared {

qint64 RuleBlock::before(qint64 moment) const
{
    qint64 low = 0;
    qint64 high = size();
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        if (at(middle) < moment)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::unique_ptr<RuleBlocks> makeRuleBlocks(const Rule &rule, const WallTime &start)
{
    if (rule.frequency < Frequency::Daily)
        return makeUnitBlocks(rule, start);
    if (rule.frequency > Frequency::Daily && !rule.bySetPos.isEmpty())
        return makePeriodBlocks(rule, start);
    return makeDayBlocks(rule, start);
}

}
