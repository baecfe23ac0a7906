#pragma once

#include "server/platform/config.h"

#include <QProcessEnvironment>

namespace hearth::server {

/// What the command line asks for.
struct ConfigRequest {
    enum class Action { Run, Backup, Restore, PrintConfig, ShowHelp, ShowVersion };
    Action action = Action::Run;
    QString folder; ///< of a backup or a restoration
    Config config;
    QStringList ignored; ///< HEARTH_ variables that are no settings: other programs may use the prefix, too
};

/// Puts a Config together: the command line wins over the environment, that over the file, that over the
/// defaults. An error is InvalidArgument; its message names the option, the variable or the file and line.
shared::Result<ConfigRequest> loadConfig(const QStringList &arguments,
                                         const QProcessEnvironment &environment);

/// Sets what a file of `key = value` lines says; `#` begins a comment line. `name` is for messages.
shared::Outcome readConfigFile(Config &config, const QString &name);

/// --help.
QString configHelp();

}
