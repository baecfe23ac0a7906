#pragma once

#include "shared/recurrence/rule.h"

namespace hearth::shared {

/// The rule with everything in it that it takes from the start (RFC 5545, 3.3.10). After that each BY part
/// is a condition, whether the RFC's table calls it expanding or limiting: an occurrence is a moment in a
/// period that INTERVAL reaches at which all of them hold.
Rule completed(Rule rule, const WallTime &start);

}
