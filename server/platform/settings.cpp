#include "server/platform/setting.h"

#include "server/platform/endpoint.h"
#include "server/platform/ratelimiter.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

using Type = SettingType;

constexpr qint64 kSecond = 1000;
constexpr qint64 kHour = 3600 * kSecond;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kKiB = 1024;
constexpr qint64 kMiB = 1024 * kKiB;

constexpr Setting option(QLatin1StringView key, Type type, QLatin1StringView defaultValue,
                         QLatin1StringView help, QLatin1StringView name, QLatin1StringView choices = {})
{
    return {key, type, defaultValue, help, 0, 0, choices, name, false};
}

constexpr Setting secretOption(QLatin1StringView key, Type type, QLatin1StringView help,
                               QLatin1StringView name)
{
    return {key, type, {}, help, 0, 0, {}, name, true};
}

constexpr Setting plain(QLatin1StringView key, Type type, QLatin1StringView defaultValue,
                        QLatin1StringView help, qint64 minimum = 0, qint64 maximum = 0)
{
    return {key, type, defaultValue, help, minimum, maximum, {}, {}, false};
}

constexpr Setting choice(QLatin1StringView key, QLatin1StringView defaultValue, QLatin1StringView help,
                         QLatin1StringView choices)
{
    return {key, Type::Choice, defaultValue, help, 0, 0, choices, {}, false};
}

constexpr std::array kSettings{
    option("role"_L1, Type::Choice, "all"_L1, "which of the services run in this process"_L1, "--role"_L1,
           "all|gateway|auth|calendar"_L1),
    option("data"_L1, Type::Path, "~/.local/share/hearthd"_L1,
           "folder of the SQLite databases and the self-made certificate"_L1, "--data"_L1),
    option("listen"_L1, Type::Endpoints, "127.0.0.1:8080"_L1,
           "where clients connect: ADDR:PORT, https://ADDR:PORT, several by commas; port 0 is a free one"_L1,
           "--listen"_L1),
    option("admin"_L1, Type::Endpoint, "127.0.0.1:9464"_L1,
           "where /healthz, /readyz and /metrics are, or off"_L1, "--admin"_L1, "off"_L1),
    option("port_file"_L1, Type::Path, {}, "file into which the ports go, as JSON, when all is ready"_L1,
           "--port-file"_L1),
    secretOption("auth.database"_L1, Type::Database,
                 "sqlite:PATH or postgresql://...; empty: auth.db in the data folder"_L1,
                 "--auth-database"_L1),
    secretOption("calendar.database"_L1, Type::Database,
                 "sqlite:PATH or postgresql://...; empty: calendar.db in the data folder"_L1,
                 "--calendar-database"_L1),
    plain("database.threads"_L1, Type::Integer, "4"_L1,
          "writers (PostgreSQL) and readers of each database"_L1, 1, 64),
    secretOption(
        "redis"_L1, Type::Redis,
        "redis://[[USER]:PASSWORD@]HOST[:PORT][/DB] for what several instances share; empty: in memory"_L1,
        "--redis"_L1),

    option("auth.service"_L1, Type::Text, {}, "the auth service: HOST:PORT, dns:///HOST:PORT or unix:PATH"_L1,
           "--auth-service"_L1),
    option("calendar.service"_L1, Type::Text, {}, "the calendar service, likewise"_L1,
           "--calendar-service"_L1),
    option("rpc.listen"_L1, Type::Text, {},
           "where the roles auth and calendar are called: ADDR:PORT or unix:PATH"_L1, "--rpc-listen"_L1),
    choice("rpc.tls"_L1, "off"_L1, "off is accepted between loopback addresses and unix sockets only"_L1,
           "off|mutual"_L1),
    plain("rpc.tls.cert"_L1, Type::Path, {}, "this service's certificate (PEM)"_L1),
    plain("rpc.tls.key"_L1, Type::Path, {}, "its private key (PEM)"_L1),
    plain("rpc.tls.ca"_L1, Type::Path, {},
          "the authority that the other services' certificates come from (PEM)"_L1),
    plain("rpc.deadline"_L1, Type::Duration, "10s"_L1, "longest call between services"_L1, 100,
          300 * kSecond),
    plain("rpc.breaker_failures"_L1, Type::Integer, "5"_L1,
          "failed calls in a row after which a service is left alone"_L1, 1, 1000),
    plain("rpc.breaker_pause"_L1, Type::Duration, "2s"_L1,
          "how long it is left alone before it is tried again"_L1, 100, 60 * kSecond),

    plain("tls.cert"_L1, Type::Path, {}, "certificate chain (PEM) of the HTTPS addresses"_L1),
    plain("tls.key"_L1, Type::Path, {}, "its private key (PEM)"_L1),
    plain("tls.self_signed"_L1, Type::Boolean, "false"_L1,
          "serve HTTPS with a certificate of our own, kept in the data folder"_L1),

    plain("limits.enabled"_L1, Type::Boolean, "true"_L1, "whether rate limits apply"_L1),
    plain("limits.register"_L1, Type::Limit, "5/60"_L1,
          "registrations for a client address in so many seconds"_L1),
    plain("limits.login"_L1, Type::Limit, "5/60"_L1, "logins for a client address"_L1),
    plain("limits.create_calendar"_L1, Type::Limit, "5/60"_L1, "new calendars for a user"_L1),
    plain("limits.get_events"_L1, Type::Limit, "5/60"_L1, "get_events for a user"_L1),

    plain("http.io_threads"_L1, Type::Integer, "1"_L1, "threads that serve connections, for each address"_L1,
          1, 64),
    plain("http.header_limit"_L1, Type::Size, "16KiB"_L1, "largest request header; beyond: 431"_L1, kKiB,
          kMiB),
    plain("http.body_limit"_L1, Type::Size, "1MiB"_L1, "largest request body; beyond: 413"_L1, kKiB,
          1024 * kMiB),
    plain("http.header_timeout"_L1, Type::Duration, "10s"_L1, "for a whole request header"_L1, 100, kHour),
    plain("http.body_timeout"_L1, Type::Duration, "2m"_L1, "for a whole request body"_L1, 100, kHour),
    plain("http.body_grace"_L1, Type::Duration, "10s"_L1,
          "after which a body must keep up http.minimum_rate"_L1, 100, kHour),
    plain("http.minimum_rate"_L1, Type::Size, "1KiB"_L1, "bytes a second below which a peer is cut off"_L1, 1,
          kMiB),
    plain("http.idle_timeout"_L1, Type::Duration, "60s"_L1, "between two requests of a connection"_L1, 100,
          kDay),
    plain("http.write_timeout"_L1, Type::Duration, "20s"_L1, "for a peer that does not read"_L1, 100, kHour),
    plain("http.drain_timeout"_L1, Type::Duration, "15s"_L1, "for what is under way when the server ends"_L1,
          100, kHour),
    plain("http.max_connections"_L1, Type::Integer, "16384"_L1, "in all; beyond: 503"_L1, 1, 1'000'000),
    plain("http.max_connections_per_address"_L1, Type::Integer, "1024"_L1,
          "WebSockets not counted; beyond: 503"_L1, 1, 1'000'000),
    plain("http.max_pipelined"_L1, Type::Integer, "16"_L1, "unanswered requests of a connection"_L1, 1, 1024),
    plain("http.write_buffer"_L1, Type::Size, "1MiB"_L1,
          "unsent bytes of a connection that stop its reading"_L1, kKiB, 64 * kMiB),
    plain("http.gzip_threshold"_L1, Type::Size, "1KiB"_L1, "answers from this size on are compressed"_L1, 0,
          64 * kMiB),

    choice("log.level"_L1, "info"_L1, "this and what is more severe is logged"_L1,
           "debug|info|warning|error"_L1),
    plain("log.file"_L1, Type::Path, {}, "empty: standard error; SIGHUP reopens it"_L1),
    choice("log.format"_L1, "auto"_L1, "auto: text on a terminal, otherwise JSON lines"_L1,
           "auto|text|json"_L1),
};

std::optional<qint64> withUnit(QStringView text,
                               std::initializer_list<std::pair<QLatin1StringView, qint64>> units)
{
    qsizetype digits = 0;
    while (digits < text.size() && text[digits] >= u'0' && text[digits] <= u'9')
        ++digits;
    bool ok = false;
    const qint64 number = text.first(digits).toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    for (const auto &[unit, factor] : units)
        if (text.sliced(digits) == unit)
            return number <= std::numeric_limits<qint64>::max() / factor ? std::optional(number * factor)
                                                                         : std::nullopt;
    return std::nullopt;
}

QString durationText(qint64 ms)
{
    return ms % 1000 == 0 ? QString::number(ms / 1000) + u's' : QString::number(ms) + u"ms"_s;
}

bool hasWord(const Setting &setting, QStringView value)
{
    return setting.choices.size() && setting.choices.toString().split(u'|').contains(value.toString());
}

bool isRedisUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString database = url.path().mid(1);
    bool isNumber = true;
    if (!database.isEmpty())
        Q_UNUSED(database.toUShort(&isNumber))
    return url.isValid() && url.scheme() == "redis"_L1 && !url.host().isEmpty() && isNumber;
}

bool isDatabaseUrl(const QString &text)
{
    return (text.startsWith("sqlite:"_L1) && text.size() > 7)
        || ((text.startsWith("postgresql://"_L1) || text.startsWith("postgres://"_L1)) && text.size() > 14);
}

bool areEndpoints(const QString &text)
{
    const QStringList items = text.split(u',', Qt::SkipEmptyParts);
    return !items.isEmpty() && std::all_of(items.begin(), items.end(), [](const QString &item) {
        return Endpoint::parse(QStringView(item).trimmed()).has_value();
    });
}

std::optional<qint64> numberOf(const Setting &setting, const QString &value)
{
    if (setting.type == Type::Duration)
        return parseDuration(value);
    if (setting.type == Type::Size)
        return parseSize(value);
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

QString boundText(const Setting &setting, qint64 bound)
{
    return setting.type == Type::Duration ? durationText(bound) : QString::number(bound);
}

/// What is wrong with the value; empty where nothing is.
QString complaint(const Setting &setting, const QString &value)
{
    switch (setting.type) {
    case Type::Text:
    case Type::Path:
    case Type::List:
        return {};
    case Type::Boolean:
        return parseBoolean(value) ? QString() : u"is neither true nor false"_s;
    case Type::Integer:
    case Type::Duration:
    case Type::Size: {
        const auto number = numberOf(setting, value);
        if (!number && setting.type == Type::Duration)
            return u"is not a time such as 500ms, 30s, 15m, 12h or 30d"_s;
        if (!number && setting.type == Type::Size)
            return u"is not a size such as 4096, 64KiB or 20MiB"_s;
        if (!number)
            return u"is not a whole number"_s;
        const bool inBounds =
            setting.maximum == 0 || (*number >= setting.minimum && *number <= setting.maximum);
        return inBounds ? QString()
                        : u"is not from %1 to %2"_s.arg(boundText(setting, setting.minimum),
                                                        boundText(setting, setting.maximum));
    }
    case Type::Choice:
        return hasWord(setting, value)
            ? QString()
            : u"is not one of "_s + setting.choices.toString().replace(u'|', u", "_s);
    case Type::Limit:
        return RateLimit::parse(value) ? QString() : u"is not COUNT/SECONDS, such as 5/60"_s;
    case Type::Endpoint:
        return hasWord(setting, value) || Endpoint::parse(value)
            ? QString()
            : u"is not ADDR:PORT, such as 127.0.0.1:9464"_s;
    case Type::Endpoints:
        return areEndpoints(value) ? QString()
                                   : u"is not ADDR:PORT, such as 127.0.0.1:8080 or https://0.0.0.0:8443"_s;
    case Type::Database:
        return value.isEmpty() || isDatabaseUrl(value) ? QString()
                                                       : u"is neither sqlite:PATH nor postgresql://..."_s;
    case Type::Redis:
        return value.isEmpty() || isRedisUrl(value) ? QString()
                                                    : u"is not redis://[[USER]:PASSWORD@]HOST[:PORT][/DB]"_s;
    }
    return {};
}

}

std::span<const Setting> allSettings() { return kSettings; }

const Setting *findSetting(QStringView key)
{
    const auto it = std::find_if(kSettings.begin(), kSettings.end(),
                                 [key](const Setting &setting) { return setting.key == key; });
    return it == kSettings.end() ? nullptr : it;
}

const Setting *findSettingByOption(QStringView option)
{
    const auto it = std::find_if(kSettings.begin(), kSettings.end(), [option](const Setting &setting) {
        return !setting.option.isEmpty() && setting.option == option;
    });
    return it == kSettings.end() ? nullptr : it;
}

QString environmentName(const Setting &setting)
{
    return u"HEARTH_"_s + setting.key.toString().toUpper().replace(u'.', u'_');
}

shared::Outcome checkSetting(const Setting &setting, const QString &value)
{
    const bool control =
        std::any_of(value.begin(), value.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
    const QString wrong = control ? u"has control characters in it"_s : complaint(setting, value);
    if (wrong.isEmpty())
        return shared::Done{};
    const QString shown = setting.secret || control ? u"the value"_s : u'"' + value + u'"';
    return shared::Error{shared::ErrorCode::InvalidArgument, setting.key + u": "_s + shown + u' ' + wrong};
}

std::optional<qint64> parseDuration(QStringView text)
{
    return withUnit(
        text, {{"ms"_L1, 1}, {"s"_L1, kSecond}, {"m"_L1, 60 * kSecond}, {"h"_L1, kHour}, {"d"_L1, kDay}});
}

std::optional<qint64> parseSize(QStringView text)
{
    return withUnit(text, {{""_L1, 1}, {"KiB"_L1, kKiB}, {"MiB"_L1, kMiB}, {"GiB"_L1, 1024 * kMiB}});
}

std::optional<bool> parseBoolean(QStringView text)
{
    for (const QLatin1StringView yes : {"true"_L1, "yes"_L1, "on"_L1, "1"_L1})
        if (text == yes)
            return true;
    for (const QLatin1StringView no : {"false"_L1, "no"_L1, "off"_L1, "0"_L1})
        if (text == no)
            return false;
    return std::nullopt;
}

}
