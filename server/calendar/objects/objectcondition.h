#pragma once

#include "server/calendar/objects/objecttext.h"

namespace hearth::server::calendar {

/// Whether the object may be written: PreconditionFailed where the condition does not hold.
shared::Outcome checkCondition(const pb::ObjectCondition &condition, const std::optional<QString> &etag);

}
