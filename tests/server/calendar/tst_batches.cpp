#include "server/proto/convert.h"
#include "tests/server/calendar/batchdriver.h"

#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::BatchDriver;
using hearth::tests::CalendarWorld;
using hearth::tests::FakeAuth;
using server::calendar::EventBatch;
using server::calendar::EventPut;
using shared::ErrorCode;
using shared::Event;
using shared::EventId;
using Step = FakeAuth::Step;

namespace {
shared::UserId user(const QString &name) { return CalendarWorld::person(name).user; }

shared::Participant taking(const QString &name) { return {user(name), name}; }

/// A calendar with two members, and what runs batches in it.
struct Room {
    explicit Room(shared::Engine engine,
                  const server::calendar::CalendarOptions &options = CalendarWorld::quickOptions())
        : world(engine, options)
        , driver(std::make_unique<BatchDriver>(world, options))
    {
        home = *world.createCalendar(u"ada"_s, u"Family"_s);
        if (!world.join(u"bob"_s, u"Family"_s))
            qFatal("bob can't join");
    }
    shared::Result<Event> run(const EventBatch &batch) { return driver->run(u"ada"_s, home, batch); }
    Event created(const QString &name)
    {
        return server::fromProto(*world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(name)));
    }
    qint64 rows(const QString &fromWhere) { return hearth::tests::countRows(world.url(), fromWhere); }
    qint64 openSagas() { return rows(u"sagas WHERE state < 2"_s); }
    QHash<QString, Event> events()
    {
        world.restart(); // what another process has written is not known to the revisions
        QHash<QString, Event> byName;
        const auto answer = world.events(u"bob"_s);
        for (const calendar::Event &event : answer->events())
            byName.insert(server::fromUtf8(event.draft().name()), server::fromProto(event));
        return byName;
    }
    qint64 seq() { return world.changes(u"bob"_s, home.id())->seq(); }
    /// Lets the service end what is open, at a time that goes on.
    void recover()
    {
        QTRY_VERIFY([&] {
            world.clock.advance(1000);
            return openSagas() == 0;
        }());
    }

    CalendarWorld world;
    calendar::Calendar home;
    std::unique_ptr<BatchDriver> driver;
};

EventBatch three(const Room &room)
{
    EventBatch batch;
    for (int i = 0; i < 3; ++i)
        batch.puts.append(room.driver->newEvent(BatchDriver::draft(u"Dinner %1"_s.arg(i), 10 + i)));
    return batch;
}

/// Bob comes to lunch, breakfast goes, dinner is new.
EventBatch mixed(const Room &room, Event lunch, const Event &breakfast)
{
    EventBatch batch;
    lunch.participants = {taking(u"bob"_s)};
    lunch.location = u"Garden"_s;
    batch.puts = {{lunch}, room.driver->newEvent(BatchDriver::draft(u"Dinner"_s))};
    batch.deletes = {breakfast.id};
    return batch;
}
}

/// Many events that change together, or not at all.
class TestBatches : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesAll_data() { hearth::tests::addEngineRows(); }
    void makesAll();
    void putsDeletesAndRestores_data() { hearth::tests::addEngineRows(); }
    void putsDeletesAndRestores();
    void takenUid_data() { hearth::tests::addEngineRows(); }
    void takenUid();
    void takenInstance_data() { hearth::tests::addEngineRows(); }
    void takenInstance();
    void instancesChangePlaces_data() { hearth::tests::addEngineRows(); }
    void instancesChangePlaces();
    void keepsEveryField_data() { hearth::tests::addEngineRows(); }
    void keepsEveryField();
    void isBounded_data() { hearth::tests::addEngineRows(); }
    void isBounded();
    void needsNoSagaWithoutRecords_data() { hearth::tests::addEngineRows(); }
    void needsNoSagaWithoutRecords();
    void refusalIsUndone_data() { hearth::tests::addEngineRows(); }
    void refusalIsUndone();
    void crashIsRecovered_data() { hearth::tests::addCrashRows(); }
    void crashIsRecovered();
    void pastItsDeadlineIsUndone_data() { hearth::tests::addEngineRows(); }
    void pastItsDeadlineIsUndone();
    void holdsItsEvents_data() { hearth::tests::addEngineRows(); }
    void holdsItsEvents();
};

void TestBatches::makesAll()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    EventBatch batch = three(room);
    batch.puts[1].event.participants = {taking(u"bob"_s)};
    const auto first = room.run(batch);
    QVERIFY(first);
    QCOMPARE(first->name, u"Dinner 0"_s);
    const auto events = room.events();
    QCOMPARE(events.size(), 3);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(events[u"Dinner %1"_s.arg(i)].version, 3 + i);
    QCOMPARE(room.seq(), 5);
    const auto changes = room.world.changes(u"bob"_s, room.home.id());
    QCOMPARE(changes->changes_size(), 5);
    QCOMPARE(room.world.auth.participants(batch.puts[0].event.id), QSet{user(u"ada"_s)});
    QCOMPARE(room.world.auth.participants(batch.puts[1].event.id), (QSet{user(u"ada"_s), user(u"bob"_s)}));
    QCOMPARE(room.rows(u"sagas WHERE state = 2"_s), 1);
}

void TestBatches::putsDeletesAndRestores()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event lunch = room.created(u"Lunch"_s);
    const Event breakfast = room.created(u"Breakfast"_s);
    const EventBatch batch = mixed(room, lunch, breakfast);
    const auto answer = room.run(batch);
    QVERIFY(answer);
    QCOMPARE(answer->location, u"Garden"_s);
    auto events = room.events();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[u"Lunch"_s], *answer);
    QVERIFY(events.contains(u"Dinner"_s));
    QCOMPARE(room.world.auth.participants(lunch.id).size(), 2);
    QCOMPARE(room.world.auth.events(), 2);
    EventBatch back;
    back.restores = {breakfast.id};
    back.deletes = {batch.puts[1].event.id};
    QVERIFY(room.run(back));
    events = room.events();
    QVERIFY(events.contains(u"Breakfast"_s) && !events.contains(u"Dinner"_s));
    QCOMPARE(room.world.auth.participants(breakfast.id), QSet{user(u"ada"_s)});
    QCOMPARE(room.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    QCOMPARE(room.rows(u"changes"_s), room.seq());
}

void TestBatches::takenUid()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event lunch = room.created(u"Lunch"_s);
    EventBatch batch = three(room);
    batch.puts[2].event.uid = lunch.uid;
    const auto refused = room.run(batch);
    QCOMPARE(refused.error().code, ErrorCode::Conflict);
    QCOMPARE(refused.error().reason, u"uid_exists"_s);
    QVERIFY(refused.error().details.contains(lunch.id.toString().toLatin1()));
    QCOMPARE(room.rows(u"events"_s), 1);
    batch.puts[2].event.uid = u"one"_s;
    batch.puts[1].event.uid = u"one"_s;
    QCOMPARE(room.run(batch).error().reason, u"uid_exists"_s);
    QVERIFY(room.world.deleteEvent(u"ada"_s, server::toProto(lunch)));
    batch.puts[1].event.uid = lunch.uid;
    QVERIFY(room.run(batch));
    // The one in the trash can't come back beside it.
    EventBatch back;
    back.restores = {lunch.id};
    QCOMPARE(room.run(back).error().reason, u"uid_exists"_s);
}

void TestBatches::takenInstance()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event series = room.created(u"Series"_s);
    EventBatch batch = three(room);
    for (EventPut &put : batch.puts) {
        put.event.series = series.id;
        put.event.uid = series.uid;
        put.event.originalStart = put.event.start;
    }
    QVERIFY(room.run(batch));
    EventBatch other;
    other.puts = {batch.puts[1]};
    other.puts[0].event.id = room.driver->newEvent({}).event.id;
    const auto refused = room.run(other);
    QCOMPARE(refused.error().reason, u"instance_exists"_s);
    QVERIFY(refused.error().details.contains(batch.puts[1].event.id.toString().toLatin1()));
}

void TestBatches::instancesChangePlaces()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event series = room.created(u"Series"_s);
    EventBatch batch = three(room);
    for (EventPut &put : batch.puts) {
        put.event.series = series.id;
        put.event.uid = series.uid;
        put.event.originalStart = put.event.start;
    }
    QVERIFY(room.run(batch));
    EventBatch swapped;
    for (int i = 0; i < 3; ++i) {
        swapped.puts.append({batch.puts[i].event});
        swapped.puts[i].event.originalStart = batch.puts[(i + 1) % 3].event.start;
    }
    QVERIFY(room.run(swapped));
    QCOMPARE(room.events()[u"Dinner 2"_s].originalStart, batch.puts[0].event.start);
}

void TestBatches::keepsEveryField()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    Event event = room.created(u"Lunch"_s);
    event.participants = {taking(u"bob"_s), {{}, u"Grandma"_s, shared::Answer::Maybe, u"g@example.org"_s}};
    const auto berlin = QTimeZone("Europe/Berlin");
    event.participants[0].comment = u"Late"_s;
    event.participants[0].proposal = {shared::fromUtc(event.start.utcMs + 3'600'000, berlin),
                                      shared::fromUtc(event.end.utcMs + 3'600'000, berlin)};
    event.floating = true;
    event.start.zone.clear();
    event.end.zone.clear();
    event.url = u"https://example.org"_s;
    event.transparency = shared::Transparency::Transparent;
    event.visibility = shared::Visibility::Confidential;
    event.recurrence = u"RRULE:FREQ=DAILY"_s;
    event.extra = u"X-MOON:full\r\n"_s;
    event.categories = {u"Food"_s};
    event.reminders = {10};
    EventBatch batch;
    batch.puts = {{event}};
    const auto updated = room.run(batch);
    QVERIFY(updated);
    QCOMPARE(static_cast<const shared::EventDraft &>(*updated),
             static_cast<const shared::EventDraft &>(event));
    QCOMPARE(room.events()[u"Lunch"_s], *updated);
}

void TestBatches::isBounded()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    EventBatch batch;
    for (qsizetype i = 0; i <= server::calendar::kMaxBatch; ++i)
        batch.puts.append(room.driver->newEvent(BatchDriver::draft(QString::number(i))));
    QCOMPARE(room.run(batch).error().code, ErrorCode::TooLarge);
    batch.puts.removeLast();
    QVERIFY(room.run(batch));
    QCOMPARE(room.rows(u"events WHERE state = 1"_s), server::calendar::kMaxBatch);
}

void TestBatches::needsNoSagaWithoutRecords()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    EventBatch batch;
    for (const QString &name : {u"Lunch"_s, u"Dinner"_s}) {
        batch.puts.append({room.created(name)});
        batch.puts.last().event.description = u"With cake"_s;
    }
    const int calls = room.world.auth.calls();
    const qint64 seq = room.seq();
    QVERIFY(room.run(batch));
    QCOMPARE(room.world.auth.calls(), calls);
    QCOMPARE(room.seq(), seq + 2);
    // What is so already makes no change.
    QVERIFY(room.run(batch));
    QCOMPARE(room.seq(), seq + 2);
}

void TestBatches::refusalIsUndone()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event lunch = room.created(u"Lunch"_s);
    const Event breakfast = room.created(u"Breakfast"_s);
    const qint64 seq = room.seq();
    room.world.auth.script({Step::Refuse});
    const auto refused = room.run(mixed(room, lunch, breakfast));
    QCOMPARE(refused.error().reason, u"unknown_participant"_s);
    const auto events = room.events();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[u"Lunch"_s], lunch);
    QCOMPARE(events[u"Breakfast"_s], breakfast);
    QCOMPARE(room.rows(u"events WHERE saga_id IS NOT NULL OR state <> 1"_s), 0);
    QCOMPARE(room.world.auth.participants(lunch.id), QSet{user(u"ada"_s)});
    QCOMPARE(room.world.auth.events(), 2);
    QCOMPARE(room.seq(), seq);
}

void TestBatches::crashIsRecovered()
{
    FETCH_ENGINE(engine);
    QFETCH(bool, afterStep2);
    auto options = CalendarWorld::quickOptions();
    options.stepTimeoutMs = 60000;
    Room room(engine, options);
    const Event lunch = room.created(u"Lunch"_s);
    const Event breakfast = room.created(u"Breakfast"_s);
    const int calls = room.world.auth.calls();
    room.world.auth.script({afterStep2 ? Step::HangAfter : Step::HangBefore});
    std::atomic<int> answers = 0;
    room.driver->begin(u"ada"_s, room.home, mixed(room, lunch, breakfast),
                       [&](const shared::Result<Event> &event) { answers += event ? 100 : 1; });
    QTRY_COMPARE(room.world.auth.calls(), calls + 1);
    QCOMPARE(room.rows(u"events WHERE state = 0"_s), 1);
    QCOMPARE(room.rows(u"events WHERE state = 1 AND saga_id IS NOT NULL"_s), 2);
    room.driver.reset();
    QCOMPARE(answers.load(), 1);
    room.world.restart();
    room.recover();
    const auto events = room.events();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[u"Lunch"_s].location, u"Garden"_s);
    QVERIFY(events.contains(u"Dinner"_s));
    QCOMPARE(room.world.auth.participants(lunch.id).size(), 2);
    QCOMPARE(room.world.auth.events(), 2);
    QCOMPARE(room.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    QCOMPARE(room.rows(u"changes"_s), room.seq());
}

void TestBatches::pastItsDeadlineIsUndone()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event lunch = room.created(u"Lunch"_s);
    const Event breakfast = room.created(u"Breakfast"_s);
    room.world.auth.always(Step::FailAfter);
    QCOMPARE(room.run(mixed(room, lunch, breakfast)).error().code, ErrorCode::Unavailable);
    QCOMPARE(room.world.auth.events(), 2); // dinner for breakfast
    room.world.clock.advance(CalendarWorld::quickOptions().sagaDeadlineMs + 1);
    room.world.auth.always(Step::Answer);
    room.world.restart();
    room.recover();
    QCOMPARE(room.rows(u"sagas WHERE state = 3"_s), 1);
    const auto events = room.events();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events[u"Lunch"_s], lunch);
    QCOMPARE(room.world.auth.participants(lunch.id), QSet{user(u"ada"_s)});
    QCOMPARE(room.world.auth.participants(breakfast.id), QSet{user(u"ada"_s)});
}

void TestBatches::holdsItsEvents()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const Event lunch = room.created(u"Lunch"_s);
    const Event breakfast = room.created(u"Breakfast"_s);
    room.world.auth.always(Step::FailBefore);
    const EventBatch batch = mixed(room, lunch, breakfast);
    QCOMPARE(room.run(batch).error().reason, u"saga_unfinished"_s);
    QCOMPARE(room.run(batch).error().reason, u"in_progress"_s);
    QCOMPARE(room.world.deleteEvent(u"bob"_s, server::toProto(breakfast)).error().reason, u"in_progress"_s);
    QCOMPARE(room.events().size(), 2); // dinner is not seen
    room.world.auth.always(Step::Answer);
    room.world.restart();
    room.recover();
    QCOMPARE(room.events().size(), 2);
    QVERIFY(!room.events().contains(u"Breakfast"_s));
}

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
