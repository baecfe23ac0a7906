#include "tests/support/testdatabases.h"

#include "shared/sql/database.h"
#include "shared/sql/sqlerror.h"

#include <QTest>
#include <QUrl>
#include <QUuid>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using shared::DatabaseUrl;
using shared::Engine;

namespace {
DatabaseUrl server()
{
    const auto url = DatabaseUrl::parse(qEnvironmentVariable("HEARTH_TEST_POSTGRES"));
    return url.ok() ? *url : DatabaseUrl{};
}

void runOnServer(const QString &sql)
{
    shared::Database database(server());
    database.ensureOpen();
    database.execute(sql);
}
}

void addEngineRows()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("sqlite") << Engine::Sqlite;
    QTest::newRow("postgresql") << Engine::PostgreSql;
}

TestDatabase::TestDatabase(Engine engine)
{
    if (engine == Engine::Sqlite) {
        m_url.path = m_folder.filePath(u"test.db"_s);
        return;
    }
    m_url = server();
    m_url.name = "hearth_test_"_L1 + QUuid::createUuid().toString(QUuid::Id128);
    runOnServer("CREATE DATABASE "_L1 + m_url.name);
}

TestDatabase::~TestDatabase()
{
    if (m_url.engine != Engine::PostgreSql)
        return;
    try {
        runOnServer(u"DROP DATABASE IF EXISTS %1 WITH (FORCE)"_s.arg(m_url.name));
    } catch (const shared::SqlError &error) {
        qWarning("The test's database stays: %s", error.what());
    }
}

QString TestDatabase::urlText() const
{
    if (m_url.engine == Engine::Sqlite)
        return "sqlite:"_L1 + m_url.path;
    QUrl text(qEnvironmentVariable("HEARTH_TEST_POSTGRES"));
    text.setPath(u'/' + m_url.name);
    return text.toString(QUrl::FullyEncoded);
}

bool TestDatabase::available(Engine engine)
{
    return engine == Engine::Sqlite || !qEnvironmentVariableIsEmpty("HEARTH_TEST_POSTGRES");
}

bool TestDatabase::allRequired() { return qEnvironmentVariableIntValue("HEARTH_TEST_REQUIRE_ALL") == 1; }

}
