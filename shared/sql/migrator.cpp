#include "shared/sql/migrator.h"

#include "shared/base/clock.h"
#include "shared/sql/database.h"
#include "shared/sql/sqlerror.h"
#include "shared/sql/transaction.h"

#include <QDir>
#include <QFile>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
// One instance at a time; on SQLite each step's transaction is lock enough.
class MigrationLock {
public:
    explicit MigrationLock(Database &database)
        : m_database(database)
    {
        if (m_database.engine() != Engine::PostgreSql)
            return;
        m_database.execute(u"SET statement_timeout = 0"_s);
        m_database.execute(u"SELECT pg_advisory_lock(7234501)"_s);
    }
    ~MigrationLock()
    {
        if (m_database.engine() != Engine::PostgreSql)
            return;
        try {
            m_database.execute(u"SELECT pg_advisory_unlock(7234501)"_s);
            m_database.execute(u"SET statement_timeout = 30000"_s);
        } catch (const SqlError &) {
            m_database.close(); // which gives the lock back, too
        }
    }
    MigrationLock(const MigrationLock &) = delete;
    MigrationLock &operator=(const MigrationLock &) = delete;

private:
    Database &m_database;
};

QStringList migrationFiles(const QString &folder)
{
    const QStringList files = QDir(folder).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (files.at(i).section(u'_', 0, 0).toInt() != i + 1)
            throw SqlError(SqlError::Kind::Other, u"%1 is not migration %2."_s.arg(files.at(i)).arg(i + 1));
    }
    if (files.isEmpty())
        throw SqlError(SqlError::Kind::Other, u"There are no migrations in %1."_s.arg(folder));
    return files;
}

int schemaVersion(Database &database)
{
    auto query = database.query(u"SELECT COALESCE(MAX(version), 0) FROM schema_version"_s);
    query.run();
    query.next();
    return static_cast<int>(query.integer(0));
}

void createVersionTable(Database &database)
{
    Transaction transaction(database);
    database.execute(
        u"CREATE TABLE IF NOT EXISTS schema_version ("
        "version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_ms BIGINT NOT NULL)"_s);
    transaction.commit();
}

void apply(Database &database, int version, const QString &path)
{
    Transaction transaction(database);
    if (schemaVersion(database) >= version)
        return;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw SqlError(SqlError::Kind::Other, u"%1 can't be read."_s.arg(path));
    database.execute(QString::fromUtf8(file.readAll()));
    database.query(u"INSERT INTO schema_version (version, name, applied_ms) VALUES (:version, :name, :now)"_s)
        .bind(u":version"_s, version)
        .bind(u":name"_s, QFileInfo(path).completeBaseName())
        .bind(u":now"_s, SystemClock().nowMs())
        .run();
    transaction.commit();
}
}

Migrator::Migrator(Database &database, QString folder)
    : m_database(database)
    , m_folder(std::move(folder))
{
    m_folder += m_database.engine() == Engine::Sqlite ? "/sqlite"_L1 : "/postgresql"_L1;
}

Result<int> Migrator::migrate() { return migrateTo(static_cast<int>(migrationFiles(m_folder).size())); }

Result<int> Migrator::migrateTo(int target)
{
    const QStringList files = migrationFiles(m_folder);
    m_database.ensureOpen();
    const MigrationLock lock(m_database);
    createVersionTable(m_database);
    const int found = schemaVersion(m_database);
    if (found > files.size()) {
        return Error{ErrorCode::PreconditionFailed,
                     u"The database has schema version %1, newer than this program's %2: "
                     "start a newer version of Hearth, or restore a backup made with this one."_s.arg(found)
                         .arg(files.size())};
    }
    for (int version = found + 1; version <= target && version <= files.size(); ++version)
        apply(m_database, version, m_folder + u'/' + files.at(version - 1));
    return schemaVersion(m_database);
}

}
