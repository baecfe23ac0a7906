#include "server/host/replicationmonitor.h"

#include "server/platform/logging.h"
#include "shared/sql/database.h"
#include "shared/sql/sqlerror.h"

#include <limits>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

using namespace std::chrono_literals;

constexpr auto kPause = 2s;
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// One row, whatever there is. A reader without the right to look sees rows of pg_stat_replication without
/// their values.
const auto kQuestion = uR"(
SELECT count(r.pid),
       CASE WHEN count(r.pid) = count(r.state) THEN coalesce(max(extract(epoch FROM r.replay_lag)), 0) END,
       CASE WHEN count(r.pid) = count(r.state)
            THEN coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), r.replay_lsn)), 0) END,
       (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
       pg_database_size(current_database())
FROM (SELECT 1) AS one LEFT JOIN pg_stat_replication AS r ON r.state IS DISTINCT FROM 'backup')"_s;

Gauge gaugeOf(Metrics &metrics, const std::string &database, const char *name, const char *help)
{
    return metrics.gauge(name, help, {{"database", database}});
}

double numberOrUnknown(const shared::Query &query, int column)
{
    return query.isNull(column) ? kUnknown : query.real(column);
}

}

ReplicationMonitor::ReplicationMonitor(const shared::DatabaseUrl &url, const std::string &database,
                                       Metrics &metrics)
    : m_up(gaugeOf(metrics, database, "hearth_db_up", "1 while a database's primary answers"))
    , m_replicas(
          gaugeOf(metrics, database, "hearth_db_replicas", "Replicas that are connected to the primary"))
    , m_lagSeconds(gaugeOf(metrics, database, "hearth_db_replication_lag_seconds",
                           "Time by which the replica that is furthest behind is behind"))
    , m_lagBytes(gaugeOf(metrics, database, "hearth_db_replication_lag_bytes",
                         "Log that the replica that is furthest behind has not applied"))
    , m_connections(gaugeOf(metrics, database, "hearth_db_connections", "Connections to a database"))
    , m_size(gaugeOf(metrics, database, "hearth_db_size_bytes", "Size of a database"))
    , m_thread([this, url] { watch(url); })
{
}

ReplicationMonitor::~ReplicationMonitor()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wakeUp.notify_all();
    m_thread.join();
}

void ReplicationMonitor::watch(const shared::DatabaseUrl &url)
{
    shared::Database database(url);
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        lock.unlock();
        try {
            database.ensureOpen();
            ask(database);
            m_up.set(1);
        } catch (const shared::SqlError &error) {
            m_up.set(0);
            m_lagSeconds.set(kUnknown);
            m_lagBytes.set(kUnknown);
            logDebug(lcHost(), u"The database can't be asked how it is"_s,
                     {{"error", QByteArray(error.what())}});
        }
        lock.lock();
        m_wakeUp.wait_for(lock, kPause, [this] { return m_ending; });
    }
}

void ReplicationMonitor::ask(shared::Database &database) const
{
    auto query = database.query(kQuestion);
    query.run();
    if (!query.next())
        return;
    m_replicas.set(query.real(0));
    m_lagSeconds.set(numberOrUnknown(query, 1));
    m_lagBytes.set(numberOrUnknown(query, 2));
    m_connections.set(query.real(3));
    m_size.set(query.real(4));
}

}
