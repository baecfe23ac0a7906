#include "server/host/serviceoptions.h"

#include "server/host/hostfailure.h"

#include <QHostAddress>
#include <QSysInfo>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

constexpr qint64 kDayMs = 24LL * 3600 * 1000;

int seconds(const Config &config, QLatin1StringView key)
{
    return int(std::chrono::duration_cast<std::chrono::seconds>(config.duration(key)).count());
}

TokenScope tokenScope(const Config &config)
{
    return {config.text("tokens.issuer"_L1), config.text("tokens.audience"_L1)};
}

void readFeedOptions(const Config &config, calendar::CalendarOptions &options)
{
    options.feedIntervalMs = config.duration("subscriptions.interval"_L1).count();
    options.feedMinIntervalMs = config.duration("subscriptions.min_interval"_L1).count();
    options.feedRefreshPauseMs = config.duration("subscriptions.refresh_pause"_L1).count();
    options.feedTimeoutMs = static_cast<int>(config.duration("subscriptions.timeout"_L1).count());
    options.maxFeeds = config.integer("subscriptions.max_per_user"_L1);
    options.feedNetworks = config.list("subscriptions.allow_networks"_L1);
    for (const QString &network : std::as_const(options.feedNetworks))
        if (QHostAddress::parseSubnet(network).second < 0)
            throw HostFailure(ExitCode::BadConfig,
                              u"subscriptions.allow_networks: '%1' is no network"_s.arg(network));
    for (const QString &text : config.list("subscriptions.allow_ports"_L1)) {
        bool ok = false;
        const quint16 port = text.toUShort(&ok);
        if (!ok || port == 0)
            throw HostFailure(ExitCode::BadConfig, u"subscriptions.allow_ports: '%1' is no port"_s.arg(text));
        options.feedPorts.append(port);
    }
}

PasswordHasher::Cost passwordCost(const Config &config)
{
    return {quint64(config.integer("argon2.passes"_L1)), size_t(config.size("argon2.memory"_L1))};
}

QString publicUrl(const Config &config)
{
    QString text = config.text("http.public_url"_L1).trimmed();
    while (text.endsWith(u'/'))
        text.chop(1);
    const QUrl url(text, QUrl::StrictMode);
    const bool isWeb = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!text.isEmpty() && (!isWeb || url.host().isEmpty() || url.hasQuery() || url.hasFragment()))
        throw HostFailure(ExitCode::BadConfig, u"http.public_url is not as https://calendar.example.org"_s);
    return text;
}

gateway::LiveOptions liveOptions(const Config &config)
{
    gateway::LiveOptions options;
    options.messageScope = config.text("live.message_scope"_L1) == "server"_L1
        ? gateway::MessageScope::Server
        : gateway::MessageScope::SharedCalendars;
    options.maxMessage = config.size("live.frame_limit"_L1);
    options.sendBuffer = config.size("live.send_buffer"_L1);
    options.maxPending = config.integer("live.max_pending"_L1);
    options.pingInterval = config.duration("live.ping_interval"_L1);
    options.closeGrace = config.duration("live.close_grace"_L1);
    options.presenceWindow = config.duration("live.presence_window"_L1);
    return options;
}

}

auth::AuthOptions authOptions(const Config &config)
{
    auth::AuthOptions options;
    options.scope = tokenScope(config);
    options.tokenLifetimeSeconds = seconds(config, "tokens.lifetime"_L1);
    options.refreshLifetimeSeconds = seconds(config, "tokens.refresh_lifetime"_L1);
    options.keyRotationDays = config.integer("tokens.key_rotation_days"_L1);
    options.passwordCost = passwordCost(config);
    options.hashThreads = config.integer("argon2.threads"_L1);
    options.maxQueuedHashes = config.integer("argon2.max_queued"_L1);
    return options;
}

calendar::CalendarOptions calendarOptions(const Config &config)
{
    calendar::CalendarOptions options;
    options.dbThreads = config.integer("database.threads"_L1);
    options.maxQueuedJobs = config.integer("database.max_queued"_L1);
    if (const int threads = config.integer("argon2.threads"_L1))
        options.passwordThreads = threads;
    options.maxQueuedPasswords = config.integer("argon2.max_queued"_L1);
    options.passwordCost = passwordCost(config);
    options.stepTimeoutMs = config.duration("saga.step_timeout"_L1).count();
    options.leaseMs = config.duration("saga.lease"_L1).count();
    if (options.leaseMs <= options.stepTimeoutMs)
        throw HostFailure(ExitCode::BadConfig, u"saga.lease must be longer than saga.step_timeout"_s);
    options.sagaDeadlineMs = config.duration("saga.deadline"_L1).count();
    options.recoveryIntervalMs = config.duration("saga.recovery_interval"_L1).count();
    options.maxRetryPauseMs = config.duration("saga.max_retry_pause"_L1).count();
    options.keyKeptMs = config.duration("idempotency.keep"_L1).count();
    options.logKeptMs = config.integer("changes.keep_days"_L1) * kDayMs;
    options.trashKeptMs = config.integer("trash.keep_days"_L1) * kDayMs;
    options.housekeepingIntervalMs = config.duration("housekeeping.interval"_L1).count();
    options.maxMembers = config.integer("calendar.max_members"_L1);
    options.maxCalendars = config.integer("calendar.max_calendars"_L1);
    readFeedOptions(config, options);
    return options;
}

gateway::GatewayOptions gatewayOptions(const Config &config)
{
    gateway::GatewayOptions options;
    options.serverName =
        config.isEmpty("server.name"_L1) ? QSysInfo::machineHostName() : config.text("server.name"_L1);
    options.allowedOrigins = config.list("live.allowed_origins"_L1);
    options.tokens = tokenScope(config);
    options.limitsEnabled = config.flag("limits.enabled"_L1);
    options.registerLimit = config.limit("limits.register"_L1);
    options.loginLimit = config.limit("limits.login"_L1);
    options.createCalendarLimit = config.limit("limits.create_calendar"_L1);
    options.joinLimit = config.limit("limits.join"_L1);
    options.inviteLimit = config.limit("limits.invite"_L1);
    options.publicUrl = publicUrl(config);
    options.getEventsLimit = config.limit("limits.get_events"_L1);
    options.exportLimit = config.limit("limits.export"_L1);
    options.appPasswordLimit = config.limit("limits.app_password"_L1);
    options.requestDeadline = config.duration("http.request_deadline"_L1);
    options.bodyLimit = config.size("http.body_limit"_L1);
    options.eventsCacheBytes = config.size("http.events_cache"_L1);
    options.tokenCacheSize = config.integer("http.token_cache"_L1);
    options.live = liveOptions(config);
    return options;
}

gateway::HttpServerOptions httpOptions(const Config &config, const Endpoint &endpoint)
{
    gateway::HttpServerOptions options;
    options.address = endpoint.address;
    options.port = endpoint.port;
    options.ioThreads = config.integer("http.io_threads"_L1);
    options.headerLimit = config.size("http.header_limit"_L1);
    options.bodyLimit = config.size("http.body_limit"_L1);
    options.headerTimeout = config.duration("http.header_timeout"_L1);
    options.bodyTimeout = config.duration("http.body_timeout"_L1);
    options.bodyGrace = config.duration("http.body_grace"_L1);
    options.minimumRate = config.size("http.minimum_rate"_L1);
    options.idleTimeout = config.duration("http.idle_timeout"_L1);
    options.writeTimeout = config.duration("http.write_timeout"_L1);
    options.drainTimeout = config.duration("http.drain_timeout"_L1);
    options.maxConnections = config.integer("http.max_connections"_L1);
    options.maxConnectionsPerAddress = config.integer("http.max_connections_per_address"_L1);
    options.maxPipelined = config.integer("http.max_pipelined"_L1);
    options.writeBufferLimit = config.size("http.write_buffer"_L1);
    options.gzipThreshold = config.size("http.gzip_threshold"_L1);
    return options;
}

DbExecutor::Options databaseOptions(const Config &config)
{
    return {config.integer("database.threads"_L1), config.integer("database.max_queued"_L1)};
}

}
