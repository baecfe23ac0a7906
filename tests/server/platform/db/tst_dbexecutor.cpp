#include "server/platform/dbexecutor.h"
#include "server/platform/inflight.h"
#include "shared/sql/sqlerror.h"
#include "shared/sql/transaction.h"
#include "tests/support/testdatabases.h"
#include "tests/support/waiting.h"

#include <QTest>

#include <atomic>
#include <latch>
#include <mutex>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using hearth::server::DbExecutor;
using hearth::server::InFlight;
using hearth::tests::TestDatabase;
using hearth::tests::waitFor;

namespace {
void createCounter(const DatabaseUrl &url)
{
    Database database(url);
    database.ensureOpen();
    database.execute(u"CREATE TABLE counter (n BIGINT NOT NULL); INSERT INTO counter VALUES (0)"_s);
}

Result<qint64> increment(Database &database)
{
    Transaction transaction(database);
    auto query = database.query(u"UPDATE counter SET n = n + 1 RETURNING n"_s);
    query.run();
    query.next();
    const qint64 n = query.integer(0);
    transaction.commit();
    return n;
}

// The server's side of the job's connection goes away under it.
void cutOff(Database &database)
{
    auto query = database.query(u"SELECT pg_backend_pid()"_s);
    query.run();
    query.next();
    Database other(database.url());
    other.ensureOpen();
    other.query(u"SELECT pg_terminate_backend(CAST(:pid AS INTEGER), 5000)"_s)
        .bind(u":pid"_s, query.integer(0))
        .run();
}

template <class Job> Result<qint64> write(DbExecutor &db, Job job)
{
    return waitFor<qint64>([&](auto reply) { db.write(QUuid(), std::move(job), reply); });
}
}

struct JobCounts final : hearth::server::DbObserver {
    void jobBegun() override { ++begun; }
    void jobEnded(const hearth::server::DbJob &job) override
    {
        const bool done = job.outcome == hearth::server::DbJob::Outcome::Done;
        ++(!job.writes ? readsDone : done ? writesDone : writesFailed);
    }
    void jobRefused(bool) override { ++refused; }

    std::atomic<int> begun{0};
    std::atomic<int> readsDone{0};
    std::atomic<int> writesDone{0};
    std::atomic<int> writesFailed{0};
    std::atomic<int> refused{0};
};

class TestDbExecutor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrderOfAKey_data() { hearth::tests::addEngineRows(); }
    void keepsTheOrderOfAKey()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        createCounter(world.url());
        constexpr int kKeys = 8;
        constexpr int kJobs = 40;
        std::vector<std::vector<int>> order(kKeys); // each written on the one thread of its key
        std::vector<QUuid> keys;
        for (int key = 0; key < kKeys; ++key)
            keys.push_back(QUuid::createUuid());
        {
            DbExecutor db(world.url(), {});
            for (int i = 0; i < kJobs; ++i) {
                for (size_t key = 0; key < kKeys; ++key)
                    db.write(keys[key], increment, [&order, key, i](const Result<qint64> &n) {
                        order[key].push_back(n.ok() ? i : -1);
                    });
            }
        }
        for (const auto &seen : order) {
            QCOMPARE(static_cast<int>(seen.size()), kJobs);
            QVERIFY(std::is_sorted(seen.begin(), seen.end()));
            QCOMPARE(seen.front(), 0);
        }
        DbExecutor db(world.url(), {});
        QCOMPARE(*write(db, increment), kKeys * kJobs + 1);
    }

    void readersRunBesideEachOther_data() { hearth::tests::addEngineRows(); }
    void readersRunBesideEachOther()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        createCounter(world.url());
        DbExecutor db(world.url(), {.threads = 2});
        std::latch bothInside(2);
        const auto job = [&bothInside](Database &database) -> Result<qint64> {
            bothInside.arrive_and_wait();
            auto query = database.query(u"SELECT n FROM counter"_s);
            query.run();
            query.next();
            return query.integer(0);
        };
        std::atomic<int> answers{0};
        db.read(job, [&answers](const Result<qint64> &) { ++answers; });
        const auto second = waitFor<qint64>([&](auto reply) { db.read(job, reply); });
        QVERIFY(second.ok());
        QTRY_COMPARE(answers.load(), 1);
    }

    void runsAgainAfterAConflict_data() { hearth::tests::addEngineRows(); }
    void runsAgainAfterAConflict()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        createCounter(world.url());
        DbExecutor db(world.url(), {});
        int runs = 0;
        const auto result = write(db, [&runs](Database &database) {
            if (++runs < 3)
                throw SqlError(SqlError::Kind::Conflict, u"a made one"_s);
            return increment(database);
        });
        QCOMPARE(runs, 3);
        QCOMPARE(*result, 1);
    }

    void givesUpInTheEnd_data() { hearth::tests::addEngineRows(); }
    void givesUpInTheEnd()
    {
        FETCH_ENGINE(engine)
        TestDatabase world(engine);
        DbExecutor db(world.url(), {});
        int runs = 0;
        const auto result = write(db, [&runs](Database &) -> Result<qint64> {
            ++runs;
            throw SqlError(SqlError::Kind::Conflict, u"a made one"_s);
        });
        QCOMPARE(runs, 4);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Unavailable);
        QVERIFY(result.error().retryAfterSeconds > 0);
    }

    void survivesWhatJobsThrow_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("SqlError") << 0 << ErrorCode::Internal;
        QTest::newRow("unique violation") << 1 << ErrorCode::Conflict;
        QTest::newRow("std::exception") << 2 << ErrorCode::Internal;
        QTest::newRow("anything") << 3 << ErrorCode::Internal;
        QTest::newRow("full disk") << 4 << ErrorCode::Unavailable;
    }
    void survivesWhatJobsThrow()
    {
        QFETCH(int, what);
        QFETCH(ErrorCode, code);
        TestDatabase world(Engine::Sqlite);
        createCounter(world.url());
        DbExecutor db(world.url(), {});
        const auto result = write(db, [what](Database &database) -> Result<qint64> {
            if (what == 0)
                database.execute(u"SELECT nonsense"_s);
            if (what == 1)
                throw SqlError(SqlError::Kind::UniqueViolation, u"a made one"_s);
            if (what == 2)
                throw std::logic_error("a made one");
            if (what == 3)
                throw 7;
            throw SqlError(SqlError::Kind::DiskFull, u"a made one"_s);
        });
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, code);
        QCOMPARE(*write(db, increment), 1);
    }

    void survivesWhatRepliesThrow()
    {
        TestDatabase world(Engine::Sqlite);
        createCounter(world.url());
        DbExecutor db(world.url(), {});
        db.write(QUuid(), increment, [](const Result<qint64> &) { throw std::logic_error("a made one"); });
        QCOMPARE(*write(db, increment), 2);
    }

    void refusesBeyondTheBound()
    {
        TestDatabase world(Engine::Sqlite);
        createCounter(world.url());
        DbExecutor db(world.url(), {.threads = 1, .maxQueued = 2});
        std::latch inside(1);
        std::latch goOn(1);
        std::atomic<int> done{0};
        db.write(
            QUuid(),
            [&](Database &) -> Result<qint64> {
                inside.count_down();
                goOn.wait();
                return 0;
            },
            [&done](const Result<qint64> &) { ++done; });
        inside.wait();
        for (int i = 0; i < 2; ++i)
            db.write(QUuid(), increment, [&done](const Result<qint64> &n) { done += n.ok() ? 1 : 0; });
        QCOMPARE(db.queued(), 2);
        const auto refused = write(db, increment);
        QCOMPARE(refused.error().code, ErrorCode::Unavailable);
        goOn.count_down();
        QTRY_COMPARE(done.load(), 3);
        QCOMPARE(db.queued(), 0);
    }

    void tellsItsObserver()
    {
        TestDatabase world(Engine::Sqlite);
        createCounter(world.url());
        JobCounts counts;
        {
            DbExecutor db(world.url(), {.threads = 1}, &counts);
            QCOMPARE(*write(db, increment), 1);
            const auto failed = write(db, [](Database &database) -> Result<qint64> {
                database.execute(u"SELECT * FROM nothing"_s);
                return 0;
            });
            QVERIFY(!failed.ok());
            const auto read = waitFor<qint64>(
                [&](auto reply) { db.read([](Database &) -> Result<qint64> { return 1; }, reply); });
            QVERIFY(read.ok());
        }
        QCOMPARE(counts.begun.load(), 3);
        QCOMPARE(counts.writesDone.load(), 1);
        QCOMPARE(counts.writesFailed.load(), 1);
        QCOMPARE(counts.readsDone.load(), 1);
        {
            DbExecutor db(world.url(), {.threads = 1, .maxQueued = 0}, &counts);
            QVERIFY(!write(db, increment).ok());
        }
        QCOMPARE(counts.refused.load(), 1);
        QCOMPARE(counts.begun.load(), 3);
        QCOMPARE(DbExecutor::threadsFor(Engine::Sqlite, 4), 5);
        QCOMPARE(DbExecutor::threadsFor(Engine::PostgreSql, 4), 8);
    }

    void reconnects_data()
    {
        QTest::addColumn<bool>("inCommit");
        QTest::newRow("lost before the statement") << false;
        QTest::newRow("lost in the commit") << true;
    }
    void reconnects()
    {
        QFETCH(bool, inCommit);
        REQUIRE_ENGINE(Engine::PostgreSql);
        TestDatabase world(Engine::PostgreSql);
        createCounter(world.url());
        DbExecutor db(world.url(), {});
        int runs = 0;
        const auto result = write(db, [&runs, inCommit](Database &database) -> Result<qint64> {
            ++runs;
            if (runs == 1 && !inCommit)
                cutOff(database);
            if (!inCommit || runs > 1)
                return increment(database);
            Transaction transaction(database);
            database.execute(u"UPDATE counter SET n = 100"_s);
            cutOff(database);
            transaction.commit();
            return -1;
        });
        QCOMPARE(runs, 2);
        QVERIFY2(result.ok(), "not reconnected");
        QCOMPARE(*result, 1);
    }

    void isUnavailableWithoutADatabase()
    {
        DbExecutor db(*DatabaseUrl::parse(u"postgresql://nobody:x@127.0.0.1:1/none"_s), {});
        const auto result = write(db, increment);
        QVERIFY(!result.ok());
        QCOMPARE(result.error().code, ErrorCode::Unavailable);
        QVERIFY(!result.error().message.contains("127.0.0.1"_L1));
    }

    void theLastReplyEndsTheWait()
    {
        TestDatabase world(Engine::Sqlite);
        createCounter(world.url());
        DbExecutor db(world.url(), {});
        std::atomic<bool> replied{false};
        InFlight inFlight;
        std::function<void(Result<qint64>)> reply = [&replied](const Result<qint64> &) { replied = true; };
        db.write(QUuid(), increment, inFlight.track(reply));
        inFlight.wait();
        QVERIFY(replied.load());
    }
};

QTEST_GUILESS_MAIN(TestDbExecutor)
#include "tst_dbexecutor.moc"
