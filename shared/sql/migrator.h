#pragma once

#include "shared/base/result.h"

#include <QString>

namespace hearth::shared {

class Database;

/// Brings a database to the newest schema from numbered files in a resource folder
/// (":/migrations/auth/sqlite/0001_users.sql"), each in a transaction with its row in `schema_version`.
/// One instance at a time: an advisory lock on PostgreSQL, the write lock on SQLite.
class Migrator {
public:
    /// `folder` holds a sub-folder for each engine.
    Migrator(Database &database, QString folder);
    /// The version reached. PreconditionFailed where the database is newer than this program; throws
    /// SqlError.
    Result<int> migrate();
    /// Stops at `target`: for tests of every earlier version.
    Result<int> migrateTo(int target);

private:
    Database &m_database;
    QString m_folder;
};

}
