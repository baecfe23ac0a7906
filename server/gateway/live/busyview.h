#pragma once

#include "shared/domain/change.h"

namespace hearth::server::gateway {

/// The change as a member with the role `busy` may see it: when, never what.
shared::Change busyView(const shared::Change &change);

}
