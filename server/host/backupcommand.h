#pragma once

#include "server/platform/configloader.h"

namespace hearth::server::host {

/// `hearthd backup FOLDER`, beside services that run: writes both databases into a new folder. Throws
/// HostFailure.
void runBackup(const ConfigRequest &request);

/// `hearthd restore FOLDER`, with no service running: fills the databases of the settings, which are made
/// where they are missing and may hold nothing. Throws HostFailure.
void runRestore(const ConfigRequest &request);

}
