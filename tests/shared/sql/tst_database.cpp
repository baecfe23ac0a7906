#include "shared/sql/database.h"
#include "shared/sql/manyrows.h"
#include "shared/sql/sqlerror.h"
#include "shared/sql/statements.h"
#include "shared/sql/transaction.h"
#include "tests/support/testdatabases.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using hearth::tests::TestDatabase;

namespace {
void createTable(Database &database)
{
    database.ensureOpen();
    const bool sqlite = database.engine() == Engine::Sqlite;
    database.execute(u"CREATE TABLE things (id %1 NOT NULL PRIMARY KEY, name TEXT, data %2, flag SMALLINT, "
                     "at BIGINT);"_s.arg(sqlite ? u"TEXT"_s : u"UUID"_s, sqlite ? u"BLOB"_s : u"BYTEA"_s));
}

void insert(Database &database, const QUuid &id, const QString &name)
{
    database.query(u"INSERT INTO things (id, name) VALUES (:id, :name)"_s)
        .bind(u":id"_s, id)
        .bind(u":name"_s, name)
        .run();
}

qint64 count(Database &database)
{
    auto query = database.query(u"SELECT COUNT(*) FROM things"_s);
    query.run();
    query.next();
    return query.integer(0);
}

SqlError::Kind kindOf(const std::function<void()> &action)
{
    try {
        action();
    } catch (const SqlError &error) {
        return error.kind();
    }
    throw std::logic_error("nothing was thrown");
}

// Ends the server's side of a connection, as a failover does.
void terminate(Database &victim)
{
    auto query = victim.query(u"SELECT pg_backend_pid()"_s);
    query.run();
    query.next();
    const auto pid = query.integer(0);
    Database other(victim.url());
    other.ensureOpen();
    other.query(u"SELECT pg_terminate_backend(CAST(:pid AS INTEGER), 5000)"_s).bind(u":pid"_s, pid).run();
}
}

/// Database, Query and Transaction: the same on both engines.
class TestDatabaseClass : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manyRowsInFewStatements_data() { hearth::tests::addEngineRows(); }
    void manyRowsInFewStatements()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        QCOMPARE(rowPlaces(u"(:id, 0, :name)"_s, 2), u"(:id0, 0, :name0), (:id1, 0, :name1)"_s);
        const ManyRows inserts([](qsizetype places) {
            return u"INSERT INTO things (id, name, at) VALUES "_s + rowPlaces(u"(:id, :name, :at)"_s, places);
        });
        QList<QUuid> ids;
        for (qsizetype i = 0; i < 2 * kRowsAtOnce + 3; ++i)
            ids.append(QUuid::createUuid());
        for (const RowBatch &batch : valueBatches(ids.size())) {
            auto query = database.query(inserts.text(batch));
            for (qsizetype row = 0; row < batch.count; ++row) {
                const qsizetype at = batch.from + row;
                query.forRow(row)
                    .bind(u":id"_s, ids.at(at))
                    .bind(u":name"_s, u"n%1"_s.arg(at))
                    .bind(u":at"_s, qint64(at));
            }
            query.run();
        }
        QCOMPARE(count(database), ids.size());
        const ManyRows finds([](qsizetype places) {
            return u"SELECT id, name FROM things WHERE at >= :from AND id IN ("_s
                + rowPlaces(u":id"_s, places) + u')';
        });
        for (const qsizetype asked : {qsizetype(0), qsizetype(1), qsizetype(2), kRowsAtOnce, ids.size()}) {
            qsizetype found = 0;
            for (const RowBatch &batch : keyBatches(asked)) {
                auto query = database.query(finds.text(batch));
                query.bind(u":from"_s, 0);
                bindKeys(query, u":id"_s, ids, batch);
                query.run();
                for (; query.next(); ++found)
                    QCOMPARE(query.text(1), u"n%1"_s.arg(ids.indexOf(query.uuid(0))));
            }
            QCOMPARE(found, asked);
        }
    }

    void everyTypeComesBack_data() { hearth::tests::addEngineRows(); }
    void everyTypeComesBack()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        QByteArray data;
        for (int i = 0; i < 256; ++i)
            data.append(static_cast<char>(i));
        const QUuid id = QUuid::createUuid();
        const QString name = u"O'Brien \\ \"quoted\" :id %1 ? $1 \U0001F382 é"_s;
        database.query(u"INSERT INTO things VALUES (:id, :name, :data, :flag, :at)"_s)
            .bind(u":id"_s, id)
            .bind(u":name"_s, name)
            .bind(u":data"_s, data)
            .bind(u":flag"_s, true)
            .bind(u":at"_s, Q_INT64_C(-9007199254740993))
            .run();

        auto query = database.query(u"SELECT id, name, data, flag, at FROM things WHERE id = :id"_s);
        query.bind(u":id"_s, id).run();
        QVERIFY(query.next());
        QCOMPARE(query.uuid(0), id);
        QCOMPARE(query.text(0), id.toString(QUuid::WithoutBraces));
        QCOMPARE(query.text(1), name);
        QCOMPARE(query.bytes(2), data);
        QVERIFY(query.boolean(3));
        QCOMPARE(query.integer(4), Q_INT64_C(-9007199254740993));
        QVERIFY(!query.next());
    }

    void emptyIsNotNull_data() { hearth::tests::addEngineRows(); }
    void emptyIsNotNull()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        database.query(u"INSERT INTO things VALUES (:id, :name, :data, :flag, :at)"_s)
            .bind(u":id"_s, QUuid::createUuid())
            .bind(u":name"_s, QString())
            .bind(u":data"_s, QByteArray())
            .bindNull(u":flag"_s)
            .bindNull(u":at"_s)
            .run();
        auto query = database.query(u"SELECT name, data, flag, at FROM things"_s);
        query.run();
        QVERIFY(query.next());
        QVERIFY(!query.isNull(0));
        QVERIFY(!query.isNull(1));
        QVERIFY(query.isNull(2));
        QVERIFY(query.isNull(3));
    }

    void oneNameMayStandTwice_data() { hearth::tests::addEngineRows(); }
    void oneNameMayStandTwice()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        insert(database, QUuid::createUuid(), u"b"_s);
        for (const QString &wanted : {u"b"_s, u"c"_s}) {
            auto query =
                database.query(u"SELECT name FROM things WHERE name = :name OR (name > :low AND name < "
                               ":high) OR name = :name"_s);
            query.bind(u":low"_s, u"x"_s).bind(u":name"_s, wanted).bind(u":high"_s, u"z"_s).run();
            QCOMPARE(query.next(), wanted == u"b"_s);
        }
    }

    void statementsNest_data() { hearth::tests::addEngineRows(); }
    void statementsNest()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        for (int i = 0; i < 50; ++i)
            insert(database, QUuid::createUuid(), QString::number(i));
        int rows = 0;
        auto outer = database.query(u"SELECT id FROM things"_s);
        outer.run();
        while (outer.next()) {
            auto inner = database.query(u"UPDATE things SET flag = 1 WHERE id = :id RETURNING name"_s);
            inner.bind(u":id"_s, outer.uuid(0)).run();
            QVERIFY(inner.next());
            ++rows;
        }
        QCOMPARE(rows, 50);
        QCOMPARE(kindOf([&] { (void)database.query(u"SELECT id FROM things"_s); }), SqlError::Kind::Other);
    }

    void commitWithAnUnreadReturning_data() { hearth::tests::addEngineRows(); }
    void commitWithAnUnreadReturning()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        {
            Transaction transaction(database);
            auto query =
                database.query(u"INSERT INTO things (id, name) VALUES (:a, 'a'), (:b, 'b') RETURNING name"_s);
            query.bind(u":a"_s, QUuid::createUuid()).bind(u":b"_s, QUuid::createUuid()).run();
            QVERIFY(query.next());
            transaction.commit();
        }
        QCOMPARE(count(database), 2);
    }

    void rollsBackUnlessCommitted_data() { hearth::tests::addEngineRows(); }
    void rollsBackUnlessCommitted()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        const QUuid id = QUuid::createUuid();
        {
            Transaction transaction(database);
            insert(database, id, u"a"_s);
        }
        QCOMPARE(count(database), 0);
        const auto kind = kindOf([&] {
            Transaction transaction(database);
            insert(database, id, u"a"_s);
            insert(database, id, u"a"_s);
        });
        QCOMPARE(kind, SqlError::Kind::UniqueViolation);
        QCOMPARE(count(database), 0);
        QVERIFY(database.isOpen());
    }

    void readsAreOneState_data() { hearth::tests::addEngineRows(); }
    void readsAreOneState()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database writer(world.url());
        createTable(writer);
        Database reader(world.url());
        reader.ensureOpen();
        Transaction transaction(reader, Transaction::Mode::Read);
        QCOMPARE(count(reader), 0);
        insert(writer, QUuid::createUuid(), u"a"_s);
        QCOMPARE(count(reader), 0);
        QCOMPARE(count(writer), 1);
    }

    void changesAreCounted_data() { hearth::tests::addEngineRows(); }
    void changesAreCounted()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        insert(database, QUuid::createUuid(), u"a"_s);
        insert(database, QUuid::createUuid(), u"b"_s);
        auto all = database.query(u"UPDATE things SET flag = 0"_s);
        QCOMPARE(all.run().affected(), 2);
        auto none = database.query(u"UPDATE things SET flag = 0 WHERE name = 'x'"_s);
        QCOMPARE(none.run().affected(), 0);
    }

    void errorsNameNoValues_data() { hearth::tests::addEngineRows(); }
    void errorsNameNoValues()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        Database database(world.url());
        createTable(database);
        database.execute(u"CREATE UNIQUE INDEX things_name ON things (name)"_s);
        insert(database, QUuid::createUuid(), u"secretname"_s);
        try {
            insert(database, QUuid::createUuid(), u"secretname"_s);
            QFAIL("nothing was thrown");
        } catch (const SqlError &error) {
            QVERIFY(!QByteArray(error.what()).contains("secretname"));
        }
    }

    void lostConnectionIsReopened()
    {
        REQUIRE_ENGINE(Engine::PostgreSql);
        TestDatabase world(Engine::PostgreSql);
        Database database(world.url());
        createTable(database);
        terminate(database);
        QCOMPARE(kindOf([&] { count(database); }), SqlError::Kind::ConnectionLost);
        QVERIFY(!database.isOpen());
        database.ensureOpen();
        QCOMPARE(count(database), 0);
    }

    void lostCommitIsUnknown()
    {
        REQUIRE_ENGINE(Engine::PostgreSql);
        TestDatabase world(Engine::PostgreSql);
        Database database(world.url());
        createTable(database);
        const auto kind = kindOf([&] {
            Transaction transaction(database);
            insert(database, QUuid::createUuid(), u"a"_s);
            terminate(database);
            transaction.commit();
        });
        QCOMPARE(kind, SqlError::Kind::CommitUnknown);
        database.ensureOpen();
        QCOMPARE(count(database), 0);
    }

    void theSecondHostAnswers()
    {
        REQUIRE_ENGINE(Engine::PostgreSql);
        TestDatabase world(Engine::PostgreSql);
        DatabaseUrl url = world.url();
        url.hosts = "127.0.0.1,"_L1 + url.hosts;
        url.ports = "1,"_L1 + url.ports;
        for (const Access access : {Access::ReadWrite, Access::PreferStandby}) {
            Database database(url, access);
            database.ping();
            QVERIFY(database.isOpen());
        }
    }

    void unreachableIsLost()
    {
        Database database(*DatabaseUrl::parse(u"postgresql://a:b@127.0.0.1:1,127.0.0.1:2/none"_s));
        QCOMPARE(kindOf([&] { database.ensureOpen(); }), SqlError::Kind::ConnectionLost);
    }

    void aNewFileIsItsOwnersOnly()
    {
        TestDatabase world(Engine::Sqlite);
        Database database(world.url());
        createTable(database);
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
            const auto others = QFile::permissions(world.url().path + suffix)
                & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
            QCOMPARE(others, QFile::Permissions());
        }
    }

    void aBusyFileIsAConflict()
    {
        TestDatabase world(Engine::Sqlite);
        Database first(world.url());
        createTable(first);
        Database second(world.url());
        second.ensureOpen();
        second.execute(u"PRAGMA busy_timeout = 1"_s);
        Transaction held(first);
        QCOMPARE(kindOf([&] { Transaction refused(second); }), SqlError::Kind::Conflict);
    }

    void splits_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QStringList>("statements");
        QTest::newRow("none") << u" -- only a comment\n"_s << QStringList{};
        QTest::newRow("two") << u"A 1; B 2"_s << QStringList{u"A 1"_s, u"B 2"_s};
        QTest::newRow("quotes") << u"A ';''' ; B \";\";"_s << QStringList{u"A ';'''"_s, u"B \";\""_s};
        QTest::newRow("comments") << u"A -- x;y\n;/* ; */B"_s << QStringList{u"A"_s, u"B"_s};
        QTest::newRow("dollars") << u"A $$ x; y $$; B $q$ $$; $q$"_s
                                 << QStringList{u"A $$ x; y $$"_s, u"B $q$ $$; $q$"_s};
        QTest::newRow("trigger")
            << u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; DELETE FROM c; END; B"_s
            << QStringList{
                   u"CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; DELETE FROM c; END"_s,
                   u"B"_s};
    }
    void splits()
    {
        QFETCH(QString, sql);
        QFETCH(QStringList, statements);
        QCOMPARE(splitStatements(sql), statements);
    }
};

QTEST_GUILESS_MAIN(TestDatabaseClass)
#include "tst_database.moc"
