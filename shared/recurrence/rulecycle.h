#pragma once

#include "shared/recurrence/ruleblocks.h"

namespace hearth::shared {

/// Whether a completed rule without COUNT and UNTIL gives anything from its start to the year 9999. The
/// calendar repeats every 400 years, and so does a rule as soon as its INTERVAL fits into that: no more is
/// looked at. Also false where the budget does not suffice to find anything.
bool everMatches(const Rule &rule, const WallTime &start, StepBudget &budget);

}
