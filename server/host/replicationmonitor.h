#pragma once

#include "server/platform/metrics.h"
#include "shared/sql/databaseurl.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hearth::shared {
class Database;
}

namespace hearth::server::host {

/// Asks a PostgreSQL primary every other second how it is and how far its replicas are behind. It has a
/// connection and a thread of its own, so that it tells of a database whose jobs are stuck.
///
/// How far a replica is behind is shown to members of pg_monitor only: without that the lag is NaN.
class ReplicationMonitor {
public:
    /// `database` is the label: "auth" or "calendar". `metrics` must outlive it.
    ReplicationMonitor(const shared::DatabaseUrl &url, const std::string &database, Metrics &metrics);
    /// Waits for a question under way, at most for the connection's time-outs.
    ~ReplicationMonitor();
    ReplicationMonitor(const ReplicationMonitor &) = delete;
    ReplicationMonitor &operator=(const ReplicationMonitor &) = delete;

private:
    void watch(const shared::DatabaseUrl &url);
    void ask(shared::Database &database) const;

    Gauge m_up;
    Gauge m_replicas;
    Gauge m_lagSeconds;
    Gauge m_lagBytes;
    Gauge m_connections;
    Gauge m_size;
    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    bool m_ending = false;
    std::thread m_thread; // last: it uses all of them
};

}
