#pragma once

#include "shared/base/ids.h"

#include <QHash>

namespace hearth::shared {
class Database;
}

namespace hearth::client {

/// Which id of the server stands behind an id that was made here. An event keeps its first id as long as the
/// app runs, so that neither a view nor an undo step has to learn another one when the server has answered.
class AliasTable {
public:
    explicit AliasTable(shared::Database &database);

    void load();
    /// An event that the server does not know yet.
    void addLocal(shared::EventId local);
    void confirm(shared::EventId local, shared::EventId server);
    void erase(shared::EventId local);

    /// The id by which the app knows the server's event.
    shared::EventId toLocal(shared::EventId server) const;
    /// Null where the server does not know it yet.
    shared::EventId toServer(shared::EventId local) const;
    /// Those that the server knows by another id.
    QHash<shared::EventId, shared::EventId> confirmed() const;

private:
    shared::Database &m_database;
    QHash<shared::EventId, shared::EventId> m_toServer; ///< null id: not confirmed
    QHash<shared::EventId, shared::EventId> m_toLocal;
};

}
