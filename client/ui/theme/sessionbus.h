#pragma once

namespace hearth::client::ui {

/// Whether this session has a D-Bus. To ask for one that isn't there would start one, and wait for it.
bool hasSessionBus();

}
