#include "shared/sql/database.h"

#include "shared/sql/databasestate.h"
#include "shared/sql/errormapping.h"
#include "shared/sql/statements.h"

#include <QFile>
#include <QUuid>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kMaxStatements = 256;

// Before SQLite would make it readable for everybody; its -wal and -shm files take after it.
void createForOwnerOnly(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
}

void configureSqlite(QSqlDatabase &handle, const DatabaseUrl &url)
{
    handle.setDatabaseName(url.path);
    handle.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
}

// Host and port go into the options because QSqlDatabase takes only one of each.
void configurePostgres(QSqlDatabase &handle, const DatabaseUrl &url, Access access)
{
    handle.setDatabaseName(url.name);
    handle.setUserName(url.user);
    handle.setPassword(url.password);
    QStringList options{u"connect_timeout=3"_s, u"keepalives_idle=10"_s, u"keepalives_interval=5"_s,
                        u"keepalives_count=3"_s, u"tcp_user_timeout=15000"_s};
    options << (access == Access::ReadWrite ? u"target_session_attrs=read-write"_s
                                            : u"target_session_attrs=prefer-standby"_s);
    if (!url.hosts.isEmpty())
        options << "host="_L1 + url.hosts;
    if (!url.ports.isEmpty())
        options << "port="_L1 + url.ports;
    if (!url.options.isEmpty())
        options << url.options;
    handle.setConnectOptions(options.join(u';'));
}
}

Database::Database(DatabaseUrl url, Access access)
    : m_state(std::make_unique<State>())
{
    State &state = *m_state;
    state.url = std::move(url);
    state.access = access;
    state.name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (state.url.engine == Engine::Sqlite) {
        state.handle = QSqlDatabase::addDatabase(u"QSQLITE"_s, state.name);
        configureSqlite(state.handle, state.url);
    } else {
        state.handle = QSqlDatabase::addDatabase(u"QPSQL"_s, state.name);
        configurePostgres(state.handle, state.url, access);
    }
}

Database::~Database()
{
    close();
    m_state->handle = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_state->name);
}

Engine Database::engine() const { return m_state->url.engine; }

const DatabaseUrl &Database::url() const { return m_state->url; }

void Database::ensureOpen()
{
    if (isOpen())
        return;
    close();
    if (engine() == Engine::Sqlite)
        createForOwnerOnly(m_state->url.path);
    if (!m_state->handle.open()) {
        SqlError error = toSqlError(engine(), m_state->handle.lastError(), false);
        close();
        throw error;
    }
    m_state->lost = false;
    const QStringList settings = engine() == Engine::Sqlite
        ? QStringList{u"PRAGMA foreign_keys = ON"_s, u"PRAGMA journal_mode = WAL"_s,
                      u"PRAGMA synchronous = FULL"_s}
        : QStringList{u"SET TIME ZONE 'UTC'"_s, u"SET client_min_messages = warning"_s,
                      u"SET statement_timeout = 30000"_s,
                      u"SET idle_in_transaction_session_timeout = 60000"_s};
    try {
        for (const QString &setting : settings)
            m_state->run(setting);
    } catch (const SqlError &) {
        m_state->lost = true;
        throw;
    }
}

bool Database::isOpen() const { return !m_state->lost && m_state->handle.isOpen(); }

void Database::close()
{
    m_state->statements.clear();
    m_state->handle.close();
}

Query Database::query(const QString &sql)
{
    auto &statements = m_state->statements;
    auto found = statements.find(sql);
    if (found == statements.end()) {
        if (statements.size() >= kMaxStatements)
            std::erase_if(statements, [](const auto &entry) { return !entry.second->isActive(); });
        auto statement = std::make_unique<QSqlQuery>(m_state->handle);
        // Not on PostgreSQL: there it means row by row from the socket, which any other statement cuts off.
        statement->setForwardOnly(engine() == Engine::Sqlite);
        if (!statement->prepare(sql))
            m_state->fail(statement->lastError());
        found = statements.emplace(sql, std::move(statement)).first;
    }
    if (found->second->isActive())
        throw SqlError(SqlError::Kind::Other, u"The statement is in use already: %1"_s.arg(sql.left(80)));
    return Query(*this, found->second.get());
}

void Database::execute(const QString &sql)
{
    for (const QString &statement : splitStatements(sql))
        m_state->run(statement);
}

void Database::ping()
{
    ensureOpen();
    m_state->run(u"SELECT 1"_s);
}

QSqlDatabase Database::handle() const { return m_state->handle; }

void Database::State::fail(const QSqlError &error)
{
    SqlError converted = toSqlError(url.engine, error, handle.isOpen());
    if (converted.kind() == SqlError::Kind::ConnectionLost)
        lost = true;
    throw converted;
}

void Database::State::run(const QString &sql)
{
    QSqlQuery statement(handle);
    if (!statement.exec(sql))
        fail(statement.lastError());
}

void Database::State::finishWrites()
{
    for (auto &[text, statement] : statements) {
        if (statement->isActive() && !text.trimmed().startsWith("SELECT"_L1, Qt::CaseInsensitive))
            statement->finish();
    }
}

}
