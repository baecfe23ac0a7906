#include "shared/sql/database.h"
#include "shared/sql/migrator.h"
#include "shared/sql/sqlerror.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using hearth::tests::TestDatabase;

namespace {
// Migrations in a folder of their own, the same for both engines.
class Migrations {
public:
    void add(const QString &file, const QByteArray &sql)
    {
        for (const QString &engine : {u"sqlite"_s, u"postgresql"_s}) {
            QDir(m_folder.path()).mkpath(engine);
            QFile out(m_folder.filePath(engine + u'/' + file));
            if (!out.open(QIODevice::WriteOnly) || out.write(sql) != sql.size())
                qFatal("The migration can't be written");
        }
    }
    void remove(const QString &file)
    {
        for (const QString &engine : {u"sqlite"_s, u"postgresql"_s})
            QFile::remove(m_folder.filePath(engine + u'/' + file));
    }
    QString path() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

void addTwo(Migrations &migrations)
{
    migrations.add(u"0001_first.sql"_s, "CREATE TABLE a (n BIGINT NOT NULL); INSERT INTO a VALUES (1);");
    migrations.add(u"0002_second.sql"_s, "ALTER TABLE a ADD COLUMN m BIGINT; UPDATE a SET m = n + 1;");
}

qint64 number(Database &database, const QString &sql)
{
    auto query = database.query(sql);
    query.run();
    return query.next() ? query.integer(0) : -1;
}
}

class TestMigrator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reachesTheNewestFromEveryVersion_data()
    {
        QTest::addColumn<Engine>("engine");
        QTest::addColumn<int>("from");
        for (int from = 0; from <= 2; ++from) {
            QTest::addRow("sqlite from %d", from) << Engine::Sqlite << from;
            QTest::addRow("postgresql from %d", from) << Engine::PostgreSql << from;
        }
    }
    void reachesTheNewestFromEveryVersion()
    {
        FETCH_ENGINE(engine)
        QFETCH(int, from);
        Migrations migrations;
        addTwo(migrations);
        TestDatabase world(engine);
        Database database(world.url());
        Migrator migrator(database, migrations.path());
        QCOMPARE(*migrator.migrateTo(from), from);
        QCOMPARE(*migrator.migrate(), 2);
        QCOMPARE(*migrator.migrate(), 2);
        QCOMPARE(number(database, u"SELECT m FROM a"_s), 2);
        QCOMPARE(number(database, u"SELECT COUNT(*) FROM schema_version"_s), 2);
    }

    void refusesANewerSchema_data() { hearth::tests::addEngineRows(); }
    void refusesANewerSchema()
    {
        FETCH_ENGINE(engine)
        Migrations migrations;
        addTwo(migrations);
        TestDatabase world(engine);
        Database database(world.url());
        QVERIFY(Migrator(database, migrations.path()).migrate().ok());
        migrations.remove(u"0002_second.sql"_s);
        const auto refused = Migrator(database, migrations.path()).migrate();
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::PreconditionFailed);
        QVERIFY(refused.error().message.startsWith(
            "The database has schema version 2, newer than this program's 1"_L1));
        QCOMPARE(number(database, u"SELECT m FROM a"_s), 2);
    }

    void aFailedStepLeavesNothing_data() { hearth::tests::addEngineRows(); }
    void aFailedStepLeavesNothing()
    {
        FETCH_ENGINE(engine)
        Migrations migrations;
        addTwo(migrations);
        migrations.add(u"0003_third.sql"_s, "CREATE TABLE b (n BIGINT); INSERT INTO missing VALUES (1);");
        TestDatabase world(engine);
        Database database(world.url());
        QVERIFY_EXCEPTION_THROWN((void)Migrator(database, migrations.path()).migrate(), SqlError);
        QCOMPARE(number(database, u"SELECT MAX(version) FROM schema_version"_s), 2);
        migrations.add(u"0003_third.sql"_s, "CREATE TABLE b (n BIGINT);");
        QCOMPARE(*Migrator(database, migrations.path()).migrate(), 3);
    }

    void severalAtOnceMigrateOnce_data() { hearth::tests::addEngineRows(); }
    void severalAtOnceMigrateOnce()
    {
        FETCH_ENGINE(engine)
        Migrations migrations;
        addTwo(migrations);
        TestDatabase world(engine);
        std::atomic<int> reached{0};
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                Database database(world.url());
                const auto version = Migrator(database, migrations.path()).migrate();
                reached += version.ok() ? *version : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(reached.load(), 8);
        Database database(world.url());
        database.ensureOpen();
        QCOMPARE(number(database, u"SELECT COUNT(*) FROM schema_version"_s), 2);
        QCOMPARE(number(database, u"SELECT COUNT(*) FROM a"_s), 1);
    }

    void gapsAreErrors()
    {
        Migrations migrations;
        addTwo(migrations);
        migrations.add(u"0004_fourth.sql"_s, "SELECT 1;");
        TestDatabase world(Engine::Sqlite);
        Database database(world.url());
        QVERIFY_EXCEPTION_THROWN((void)Migrator(database, migrations.path()).migrate(), SqlError);
    }
};

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
