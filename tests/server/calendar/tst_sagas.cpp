#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::FakeAuth;
using shared::ErrorCode;
using Step = FakeAuth::Step;

namespace {
shared::EventId idOf(const calendar::Event &event)
{
    return server::idFromBytes<shared::EventId>(event.id());
}

QJsonObject withBob()
{
    return {{u"participants"_s,
             QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                                    {u"name"_s, u"bob"_s}}}}};
}

/// A calendar with two members.
struct Room {
    explicit Room(shared::Engine engine,
                  const server::calendar::CalendarOptions &options = CalendarWorld::quickOptions())
        : world(engine, options)
    {
        home = *world.createCalendar(u"ada"_s, u"Family"_s);
        if (!world.join(u"bob"_s, u"Family"_s))
            qFatal("bob can't join");
    }
    qint64 rows(const QString &fromWhere) { return hearth::tests::countRows(world.url(), fromWhere); }
    qint64 openSagas() { return rows(u"sagas WHERE state < 2"_s); }
    qint64 active() { return rows(u"events WHERE state = 1"_s); }
    int listed() { return world.events(u"bob"_s)->events_size(); }

    CalendarWorld world;
    calendar::Calendar home;
};
}

/// Counts what the host is told.
class CountingObserver final : public server::calendar::CalendarObserver {
public:
    void sagaEnded(server::calendar::SagaOutcome outcome, qint64) override
    {
        if (outcome == server::calendar::SagaOutcome::Completed)
            ++completed;
        else if (outcome == server::calendar::SagaOutcome::Compensated)
            ++compensated;
        else
            ++retried;
    }
    void openSagas(qint64 count, qint64 oldestMs) override
    {
        open = count;
        oldest = oldestMs;
    }
    void changesCommitted(qint64 count) override { changes += count; }

    std::atomic<int> completed = 0;
    std::atomic<int> compensated = 0;
    std::atomic<int> retried = 0;
    std::atomic<qint64> open = -1;
    std::atomic<qint64> oldest = -1;
    std::atomic<qint64> changes = 0;
};

/// Events that two databases have to agree about.
class TestSagas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void completes_data() { hearth::tests::addEngineRows(); }
    void completes();
    void isSeenByNobodyBefore_data() { hearth::tests::addEngineRows(); }
    void isSeenByNobodyBefore();
    void refusalIsUndone_data() { hearth::tests::addEngineRows(); }
    void refusalIsUndone();
    void unknownOutcomeIsRetried_data();
    void unknownOutcomeIsRetried();
    void crashIsRecovered_data() { hearth::tests::addCrashRows(); }
    void crashIsRecovered();
    void pastItsDeadlineIsUndone_data() { hearth::tests::addEngineRows(); }
    void pastItsDeadlineIsUndone();
    void undoingIsRetried_data() { hearth::tests::addEngineRows(); }
    void undoingIsRetried();
    void recoverersRace_data();
    void recoverersRace();
    void deletedCalendarUndoes_data() { hearth::tests::addEngineRows(); }
    void deletedCalendarUndoes();
    void participantsAreASaga_data() { hearth::tests::addEngineRows(); }
    void participantsAreASaga();
    void refusedParticipantsStayAsTheyWere_data() { hearth::tests::addEngineRows(); }
    void refusedParticipantsStayAsTheyWere();
    void oneSagaForAnEvent_data() { hearth::tests::addEngineRows(); }
    void oneSagaForAnEvent();
    void deletionGoesForward_data() { hearth::tests::addEngineRows(); }
    void deletionGoesForward();
    void restoreIsUndone_data() { hearth::tests::addEngineRows(); }
    void restoreIsUndone();
    void sameKeySameEvent_data() { hearth::tests::addEngineRows(); }
    void sameKeySameEvent();
    void keyWhileItRuns_data() { hearth::tests::addEngineRows(); }
    void keyWhileItRuns();
    void fiftyAtOnce_data() { hearth::tests::addEngineRows(); }
    void fiftyAtOnce();
    void purgesACalendarsRecords_data() { hearth::tests::addEngineRows(); }
    void purgesACalendarsRecords();
    void countsForMetrics_data() { hearth::tests::addEngineRows(); }
    void countsForMetrics();
};

void TestSagas::completes()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(event);
    QCOMPARE(room.world.auth.participants(idOf(*event)),
             QSet<shared::UserId>{CalendarWorld::person(u"ada"_s).user});
    QCOMPARE(room.rows(u"sagas WHERE state = 2"_s), 1);
    QCOMPARE(room.listed(), 1);
}

void TestSagas::isSeenByNobodyBefore()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.always(Step::FailAfter);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QCOMPARE(event.error().code, ErrorCode::Unavailable);
    QVERIFY(event.error().retryAfterSeconds > 0);
    QCOMPARE(room.rows(u"events WHERE state = 0"_s), 1);
    QCOMPARE(room.listed(), 0);
    QCOMPARE(room.world.changes(u"bob"_s, room.home.id())->seq(), 2);
    room.world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        room.world.clock.advance(1000);
        return room.listed() == 1;
    }());
    QCOMPARE(room.world.changes(u"bob"_s, room.home.id())->seq(), 3);
}

void TestSagas::refusalIsUndone()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.script({Step::Refuse});
    const auto event =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QCOMPARE(event.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(event.error().reason, u"unknown_participant"_s);
    QCOMPARE(room.rows(u"events"_s), 0);
    QCOMPARE(room.rows(u"sagas WHERE state = 3"_s), 1);
    QCOMPARE(room.world.auth.events(), 0);
    QCOMPARE(room.world.changes(u"bob"_s, room.home.id())->seq(), 2);
    // What came to nothing has not used its key up.
    QVERIFY(room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s));
}

void TestSagas::unknownOutcomeIsRetried_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<int>("step");
    for (const auto engine : {shared::Engine::Sqlite, shared::Engine::PostgreSql}) {
        const char *name = engine == shared::Engine::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s fails before", name) << engine << static_cast<int>(Step::FailBefore);
        QTest::addRow("%s fails after", name) << engine << static_cast<int>(Step::FailAfter);
        QTest::addRow("%s hangs before", name) << engine << static_cast<int>(Step::HangBefore);
        QTest::addRow("%s hangs after", name) << engine << static_cast<int>(Step::HangAfter);
    }
}

void TestSagas::unknownOutcomeIsRetried()
{
    FETCH_ENGINE(engine);
    QFETCH(int, step);
    Room room(engine);
    ChangeLogbook log(room.world.service());
    room.world.auth.script({static_cast<Step>(step)});
    const auto event =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QCOMPARE(event.error().code, ErrorCode::Unavailable);
    QTRY_COMPARE(room.listed(), 1);
    QTRY_COMPARE(room.openSagas(), 0);
    const auto again =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QVERIFY(again);
    QCOMPARE(room.active(), 1);
    QCOMPARE(room.world.auth.events(), 1);
    QVERIFY(!room.world.auth.participants(idOf(*again)).isEmpty());
    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().kind == shared::ChangeKind::EventCreated);
}

void TestSagas::crashIsRecovered()
{
    FETCH_ENGINE(engine);
    QFETCH(bool, afterStep2);
    auto options = CalendarWorld::quickOptions();
    options.stepTimeoutMs = 60000;
    Room room(engine, options);
    room.world.auth.script({afterStep2 ? Step::HangAfter : Step::HangBefore});
    calendar::CreateEventRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    request.set_draft_json(
        R"({"event_name":"Dinner","event_start":"2027-06-01T10:00:00Z","event_end":"2027-06-01T11:00:00Z"})");
    std::atomic<int> replies = 0;
    room.world.service().createEvent(CalendarWorld::person(u"ada"_s), request,
                                     [&](const auto &) { ++replies; });
    QTRY_COMPARE(room.world.auth.calls(), 1);
    QCOMPARE(room.rows(u"events WHERE state = 0"_s), 1);
    room.world.restart();
    QCOMPARE(replies.load(), 1);
    QTRY_COMPARE(room.listed(), 1);
    QCOMPARE(room.world.auth.events(), 1);
    QTRY_COMPARE(room.openSagas(), 0);
    QCOMPARE(room.rows(u"events"_s), 1);
}

void TestSagas::pastItsDeadlineIsUndone()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.always(Step::FailAfter);
    QVERIFY(!room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s));
    QCOMPARE(room.world.auth.events(), 1);
    room.world.clock.advance(CalendarWorld::quickOptions().sagaDeadlineMs + 1);
    QTRY_COMPARE(room.rows(u"sagas WHERE state = 1"_s), 1);
    room.world.auth.always(Step::Answer);
    // Its retries are spaced by the clock, which stands still.
    QTRY_VERIFY([&] {
        room.world.clock.advance(30000);
        return room.rows(u"sagas WHERE state = 3"_s) == 1;
    }());
    QCOMPARE(room.rows(u"events"_s), 0);
    QCOMPARE(room.world.auth.events(), 0);
    QCOMPARE(room.listed(), 0);
    QVERIFY(room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s));
    QCOMPARE(room.listed(), 1);
}

void TestSagas::undoingIsRetried()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.script({Step::Refuse, Step::HangBefore, Step::FailBefore});
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QCOMPARE(event.error().code,
             ErrorCode::InvalidArgument); // the failure is clear, however long the undoing takes
    QTRY_VERIFY([&] {
        room.world.clock.advance(30000);
        return room.rows(u"sagas WHERE state = 3"_s) == 1;
    }());
    QCOMPARE(room.rows(u"events"_s), 0);
}

void TestSagas::recoverersRace_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::newRow("postgresql") << shared::Engine::PostgreSql;
}

void TestSagas::recoverersRace()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    auto second = room.world.newInstance();
    auto third = room.world.newInstance();
    ChangeLogbook log(*second);
    QTRY_VERIFY(log.greeted());
    room.world.auth.always(Step::FailBefore);
    for (int i = 0; i < 20; ++i)
        QVERIFY(!room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(QString::number(i), i)));
    room.world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        room.world.clock.advance(1000);
        return room.openSagas() == 0;
    }());
    QCOMPARE(room.listed(), 20);
    QCOMPARE(room.world.auth.events(), 20);
    QTRY_COMPARE(log.of(room.home.id()).last().seq, 22);
    const auto changes = room.world.changes(u"ada"_s, room.home.id());
    QCOMPARE(changes->changes_size(), 22);
}

void TestSagas::deletedCalendarUndoes()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.always(Step::FailAfter);
    QVERIFY(!room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)));
    calendar::DeleteCalendarRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    QVERIFY(hearth::tests::waitFor<calendar::Empty>([&](auto reply) {
        room.world.service().deleteCalendar(CalendarWorld::person(u"ada"_s), request, reply);
    }));
    room.world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        room.world.clock.advance(1000);
        return room.rows(u"sagas WHERE state = 3"_s) == 1;
    }());
    QCOMPARE(room.rows(u"events"_s), 0);
    QCOMPARE(room.world.auth.events(), 0);
}

void TestSagas::participantsAreASaga()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    const int before = room.world.auth.calls();
    QVERIFY(room.world.updateEvent(u"ada"_s, *event, {{u"participants"_s, QJsonArray{u"Grandma"_s}}}));
    QCOMPARE(room.world.auth.calls(), before); // nobody who has an account
    QJsonObject patch = withBob();
    patch.insert(u"location"_s, u"Garden"_s);
    const auto updated = room.world.updateEvent(u"ada"_s, *event, patch);
    QVERIFY(updated);
    QCOMPARE(updated->draft().participants_size(), 1);
    QCOMPARE(updated->draft().location(), "Garden");
    QCOMPARE(room.world.auth.participants(idOf(*event)).size(), 2);
    const auto changes = room.world.changes(u"ada"_s, room.home.id(), event->version());
    QCOMPARE(changes->changes_size(), 2);
    QCOMPARE(updated->version(), changes->seq());
    QCOMPARE(room.world.events(u"bob"_s)->events(0).SerializeAsString(), updated->SerializeAsString());
}

void TestSagas::refusedParticipantsStayAsTheyWere()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    room.world.auth.script({Step::Refuse});
    QCOMPARE(room.world.updateEvent(u"ada"_s, *event, withBob()).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(room.world.events(u"bob"_s)->events(0).SerializeAsString(), event->SerializeAsString());
    QCOMPARE(room.world.auth.participants(idOf(*event)).size(), 1);
    QVERIFY(room.world.updateEvent(u"ada"_s, *event, withBob()));
}

void TestSagas::oneSagaForAnEvent()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    room.world.auth.always(Step::FailAfter);
    QCOMPARE(room.world.updateEvent(u"ada"_s, *event, withBob()).error().code, ErrorCode::Unavailable);
    const auto meanwhile = room.world.updateEvent(u"bob"_s, *event, {{u"location"_s, u"Garden"_s}});
    QCOMPARE(meanwhile.error().reason, u"in_progress"_s);
    QCOMPARE(room.world.deleteEvent(u"bob"_s, *event).error().reason, u"in_progress"_s);
    room.world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        room.world.clock.advance(1000);
        return room.openSagas() == 0;
    }());
    QCOMPARE(room.world.events(u"bob"_s)->events(0).draft().participants_size(), 1);
    QVERIFY(room.world.updateEvent(u"bob"_s, *event, {{u"location"_s, u"Garden"_s}}));
}

void TestSagas::deletionGoesForward()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    room.world.auth.always(Step::FailBefore);
    QVERIFY(room.world.deleteEvent(u"ada"_s, *event));
    QCOMPARE(room.listed(), 0);
    QCOMPARE(room.world.auth.events(), 1);
    QCOMPARE(room.world.restoreEvent(u"ada"_s, *event).error().reason, u"in_progress"_s);
    room.world.clock.advance(10 * CalendarWorld::quickOptions().sagaDeadlineMs);
    room.world.restart();
    room.world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        room.world.clock.advance(30000);
        return room.openSagas() == 0;
    }());
    QCOMPARE(room.world.auth.events(), 0);
    QVERIFY(room.world.restoreEvent(u"ada"_s, *event));
    QCOMPARE(room.world.auth.events(), 1);
}

void TestSagas::restoreIsUndone()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(room.world.deleteEvent(u"ada"_s, *event));
    room.world.auth.script({Step::Refuse});
    QCOMPARE(room.world.restoreEvent(u"ada"_s, *event).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(room.rows(u"events WHERE state = 2 AND saga_id IS NULL"_s), 1);
    QCOMPARE(room.world.auth.events(), 0);
    QVERIFY(room.world.restoreEvent(u"ada"_s, *event));
}

void TestSagas::sameKeySameEvent()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto first =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QVERIFY(room.world.updateEvent(u"bob"_s, *first, {{u"location"_s, u"Garden"_s}}));
    const auto second =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QVERIFY(second);
    QCOMPARE(second->SerializeAsString(), first->SerializeAsString()); // the first answer, not today's
    const auto other =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Lunch"_s), u"key"_s);
    QCOMPARE(other.error().code, ErrorCode::KeyReused);
    // Another user's key is another key.
    QVERIFY(room.world.createEvent(u"bob"_s, u"Family"_s, CalendarWorld::draft(u"Lunch"_s), u"key"_s));
    QCOMPARE(room.active(), 2);
    QCOMPARE(room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"x"_s), QString(256, u'k'))
                 .error()
                 .code,
             ErrorCode::InvalidArgument);
}

void TestSagas::keyWhileItRuns()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.world.auth.always(Step::FailBefore);
    QVERIFY(!room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s));
    const auto running =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QCOMPARE(running.error().code, ErrorCode::Conflict);
    QCOMPARE(running.error().reason, u"in_progress"_s);
    QVERIFY(running.error().details.contains("saga_id"));
}

void TestSagas::fiftyAtOnce()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    std::unique_ptr<server::calendar::CalendarService> second;
    if (engine == shared::Engine::PostgreSql)
        second = room.world.newInstance();
    calendar::CreateEventRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    request.set_draft_json(
        R"({"event_name":"Dinner","event_start":"2027-06-01T10:00:00Z","event_end":"2027-06-01T11:00:00Z"})");
    request.set_idempotency_key("key");
    request.set_request_hash("hash");
    std::atomic<int> good = 0;
    std::atomic<int> running = 0;
    for (int i = 0; i < 50; ++i) {
        auto &service = second && i % 2 ? *second : room.world.service();
        service.createEvent(CalendarWorld::person(u"ada"_s), request, [&](const auto &result) {
            if (result.ok())
                ++good;
            else if (result.error().reason == u"in_progress"_s)
                ++running;
        });
    }
    QTRY_COMPARE(good + running, 50);
    QVERIFY(good > 0);
    QCOMPARE(room.rows(u"events"_s), 1);
    QCOMPARE(room.rows(u"sagas"_s), 1);
    QCOMPARE(room.listed(), 1);
}

void TestSagas::purgesACalendarsRecords()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 20;
    Room room(engine, options);
    QVERIFY(room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)));
    calendar::DeleteCalendarRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    QVERIFY(hearth::tests::waitFor<calendar::Empty>([&](auto reply) {
        room.world.service().deleteCalendar(CalendarWorld::person(u"ada"_s), request, reply);
    }));
    QCOMPARE(room.world.auth.events(), 1);
    room.world.clock.advance(options.trashKeptMs + 1000);
    QTRY_COMPARE(room.rows(u"calendars"_s), 0);
    QCOMPARE(room.world.auth.events(), 0);
    QCOMPARE(room.rows(u"events"_s) + room.rows(u"changes"_s) + room.rows(u"members"_s), 0);
}

void TestSagas::countsForMetrics()
{
    FETCH_ENGINE(engine);
    CountingObserver observer;
    CalendarWorld world(engine);
    world.observe(observer);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    QVERIFY(world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)));
    world.auth.script({Step::Refuse});
    QVERIFY(!world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)));
    QCOMPARE(observer.completed.load(), 1);
    QCOMPARE(observer.compensated.load(), 1);
    QCOMPARE(observer.changes.load(), 2);
    world.auth.always(Step::FailBefore);
    QVERIFY(!world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)));
    QVERIFY(observer.retried.load() >= 1);
    world.clock.advance(10000);
    QTRY_VERIFY(observer.open == 1 && observer.oldest == 10000);
    world.auth.always(Step::Answer);
    QTRY_VERIFY([&] {
        world.clock.advance(1000);
        return observer.open == 0;
    }());
    QCOMPARE(observer.oldest.load(), 0);
    QCOMPARE(observer.completed.load(), 2);
}

QTEST_GUILESS_MAIN(TestSagas)
#include "tst_sagas.moc"
