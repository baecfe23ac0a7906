#pragma once

#include "shared/domain/event.h"

namespace hearth::client {

/// `base` with the fields in which `from` and `to` differ, taken from `to`. Start and end go together: one of
/// them alone could end up before the other.
shared::EventDraft withChanges(const shared::EventDraft &base, const shared::EventDraft &from,
                               const shared::EventDraft &to);

}
