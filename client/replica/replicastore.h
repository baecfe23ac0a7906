#pragma once

#include "client/replica/aliastable.h"
#include "client/replica/calendartable.h"
#include "client/replica/eventtable.h"
#include "client/replica/outboxtable.h"
#include "client/replica/settingtable.h"
#include "shared/base/result.h"
#include "shared/sql/database.h"

#include <QHash>

#include <memory>

namespace hearth::client {

/// The replica of one account: a SQLite file that can be thrown away and rebuilt, but for what waits in the
/// outbox. For the one thread that opened it. Throws shared::SqlError where the disk fails.
class ReplicaStore {
public:
    /// Makes the file and its folder where they are missing. PreconditionFailed where a newer Hearth wrote
    /// it.
    static shared::Result<std::unique_ptr<ReplicaStore>> open(const QString &file);

    shared::Database &database() { return m_database; }
    CalendarTable &calendars() { return m_calendars; }
    EventTable &events() { return m_events; }
    OutboxTable &outbox() { return m_outbox; }
    AliasTable &aliases() { return m_aliases; }
    SettingTable &settings() { return m_settings; }

    /// What is shown of the events that touch [fromMs, toMs) (`inside`) or that do not.
    QList<ReplicaEvent> load(qint64 fromMs, qint64 toMs, bool inside) const;
    /// Works out anew what is shown of an event, and of the series that it belongs to, from what the server
    /// has and what the outbox holds.
    void project(shared::EventId event, ReplicaDelta &delta);
    /// The event as the server has it, complete for those who show it.
    ReplicaEvent asServer(shared::Event event) const;

    /// Counts snapshots, so that what a snapshot did not bring can be told from what it did.
    qint64 generation() const { return m_generation; }
    qint64 nextGeneration();
    /// After the calendars' table has changed.
    void reloadNames();

private:
    explicit ReplicaStore(const shared::DatabaseUrl &url);
    void dropSettledAliases();

    shared::Database m_database;
    CalendarTable m_calendars;
    EventTable m_events;
    OutboxTable m_outbox;
    AliasTable m_aliases;
    SettingTable m_settings;
    QHash<shared::CalendarId, QString> m_names;
    qint64 m_generation = 0;
};

}
