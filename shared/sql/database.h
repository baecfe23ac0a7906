#pragma once

#include "shared/sql/databaseurl.h"
#include "shared/sql/query.h"

#include <QSqlDatabase>

#include <memory>
#include <unordered_map>

namespace hearth::shared {

/// Which server of several a PostgreSQL connection is for.
enum class Access { ReadWrite, PreferStandby };

/// One connection, for the one thread that made it. Throws SqlError.
///
/// SQLite: WAL, synchronous=FULL, foreign keys on, busy time-out; a new file is its owner's only. PostgreSQL:
/// UTC, statement time-out, connect time-out, target_session_attrs by Access.
class Database {
public:
    /// Does not open yet.
    Database(DatabaseUrl url, Access access = Access::ReadWrite);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Engine engine() const;
    const DatabaseUrl &url() const;
    /// Opens where it is closed or lost.
    void ensureOpen();
    bool isOpen() const;
    void close();

    /// A statement with named binds (":name"), prepared once for each text and connection and then reused.
    /// Only one Query of a text may be active at a time.
    Query query(const QString &sql);
    /// Statements without binds, also several separated by ';' (migrations).
    void execute(const QString &sql);
    /// "SELECT 1": throws where the database can't answer.
    void ping();

    /// QPSQL's or QSQLITE's own handle, for notifications and the backup.
    QSqlDatabase handle() const;

private:
    friend class Query;
    friend class Transaction;
    struct State;
    std::unique_ptr<State> m_state;
};

}
