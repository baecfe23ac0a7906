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
    Internal = 70,
};

}
