#include "shared/sql/transaction.h"

#include "shared/sql/databasestate.h"
#include "shared/sql/sqlerror.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
// QSqlDatabase::transaction() would begin a deferred one on SQLite, which fails later, at its first write.
QString beginText(Engine engine, Transaction::Mode mode)
{
    if (engine == Engine::Sqlite)
        return mode == Transaction::Mode::Write ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s;
    return mode == Transaction::Mode::Write ? u"BEGIN ISOLATION LEVEL READ COMMITTED"_s
                                            : u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s;
}
}

Transaction::Transaction(Database &database, Mode mode)
    : m_database(database)
{
    m_database.m_state->run(beginText(database.engine(), mode));
}

Transaction::~Transaction()
{
    if (!m_open || !m_database.isOpen())
        return;
    try {
        m_database.m_state->finishWrites();
        m_database.m_state->run(u"ROLLBACK"_s);
    } catch (const SqlError &) {
        // Closing the connection rolls back, too.
        m_database.m_state->lost = true;
    }
}

void Transaction::commit()
{
    m_database.m_state->finishWrites();
    try {
        m_database.m_state->run(u"COMMIT"_s);
    } catch (const SqlError &error) {
        if (error.kind() == SqlError::Kind::ConnectionLost)
            throw SqlError(SqlError::Kind::CommitUnknown, QString::fromUtf8(error.what()));
        throw;
    }
    m_open = false;
}

}
