#include "server/host/services.h"

#include "server/auth/authservice.h"
#include "server/calendar/calendarservice.h"
#include "server/host/calendarmetrics.h"
#include "server/host/databasemetrics.h"
#include "server/host/databases.h"
#include "server/host/hostfailure.h"
#include "server/host/replicationmonitor.h"
#include "server/host/serviceoptions.h"
#include "shared/sql/databaseurl.h"

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

ServiceTransport &requireTransport(ServiceTransport *transport)
{
    if (!transport)
        throw HostFailure(ExitCode::BadConfig,
                          u"This program has all services inside itself: role must be all"_s);
    return *transport;
}

template <class Api> std::unique_ptr<Api> requireConnected(shared::Result<std::unique_ptr<Api>> connected)
{
    if (!connected)
        throw HostFailure(ExitCode::BadConfig, connected.error().message);
    return std::move(*connected);
}

void requireSetting(const Config &config, QLatin1StringView key, const QString &option)
{
    if (config.isEmpty(key))
        throw HostFailure(ExitCode::BadConfig,
                          u"The role %1 needs %2 (%3)"_s.arg(config.text("role"_L1), option, key));
}

}

Roles Roles::of(const Config &config)
{
    const QString role = config.text("role"_L1);
    const bool all = role == "all"_L1;
    return {all || role == "auth"_L1, all || role == "calendar"_L1, all || role == "gateway"_L1};
}

QStringList Roles::names() const
{
    QStringList result;
    if (auth)
        result.append(u"auth"_s);
    if (calendar)
        result.append(u"calendar"_s);
    if (gateway)
        result.append(u"gateway"_s);
    return result;
}

bool needsDataFolder(const Config &config, const Roles &roles)
{
    return (roles.auth && config.isEmpty("auth.database"_L1))
        || (roles.calendar && config.isEmpty("calendar.database"_L1));
}

struct Services::Parts {
    Parts(const Config &config, const Roles &roles, const QString &dataFolder, ServiceTransport *transport,
          const shared::Clock &clock, Metrics &metrics)
    {
        if (roles.auth)
            startAuth(config, dataFolder, clock, metrics);
        else
            connectAuth(config, transport, metrics);
        if (roles.calendar)
            startCalendar(config, dataFolder, clock, metrics);
        else if (roles.gateway)
            connectCalendar(config, transport, metrics);
        if (!roles.gateway)
            requireSetting(config, "rpc.listen"_L1, u"--rpc-listen"_s);
    }

    void startAuth(const Config &config, const QString &dataFolder, const shared::Clock &clock,
                   Metrics &metrics)
    {
        const shared::DatabaseUrl url = authDatabaseUrl(config, dataFolder);
        prepareAuth(url);
        authJobs = observe(metrics, url, "auth", config);
        authDatabase = std::make_unique<DbExecutor>(url, databaseOptions(config), authJobs.get());
        ownAuth = std::make_unique<auth::AuthService>(*authDatabase, clock, authOptions(config));
        gauges.push_back(
            metrics.watchGauge("hearth_db_queued", "Jobs that wait for a database", {{"database", "auth"}},
                               [database = authDatabase.get()] { return double(database->queued()); }));
        gauges.push_back(
            metrics.watchCounter("hearth_password_hashes_total", "Passwords hashed or verified", {},
                                 [service = ownAuth.get()] { return double(service->hashesRun()); }));
        gauges.push_back(
            metrics.watchGauge("hearth_password_queued", "Passwords that wait to be hashed or verified", {},
                               [service = ownAuth.get()] { return double(service->queuedHashes()); }));
    }

    void connectAuth(const Config &config, ServiceTransport *transport, Metrics &metrics)
    {
        ServiceTransport &way = requireTransport(transport);
        requireSetting(config, "auth.service"_L1, u"--auth-service"_s);
        remoteAuth = requireConnected(way.connectAuth(config, metrics));
    }

    void startCalendar(const Config &config, const QString &dataFolder, const shared::Clock &clock,
                       Metrics &metrics)
    {
        const shared::DatabaseUrl url = calendarDatabaseUrl(config, dataFolder);
        prepareCalendar(url);
        AuthApi &authApi = ownAuth ? *ownAuth : *remoteAuth;
        calendarJobs = observe(metrics, url, "calendar", config);
        calendarMetrics = std::make_unique<CalendarMetrics>(metrics);
        ownCalendar = std::make_unique<calendar::CalendarService>(
            url, authApi, clock, calendarOptions(config), calendarMetrics.get(), calendarJobs.get());
        gauges.push_back(metrics.watchGauge(
            "hearth_db_queued", "Jobs that wait for a database", {{"database", "calendar"}},
            [service = ownCalendar.get()] { return double(service->queuedJobs()); }));
    }

    void connectCalendar(const Config &config, ServiceTransport *transport, Metrics &metrics)
    {
        requireSetting(config, "calendar.service"_L1, u"--calendar-service"_s);
        remoteCalendar = requireConnected(requireTransport(transport).connectCalendar(config, metrics));
    }

    /// Metrics of a database: of our jobs on it, and on PostgreSQL of its replicas.
    std::unique_ptr<DatabaseMetrics> observe(Metrics &metrics, const shared::DatabaseUrl &url,
                                             const std::string &name, const Config &config)
    {
        if (url.engine == shared::Engine::PostgreSql)
            monitors.push_back(std::make_unique<ReplicationMonitor>(url, name, metrics));
        return std::make_unique<DatabaseMetrics>(
            metrics, name, DbExecutor::threadsFor(url.engine, databaseOptions(config).threads));
    }

    std::unique_ptr<DatabaseMetrics> authJobs;
    std::unique_ptr<DatabaseMetrics> calendarJobs;
    std::vector<std::unique_ptr<ReplicationMonitor>> monitors;
    std::unique_ptr<DbExecutor> authDatabase;
    std::unique_ptr<auth::AuthService> ownAuth;
    std::unique_ptr<AuthApi> remoteAuth;
    std::unique_ptr<CalendarMetrics> calendarMetrics;
    std::unique_ptr<calendar::CalendarService> ownCalendar;
    std::unique_ptr<CalendarApi> remoteCalendar;
    std::vector<std::unique_ptr<Subscription>> gauges;
};

Services::Services(const Config &config, const Roles &roles, const QString &dataFolder,
                   ServiceTransport *transport, const shared::Clock &clock, Metrics &metrics)
    : m_parts(std::make_unique<Parts>(config, roles, dataFolder, transport, clock, metrics))
{
}

Services::~Services() = default;

AuthApi *Services::auth() const
{
    return m_parts->ownAuth ? m_parts->ownAuth.get() : m_parts->remoteAuth.get();
}

CalendarApi *Services::calendar() const
{
    return m_parts->ownCalendar ? m_parts->ownCalendar.get() : m_parts->remoteCalendar.get();
}

AuthApi *Services::ownAuth() const { return m_parts->ownAuth.get(); }

CalendarApi *Services::ownCalendar() const { return m_parts->ownCalendar.get(); }

}
