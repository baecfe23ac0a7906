#pragma once

#include "shared/base/result.h"

#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace hearth::server {

/// What kind of text a setting takes.
enum class SettingType {
    Text,
    Path, ///< "~/" is the home folder
    Integer,
    Boolean, ///< true|false, yes|no, on|off, 1|0
    Duration, ///< "500ms", "30s", "15m", "12h", "30d"
    Size, ///< bytes: "4096", "64KiB", "20MiB"
    Choice, ///< one of Setting::choices
    Limit, ///< RateLimit: "5/60"
    List, ///< separated by commas or spaces
    Endpoint, ///< "ADDR:PORT", "[::1]:PORT"; where Setting::choices says so, also its words
    Endpoints, ///< a list of them, each with "http://" or "https://" or neither
    Database, ///< "sqlite:PATH" or "postgresql://..."
    Redis, ///< "redis://[[USER]:PASSWORD@]HOST[:PORT][/DB]"
};

/// One row of the table from which command line, file, environment, --help and --print-config are made.
struct Setting {
    QLatin1StringView key; ///< "limits.login"; HEARTH_LIMITS_LOGIN in the environment
    SettingType type;
    QLatin1StringView defaultValue;
    QLatin1StringView help;
    qint64 minimum = 0; ///< Integer, Duration (ms) and Size (bytes) only
    qint64 maximum = 0; ///< 0: no bounds
    QLatin1StringView choices = {}; ///< "a|b|c"
    QLatin1StringView option = {}; ///< "--data" where it has a command-line option of its own
    bool secret = false; ///< may come from a file named by HEARTH_..._FILE, and is never shown whole
};

/// Every setting there is, in the order in which they are shown.
std::span<const Setting> allSettings();
/// Null where there is none of that key.
const Setting *findSetting(QStringView key);
const Setting *findSettingByOption(QStringView option);
/// "HEARTH_LIMITS_LOGIN" for "limits.login".
QString environmentName(const Setting &setting);

/// Whether `value` is one that the setting takes; the error's message says what it should be.
shared::Outcome checkSetting(const Setting &setting, const QString &value);
/// Milliseconds; nothing for anything but a duration.
std::optional<qint64> parseDuration(QStringView text);
/// Bytes; nothing for anything but a size.
std::optional<qint64> parseSize(QStringView text);
std::optional<bool> parseBoolean(QStringView text);

}
