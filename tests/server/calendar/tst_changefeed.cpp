#include "server/proto/convert.h"
#include "shared/sql/database.h"
#include "tests/server/calendar/calendarworld.h"

#include <QScopeGuard>
#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using shared::Change;
using shared::ErrorCode;

namespace {
/// Whether the seqs follow each other without a gap and end with `last`.
bool runsUpTo(const QList<Change> &changes, qint64 last)
{
    for (qsizetype i = 1; i < changes.size(); ++i) {
        if (changes.at(i).seq != changes.at(i - 1).seq + 1)
            return false;
    }
    return !changes.isEmpty() && changes.last().seq == last;
}

void postMany(server::CalendarApi &service, int count, std::atomic<int> &done)
{
    calendar::PostMessageRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    request.set_text("hello");
    for (int i = 0; i < count; ++i)
        service.messages().post(CalendarWorld::person(u"ada"_s), request,
                                [&done](const auto &result) { done += result.ok() ? 1 : 1000000; });
}
}

/// The change log and what watchers hear of it.
class TestChangeFeed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parallelWritersLeaveNoGap_data() { hearth::tests::addEngineRows(); }
    void parallelWritersLeaveNoGap();
    void twoInstancesHearTheSame_data();
    void twoInstancesHearTheSame();
    void listenerComesBack_data();
    void listenerComesBack();
    void slowWatcherIsEnded_data() { hearth::tests::addEngineRows(); }
    void slowWatcherIsEnded();
    void watchersEndWithTheService_data() { hearth::tests::addEngineRows(); }
    void watchersEndWithTheService();
    void leavesFromItsOwnHandler();
    void pagesTheLog_data() { hearth::tests::addEngineRows(); }
    void pagesTheLog();
    void trimmedLogAsksForASnapshot_data() { hearth::tests::addEngineRows(); }
    void trimmedLogAsksForASnapshot();
    void housekeepingRemovesWhatIsOld_data() { hearth::tests::addEngineRows(); }
    void housekeepingRemovesWhatIsOld();
};

void TestChangeFeed::parallelWritersLeaveNoGap()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto home = world.createCalendar(u"ada"_s, u"Family"_s);
    ChangeLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    std::atomic<int> done = 0;
    std::vector<std::thread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&] { postMany(world.service(), 25, done); });
    for (std::thread &writer : writers)
        writer.join();
    QTRY_COMPARE_WITH_TIMEOUT(done.load(), 200, 20000);
    QTRY_VERIFY2(runsUpTo(log.of(home->id()), 201), qPrintable(QString::number(log.changes().size())));
    const auto changes = world.changes(u"ada"_s, home->id());
    QCOMPARE(changes->changes_size(), 201);
    QCOMPARE(changes->seq(), 201);
}

void TestChangeFeed::twoInstancesHearTheSame_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::newRow("postgresql") << shared::Engine::PostgreSql;
}

void TestChangeFeed::twoInstancesHearTheSame()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto home = world.createCalendar(u"ada"_s, u"Family"_s);
    auto second = world.newInstance();
    ChangeLogbook here(world.service());
    ChangeLogbook there(*second);
    QTRY_VERIFY(here.greeted() && there.greeted());
    std::atomic<int> done = 0;
    std::thread a([&] { postMany(world.service(), 50, done); });
    std::thread b([&] { postMany(*second, 50, done); });
    a.join();
    b.join();
    QTRY_COMPARE_WITH_TIMEOUT(done.load(), 100, 20000);
    QTRY_VERIFY(runsUpTo(here.of(home->id()), 101));
    QTRY_VERIFY(runsUpTo(there.of(home->id()), 101));
    QVERIFY(there.of(home->id()).size() >= 100);
}

void TestChangeFeed::listenerComesBack_data() { twoInstancesHearTheSame_data(); }

void TestChangeFeed::listenerComesBack()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.listenerPingMs = 50;
    CalendarWorld world(engine, options);
    const auto home = world.createCalendar(u"ada"_s, u"Family"_s);
    const auto other = world.createCalendar(u"ada"_s, u"Quiet"_s);
    auto second = world.newInstance();
    ChangeLogbook there(*second);
    QTRY_VERIFY(there.greeted());
    QVERIFY(world.post(u"ada"_s, u"Family"_s, u"one"_s));
    QTRY_VERIFY(runsUpTo(there.of(home->id()), 2));
    shared::Database admin(world.url());
    admin.ensureOpen();
    admin.execute(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                  "WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
    QVERIFY(world.post(u"ada"_s, u"Family"_s, u"two"_s));
    QVERIFY(world.post(u"ada"_s, u"Quiet"_s, u"of a calendar that was not heard of before"_s));
    QTRY_VERIFY_WITH_TIMEOUT(runsUpTo(there.of(home->id()), 3), 10000);
    QTRY_VERIFY(runsUpTo(there.of(other->id()), 2));
    QVERIFY(world.post(u"ada"_s, u"Family"_s, u"three"_s));
    QTRY_VERIFY(runsUpTo(there.of(home->id()), 4));
}

void TestChangeFeed::slowWatcherIsEnded()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.maxWatchQueue = 10;
    CalendarWorld world(engine, options);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    std::counting_semaphore<> blocked(0);
    std::atomic<bool> ended = false;
    std::atomic<bool> greeted = false;
    const auto item = [&](const calendar::WatchChangesResponse &response) {
        greeted = true;
        if (response.changes_size() > 0)
            blocked.acquire();
    };
    const auto end = [&](const shared::Error &error) { ended = error.reason == u"slow_consumer"_s; };
    auto slow = world.service().watchChanges({item, end});
    auto release = qScopeGuard([&] { blocked.release(1000); });
    ChangeLogbook quick(world.service());
    QTRY_VERIFY(greeted && quick.greeted());
    for (int i = 0; i < 20; ++i) {
        QVERIFY(world.post(u"ada"_s, u"Family"_s, u"hello"_s)); // never waits for the slow one
        // The quick one's queue is as short: it has to be in step before the next.
        QTRY_VERIFY(!quick.changes().isEmpty() && quick.changes().last().seq == i + 2);
    }
    blocked.release(1000);
    release.dismiss();
    QTRY_VERIFY(ended);
    ChangeLogbook again(world.service());
    QTRY_VERIFY(again.greeted());
}

void TestChangeFeed::watchersEndWithTheService()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    auto second = engine == shared::Engine::PostgreSql ? world.newInstance() : nullptr;
    ChangeLogbook log(second ? *second : world.service());
    if (second)
        second.reset();
    else
        world.restart();
    QTRY_VERIFY(log.ended());
}

void TestChangeFeed::leavesFromItsOwnHandler()
{
    CalendarWorld world(shared::Engine::Sqlite);
    std::unique_ptr<server::Subscription> subscription;
    std::binary_semaphore ready(0);
    std::atomic<int> items = 0;
    subscription = world.service().watchChanges({[&](const auto &) {
                                                     ready.acquire();
                                                     ++items;
                                                     subscription.reset();
                                                 },
                                                 {}});
    ready.release();
    QTRY_COMPARE(items.load(), 1);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    QCOMPARE(items.load(), 1);
}

void TestChangeFeed::pagesTheLog()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.maxChanges = 3;
    CalendarWorld world(engine, options);
    const auto home = world.createCalendar(u"ada"_s, u"Family"_s);
    for (int i = 0; i < 6; ++i)
        QVERIFY(world.post(u"ada"_s, u"Family"_s, u"hello"_s));
    qint64 since = 0;
    QList<int> sizes;
    for (bool more = true; more;) {
        const auto page = world.changes(u"ada"_s, home->id(), since);
        QVERIFY(page);
        QCOMPARE(page->seq(), 7);
        sizes.append(page->changes_size());
        since = page->changes(page->changes_size() - 1).seq();
        more = page->more();
    }
    QCOMPARE(sizes, QList<int>({3, 3, 1}));
    QCOMPARE(world.changes(u"ada"_s, home->id(), 7)->changes_size(), 0);
    QCOMPARE(world.changes(u"ada"_s, home->id(), 8).error().code, ErrorCode::SnapshotRequired);
    QCOMPARE(world.changes(u"ada"_s, home->id(), -1).error().code, ErrorCode::InvalidArgument);
}

void TestChangeFeed::trimmedLogAsksForASnapshot()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 20;
    CalendarWorld world(engine, options);
    const auto home = world.createCalendar(u"ada"_s, u"Family"_s);
    QVERIFY(world.post(u"ada"_s, u"Family"_s, u"old"_s));
    world.clock.advance(options.logKeptMs + 1000);
    QVERIFY(world.post(u"ada"_s, u"Family"_s, u"new"_s));
    QTRY_COMPARE(hearth::tests::countRows(world.url(), u"changes"_s), 1);
    QCOMPARE(world.changes(u"ada"_s, home->id(), 1).error().code, ErrorCode::SnapshotRequired);
    const auto changes = world.changes(u"ada"_s, home->id(), 2);
    QVERIFY(changes);
    QCOMPARE(changes->changes_size(), 1);
}

void TestChangeFeed::housekeepingRemovesWhatIsOld()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 20;
    CalendarWorld world(engine, options);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    const auto event = world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QVERIFY(world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Lunch"_s)));
    QVERIFY(world.deleteEvent(u"ada"_s, *event));
    world.clock.advance(options.keyKeptMs + 1000);
    QTRY_COMPARE(hearth::tests::countRows(world.url(), u"sagas"_s), 0);
    QTRY_COMPARE(hearth::tests::countRows(world.url(), u"idempotency_keys"_s), 0);
    QCOMPARE(hearth::tests::countRows(world.url(), u"events"_s), 2);
    world.clock.advance(options.trashKeptMs);
    QTRY_COMPARE(hearth::tests::countRows(world.url(), u"events"_s), 1);
    QCOMPARE(world.restoreEvent(u"ada"_s, *event).error().code, ErrorCode::NotFound);
    QCOMPARE(world.events(u"ada"_s)->events_size(), 1);
}

QTEST_GUILESS_MAIN(TestChangeFeed)
#include "tst_changefeed.moc"
