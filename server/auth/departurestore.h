#pragma once

#include "server/auth/userstore.h"

#include <QList>

namespace hearth::server::auth {

/// The table `departures`: whose account is being deleted. Throws SqlError.
class DepartureStore {
public:
    explicit DepartureStore(shared::Database &database)
        : m_database(database)
    {
    }

    /// Again it stays as it is.
    void insert(const shared::UserId &user, qint64 nowMs);
    bool has(const shared::UserId &user);
    /// The longest first.
    QList<UserRecord> list(int limit);
    void remove(const shared::UserId &user);

private:
    shared::Database &m_database;
};

}
