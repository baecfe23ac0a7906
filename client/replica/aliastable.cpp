#include "client/replica/aliastable.h"

#include "shared/sql/database.h"

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::EventId;

AliasTable::AliasTable(shared::Database &database)
    : m_database(database)
{
}

void AliasTable::load()
{
    m_toServer.clear();
    m_toLocal.clear();
    auto query = m_database.query(u"SELECT local_id, server_id FROM aliases"_s);
    query.run();
    while (query.next()) {
        const EventId local = query.id<EventId>(0);
        const EventId server = query.id<EventId>(1);
        m_toServer.insert(local, server);
        if (!server.isNull())
            m_toLocal.insert(server, local);
    }
}

void AliasTable::addLocal(EventId local)
{
    m_database
        .query(
            u"INSERT INTO aliases (local_id, server_id) VALUES (:local, NULL) ON CONFLICT (local_id) DO NOTHING"_s)
        .bind(u":local"_s, local)
        .run();
    if (!m_toServer.contains(local))
        m_toServer.insert(local, {});
}

void AliasTable::confirm(EventId local, EventId server)
{
    m_database
        .query(u"INSERT INTO aliases (local_id, server_id) VALUES (:local, :server) "
               "ON CONFLICT (local_id) DO UPDATE SET server_id = excluded.server_id"_s)
        .bind(u":local"_s, local)
        .bind(u":server"_s, server)
        .run();
    m_toServer.insert(local, server);
    m_toLocal.insert(server, local);
}

void AliasTable::erase(EventId local)
{
    m_database.query(u"DELETE FROM aliases WHERE local_id = :local"_s).bind(u":local"_s, local).run();
    m_toLocal.remove(m_toServer.take(local));
}

EventId AliasTable::toLocal(EventId server) const { return m_toLocal.value(server, server); }

EventId AliasTable::toServer(EventId local) const { return m_toServer.value(local, local); }

QHash<EventId, EventId> AliasTable::confirmed() const
{
    QHash<EventId, EventId> result;
    for (auto it = m_toServer.begin(); it != m_toServer.end(); ++it)
        if (!it.value().isNull())
            result.insert(it.key(), it.value());
    return result;
}

}
