#pragma once

#include "shared/base/ids.h"
#include "shared/recurrence/seriesedit.h"

#include <functional>
#include <optional>

namespace hearth::client {

/// What is to be done with occurrences of a series, of which nobody knows yet which ones are meant.
enum class ScopePurpose { Change, Remove };

/// Called once: with nothing where the person backs out.
using ScopeAnswer = std::function<void(std::optional<shared::EditScope>)>;
/// Asks whether this one, it and those that follow, or all are meant.
using ScopeAsker =
    std::function<void(shared::EventId event, ScopePurpose purpose, const ScopeAnswer &answer)>;

}
