#include "server/platform/configloader.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

Error failure(const QString &text) { return Error{ErrorCode::InvalidArgument, text}; }

Result<QByteArray> readFile(const QString &name, const QString &source)
{
    constexpr qint64 kLargest = 1024 * 1024;
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return failure(u"%1: the file %2 can't be read: %3"_s.arg(source, name, file.errorString()));
    const QByteArray content = file.read(kLargest + 1);
    if (content.size() > kLargest)
        return failure(u"%1: the file %2 is larger than 1 MiB"_s.arg(source, name));
    return content;
}

/// One option of the command line: what it sets, or what it asks for.
struct Option {
    QString name;
    QString key;
    QString value;
};

struct CommandLine {
    ConfigRequest::Action action = ConfigRequest::Action::Run;
    QString folder; ///< what follows a command
    QString file;
    QList<Option> options; ///< in their order
};

/// Options that ask for something instead of setting something.
std::optional<ConfigRequest::Action> actionOf(const QString &name)
{
    if (name == "--help"_L1 || name == "-h"_L1)
        return ConfigRequest::Action::ShowHelp;
    if (name == "--version"_L1 || name == "-v"_L1)
        return ConfigRequest::Action::ShowVersion;
    if (name == "--print-config"_L1)
        return ConfigRequest::Action::PrintConfig;
    return std::nullopt;
}

/// What is done instead of running, with a folder that follows. A backup is no engine's: with it data moves
/// from one to the other, too.
std::optional<ConfigRequest::Action> commandOf(const QString &word)
{
    if (word == "backup"_L1 || word == "export"_L1)
        return ConfigRequest::Action::Backup;
    if (word == "restore"_L1 || word == "import"_L1)
        return ConfigRequest::Action::Restore;
    return std::nullopt;
}

/// `--set KEY=VALUE`, or the setting that has `name` as its own option.
Result<Option> optionFor(const QString &name, const QString &value)
{
    if (name == "--set"_L1) {
        const qsizetype equals = value.indexOf(u'=');
        if (equals < 1)
            return failure(u"--set: what follows is not KEY=VALUE"_s); // but may be a secret
        return Option{u"--set "_s + value.first(equals), value.first(equals), value.sliced(equals + 1)};
    }
    const Setting *setting = findSettingByOption(name);
    if (!setting)
        return failure(u"%1: there is no such option. --help lists all of them."_s.arg(name));
    return Option{name, setting->key, value};
}

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    CommandLine result;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString argument = arguments[i];
        if (const auto command = i == 1 ? commandOf(argument) : std::nullopt) {
            if (arguments.size() < 3 || arguments[2].startsWith(u'-'))
                return failure(u"%1: a folder must follow"_s.arg(argument));
            result.action = *command;
            result.folder = arguments[++i];
            continue;
        }
        if (!argument.startsWith(u'-'))
            return failure(u"\"%1\" is not an option. --help lists all of them."_s.arg(argument));
        if (const auto action = actionOf(argument)) {
            result.action = *action;
            continue;
        }
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = equals < 0 ? argument : argument.first(equals);
        if (name != "--set"_L1 && name != "--config"_L1 && !findSettingByOption(name))
            return failure(u"%1: there is no such option. --help lists all of them."_s.arg(name));
        if (equals < 0 && ++i >= arguments.size())
            return failure(u"%1: a value must follow"_s.arg(name));
        const QString value = equals < 0 ? arguments[i] : argument.sliced(equals + 1);
        if (name == "--config"_L1) {
            result.file = value;
            continue;
        }
        const auto option = optionFor(name, value);
        if (!option)
            return option.error();
        result.options.append(*option);
    }
    return result;
}

/// --listen may be given several times: together they are the list.
void gatherRepeated(QList<Option> &options)
{
    QList<Option> gathered;
    for (const Option &option : options) {
        const auto same = std::find_if(gathered.begin(), gathered.end(), [&option](const Option &other) {
            return option.name == "--listen"_L1 && other.name == option.name;
        });
        if (same == gathered.end())
            gathered.append(option);
        else
            same->value += u',' + option.value;
    }
    options = gathered;
}

Outcome readEnvironment(Config &config, QStringList &ignored, const QProcessEnvironment &environment)
{
    static constexpr QLatin1StringView kFileSuffix = "_FILE"_L1;
    QHash<QString, const Setting *> byName;
    for (const Setting &setting : allSettings())
        byName.insert(environmentName(setting), &setting);

    QStringList names = environment.keys();
    names.sort();
    for (const QString &name : names) {
        if (!name.startsWith("HEARTH_"_L1) || name == "HEARTH_CONFIG"_L1
            || name.startsWith("HEARTH_TEST_"_L1))
            continue;
        QString value = environment.value(name);
        const Setting *setting = byName.value(name);
        if (!setting && name.endsWith(kFileSuffix)) {
            setting = byName.value(name.chopped(kFileSuffix.size()));
            if (setting && !setting->secret)
                setting = nullptr;
            if (setting) {
                const auto content = readFile(value, name);
                if (!content)
                    return content.error();
                value = QString::fromUtf8(*content).trimmed();
            }
        }
        if (!setting) {
            ignored.append(name);
            continue;
        }
        if (const auto done = config.set(setting->key, value, name); !done)
            return done;
    }
    return Done{};
}

QString optionColumn(const Setting &setting)
{
    return setting.option.isEmpty() ? QString() : u" ("_s + setting.option + u')';
}

}

Outcome readConfigFile(Config &config, const QString &name)
{
    const auto content = readFile(name, u"--config"_s);
    if (!content)
        return content.error();
    QHash<QString, qsizetype> seen;
    const QStringList lines = QString::fromUtf8(*content).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QString source = u"%1:%2"_s.arg(name).arg(i + 1);
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 1)
            return failure(u"%1: this is not key = value"_s.arg(source)); // but may be a secret
        const QString key = line.first(equals).trimmed();
        if (const qsizetype earlier = seen.value(key))
            return failure(u"%1: %2 has been set in line %3 already"_s.arg(source, key).arg(earlier));
        seen.insert(key, i + 1);
        if (const auto done = config.set(key, line.sliced(equals + 1).trimmed(), source); !done)
            return done;
    }
    return Done{};
}

Result<ConfigRequest> loadConfig(const QStringList &arguments, const QProcessEnvironment &environment)
{
    auto commandLine = parseCommandLine(arguments);
    if (!commandLine)
        return commandLine.error();
    ConfigRequest request;
    request.action = commandLine->action;
    request.folder = commandLine->folder;
    if (request.action == ConfigRequest::Action::ShowHelp
        || request.action == ConfigRequest::Action::ShowVersion)
        return request;

    const QString file =
        commandLine->file.isEmpty() ? environment.value(u"HEARTH_CONFIG"_s) : commandLine->file;
    if (!file.isEmpty())
        if (const auto done = readConfigFile(request.config, file); !done)
            return done.error();
    if (const auto done = readEnvironment(request.config, request.ignored, environment); !done)
        return done.error();
    gatherRepeated(commandLine->options);
    for (const Option &option : commandLine->options)
        if (const auto done = request.config.set(option.key, option.value, option.name); !done)
            return done.error();
    return request;
}

QString configHelp()
{
    QString result =
        u"Usage: hearthd [OPTION]...\n"
        "       hearthd backup FOLDER [OPTION]...    (or export) both databases into a new folder, while "
        "services run\n"
        "       hearthd restore FOLDER [OPTION]...   (or import) into empty databases, also of the other "
        "engine\n\n"
        "Hearth's server: a shared calendar over HTTP and WebSocket.\n\n"
        "  --config FILE      read settings from FILE, lines of key = value\n"
        "  --set KEY=VALUE    set any of the settings below\n"
        "  --print-config     show all settings and where each comes from, then end\n"
        "  --version          show the version, then end\n"
        "  --help             show this, then end\n\n"
        "Settings (option). The command line wins over the environment (HEARTH_ and the key in capitals,\n"
        "dots as underscores), the environment over the file. A variable with _FILE at its end names a file\n"
        "that holds the value, for those marked as secret.\n\n"_s;
    for (const Setting &setting : allSettings()) {
        QString line = u"  "_s + setting.key + optionColumn(setting);
        result += line.leftJustified(40) + u' ' + setting.help;
        if (!setting.choices.isEmpty() && setting.type == SettingType::Choice)
            result += u" ["_s + setting.choices + u']';
        if (setting.secret)
            result += u" [secret]"_s;
        if (!setting.defaultValue.isEmpty())
            result += u" ["_s + setting.defaultValue + u']';
        result += u'\n';
    }
    result +=
        u"\nExit codes: 0 ended as asked, 2 bad option or setting, 3 an address or port can't be used,\n"
        "4 a database can't be reached, 5 a database is newer than this program, 6 the data folder is in use "
        "or\n"
        "can't be written, 7 a backup or its restoration was refused, 70 anything else.\n"_s;
    return result;
}

}
