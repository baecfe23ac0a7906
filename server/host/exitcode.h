#pragma once

namespace hearth::server::host {

/// How hearthd ends; --help lists them.
enum class ExitCode {
    Done = 0,
    BadConfig = 2,
    AddressUnusable = 3,
    DatabaseUnreachable = 4,
    SchemaNewer = 5,
    DataFolderUnusable = 6,
    BackupRefused = 7, ///< or its restoration
    Internal = 70,
};

}
