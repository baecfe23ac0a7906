#include "server/platform/setting.h"

#include <algorithm>
#include <array>

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
    plain("server.name"_L1, Type::Text, {}, "what people see as this server's name; empty: the machine's"_L1),
    secretOption("auth.database"_L1, Type::Database,
                 "sqlite:PATH or postgresql://...; empty: auth.db in the data folder"_L1,
                 "--auth-database"_L1),
    secretOption("calendar.database"_L1, Type::Database,
                 "sqlite:PATH or postgresql://...; empty: calendar.db in the data folder"_L1,
                 "--calendar-database"_L1),
    plain("database.threads"_L1, Type::Integer, "4"_L1,
          "writers (PostgreSQL) and readers of each database"_L1, 1, 64),
    plain("database.max_queued"_L1, Type::Integer, "10000"_L1,
          "waiting jobs beyond which calls are refused"_L1, 1, 1'000'000),
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
    plain("limits.join"_L1, Type::Limit, "30/60"_L1, "tries to join a calendar for a user"_L1),
    plain("limits.invite"_L1, Type::Limit, "30/60"_L1, "looks at invitations for a client address"_L1),
    plain("limits.get_events"_L1, Type::Limit, "5/60"_L1, "get_events for a user"_L1),
    plain("limits.export"_L1, Type::Limit, "3/60"_L1, "exports of all of a user's data"_L1),
    plain("limits.app_password"_L1, Type::Limit, "30/60"_L1,
          "tries of an app password for a client address and username"_L1),

    plain("tokens.issuer"_L1, Type::Text, "hearth"_L1, "iss of the tokens; the same in all processes"_L1),
    plain("tokens.audience"_L1, Type::Text, "hearth"_L1, "aud of the tokens; the same in all processes"_L1),
    plain("tokens.lifetime"_L1, Type::Duration, "15m"_L1, "of an access token"_L1, kSecond, kDay),
    plain("tokens.refresh_lifetime"_L1, Type::Duration, "30d"_L1, "of a session that is not used"_L1, kSecond,
          3650 * kDay),
    plain("tokens.key_rotation_days"_L1, Type::Integer, "90"_L1,
          "age at which the signing key is replaced"_L1, 1, 3650),
    plain("argon2.memory"_L1, Type::Size, "19MiB"_L1, "of a password's hash"_L1, kMiB, 4096 * kMiB),
    plain("argon2.passes"_L1, Type::Integer, "2"_L1, "over that memory"_L1, 1, 100),
    plain("argon2.threads"_L1, Type::Integer, "0"_L1, "passwords hashed at once; 0: one for each CPU"_L1, 0,
          256),
    plain("argon2.max_queued"_L1, Type::Integer, "256"_L1,
          "waiting passwords beyond which calls are refused"_L1, 1, 100'000),

    plain("saga.step_timeout"_L1, Type::Duration, "3s"_L1, "for the auth service's part of a change"_L1, 100,
          60 * kSecond),
    plain("saga.lease"_L1, Type::Duration, "5s"_L1,
          "how long a change belongs to one process; more than saga.step_timeout"_L1, 200, 600 * kSecond),
    plain("saga.deadline"_L1, Type::Duration, "60s"_L1, "after which an unfinished change is undone"_L1,
          kSecond, kDay),
    plain("saga.recovery_interval"_L1, Type::Duration, "2s"_L1, "between two looks for unfinished changes"_L1,
          100, kHour),
    plain("saga.max_retry_pause"_L1, Type::Duration, "30s"_L1,
          "between two tries of the same one, at most"_L1, 100, kHour),
    plain("changes.keep_days"_L1, Type::Integer, "90"_L1, "how far back an absent client can resume"_L1, 1,
          36500),
    plain("trash.keep_days"_L1, Type::Integer, "30"_L1, "how long what was deleted can be restored"_L1, 1,
          36500),
    plain("idempotency.keep"_L1, Type::Duration, "24h"_L1, "how long an Idempotency-Key is remembered"_L1,
          kHour, 365 * kDay),
    plain("housekeeping.interval"_L1, Type::Duration, "1h"_L1, "between two removals of what is older"_L1,
          kSecond, kDay),
    plain("calendar.max_members"_L1, Type::Integer, "10000"_L1, "of one calendar"_L1, 1, 10'000'000),
    plain("calendar.max_calendars"_L1, Type::Integer, "500"_L1, "of one user"_L1, 1, 1'000'000),

    plain("subscriptions.interval"_L1, Type::Duration, "1h"_L1,
          "between two fetches of a subscribed feed, where nobody has chosen"_L1, 60 * kSecond, 7 * kDay),
    plain("subscriptions.min_interval"_L1, Type::Duration, "15m"_L1,
          "the shortest that somebody may choose"_L1, 60 * kSecond, 7 * kDay),
    plain("subscriptions.refresh_pause"_L1, Type::Duration, "60s"_L1,
          "after a fetch, until somebody may ask for another"_L1, 0, kDay),
    plain("subscriptions.timeout"_L1, Type::Duration, "30s"_L1, "for a fetch, redirects and all"_L1, kSecond,
          45 * kSecond),
    plain("subscriptions.max_per_user"_L1, Type::Integer, "50"_L1, "feeds that one owner may subscribe to"_L1,
          0, 10'000),
    plain("subscriptions.allow_networks"_L1, Type::List, {},
          "private networks that feeds may be fetched from, as 10.1.0.0/16; empty: none"_L1),
    plain("subscriptions.allow_ports"_L1, Type::List, {},
          "ports that feeds may be fetched from besides 80 and 443"_L1),

    plain(
        "http.public_url"_L1, Type::Text, {},
        "what links to this server begin with, as https://calendar.example.org; empty: as the request came"_L1),
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

    plain("http.request_deadline"_L1, Type::Duration, "10s"_L1,
          "from the whole request to its answer; beyond: 503"_L1, 100, kHour),
    plain("http.events_cache"_L1, Type::Size, "32MiB"_L1,
          "of answers kept as long as nothing changes; 0: none"_L1, 0, 65536 * kMiB),
    plain("http.token_cache"_L1, Type::Integer, "65536"_L1, "verified tokens that are remembered"_L1, 1,
          100'000'000),

    choice("live.message_scope"_L1, "shared"_L1,
           "who hears a message that names no calendar: who shares one, or all"_L1, "shared|server"_L1),
    plain("live.allowed_origins"_L1, Type::List, {},
          "of web pages that may open sockets, besides the server's own; * for any"_L1),
    plain("live.frame_limit"_L1, Type::Size, "256KiB"_L1, "of a client's frame; beyond: closed with 1009"_L1,
          kKiB, 64 * kMiB),
    plain("live.send_buffer"_L1, Type::Size, "1MiB"_L1,
          "unread bytes after which a socket is closed with 1013"_L1, 64 * kKiB, 1024 * kMiB),
    plain("live.max_pending"_L1, Type::Integer, "64"_L1, "unanswered frames of a socket"_L1, 1, 10'000),
    plain("live.ping_interval"_L1, Type::Duration, "30s"_L1, "a silent socket is pinged, then dropped"_L1,
          100, kHour),
    plain("live.close_grace"_L1, Type::Duration, "5s"_L1, "for the client's half of a close"_L1, 100,
          600 * kSecond),
    plain("live.presence_window"_L1, Type::Duration, "150ms"_L1,
          "in which comings and goings are gathered"_L1, 1, 60 * kSecond),

    choice("log.level"_L1, "info"_L1, "this and what is more severe is logged"_L1,
           "debug|info|warning|error"_L1),
    plain("log.file"_L1, Type::Path, {}, "empty: standard error; SIGHUP reopens it"_L1),
    choice("log.format"_L1, "auto"_L1, "auto: text on a terminal, otherwise JSON lines"_L1,
           "auto|text|json"_L1),
};

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

}
