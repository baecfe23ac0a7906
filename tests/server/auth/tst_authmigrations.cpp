#include "server/auth/authservice.h"
#include "shared/sql/database.h"
#include "shared/sql/migrator.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using hearth::server::auth::prepareAuthDatabase;
using hearth::tests::TestDatabase;

namespace {
const QString kFolder = u":/migrations/auth"_s;

int newestVersion() { return static_cast<int>(QDir(kFolder + u"/sqlite"_s).entryList({u"*.sql"_s}).size()); }

// What a program of the first version may have written.
void writeUser(Database &database)
{
    database.execute(u"INSERT INTO users (id, username, username_key, password_hash, display_name, colour, "
                     u"time_zone, locale, "
                     "created_ms, version) VALUES ('01890a5d-ac96-774b-bcce-b302099a8057', 'Anna', 'anna', "
                     "'x', 'Anna', '', "
                     "'UTC', '', 1, 1)"_s);
}
}

class TestAuthMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bothEnginesHaveTheSame()
    {
        const auto files = [](const QString &engine) {
            return QDir(kFolder + engine).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
        };
        QVERIFY(newestVersion() > 0);
        QCOMPARE(files(u"/postgresql"_s), files(u"/sqlite"_s));
    }

    void keepsUsersFromEveryVersion_data()
    {
        QTest::addColumn<Engine>("engine");
        QTest::addColumn<int>("from");
        for (int from = 1; from <= newestVersion(); ++from) {
            QTest::addRow("sqlite from %d", from) << Engine::Sqlite << from;
            QTest::addRow("postgresql from %d", from) << Engine::PostgreSql << from;
        }
    }
    void keepsUsersFromEveryVersion()
    {
        FETCH_ENGINE(engine)
        QFETCH(int, from);
        TestDatabase world(engine);
        {
            Database database(world.url());
            QCOMPARE(*Migrator(database, kFolder).migrateTo(from), from);
            writeUser(database);
        }
        QVERIFY(prepareAuthDatabase(world.url()).ok());
        Database database(world.url());
        database.ensureOpen();
        auto users = database.query(u"SELECT username FROM users"_s);
        QVERIFY(users.run().next());
        QCOMPARE(users.text(0), u"Anna"_s);
        auto version = database.query(u"SELECT MAX(version) FROM schema_version"_s);
        QVERIFY(version.run().next());
        QCOMPARE(version.integer(0), newestVersion());
    }

    void refusesANewerSchema_data() { hearth::tests::addEngineRows(); }
    void refusesANewerSchema()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        QVERIFY(prepareAuthDatabase(world.url()).ok());
        {
            Database database(world.url());
            database.ensureOpen();
            database.execute(
                u"INSERT INTO schema_version (version, name, applied_ms) VALUES (999, 'later', 1)"_s);
        }
        const auto refused = prepareAuthDatabase(world.url());
        QCOMPARE(refused.error().code, ErrorCode::PreconditionFailed);
    }
};

QTEST_GUILESS_MAIN(TestAuthMigrations)
#include "tst_authmigrations.moc"
