#include "server/proto/convert.h"
#include "tests/server/calendar/reminderworld.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::FrameLogbook;
using hearth::tests::ReminderWorld;
using shared::ErrorCode;
using shared::Role;

/// Which reminders are fired, to whom, and when: each exactly once.
class TestReminders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firesEachOnce_data() { addEngineRows(); }
    void firesEachOnce();
    void firesOfASeries_data() { addEngineRows(); }
    void firesOfASeries();
    void firesAllDay_data() { addEngineRows(); }
    void firesAllDay();
    void followsTheNearestSetting_data() { addEngineRows(); }
    void followsTheNearestSetting();
    void staysMuted_data() { addEngineRows(); }
    void staysMuted();
    void keepsWhatIsPrivate_data() { addEngineRows(); }
    void keepsWhatIsPrivate();
    void movesWithTheEvent_data() { addEngineRows(); }
    void movesWithTheEvent();
    void forgetsWhatWasDeleted_data() { addEngineRows(); }
    void forgetsWhatWasDeleted();
    void survivesACrash_data() { addEngineRows(); }
    void survivesACrash();
    void leavesWhatIsTooLate_data() { addEngineRows(); }
    void leavesWhatIsTooLate();
    void threeInstancesFireOnce_data();
    void threeInstancesFireOnce();
    void tellsOwnApps_data() { addEngineRows(); }
    void tellsOwnApps();
};

void TestReminders::firesEachOnce()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    world.add(world.inMinutes(60, u"Dinner"_s, {10, 30}));
    world.passMinutes(29);
    world.add(world.inMinutes(5, u"Marker"_s, {5}));
    QTRY_COMPARE(log.reminders(u"ada"_s), QStringList{u"Marker 5"_s});
    world.passMinutes(1);
    for (const QString &who : {u"ada"_s, u"bob"_s, u"carl"_s})
        QTRY_COMPARE(log.reminders(who), (QStringList{u"Marker 5"_s, u"Dinner 30"_s}));
    world.passMinutes(20);
    for (const QString &who : {u"ada"_s, u"bob"_s, u"carl"_s}) {
        QTRY_COMPARE(log.reminders(who), (QStringList{u"Marker 5"_s, u"Dinner 30"_s, u"Dinner 10"_s}));
        QCOMPARE(log.numbers(who), (QList<qint64>{1, 2, 3}));
    }
    const QJsonObject last = log.data(u"bob"_s).back();
    QCOMPARE(last.value("event_start"_L1).toString(), shared::formatUtc(ReminderWorld::kStartMs + 3'600'000));
    QCOMPARE(last.value("due_at"_L1).toString(), shared::formatUtc(ReminderWorld::kStartMs + 3'000'000));
    QCOMPARE(last.value("calendar_name"_L1).toString(), u"Family"_s);
    QCOMPARE(last.value("number"_L1).toInt(), 3);
    QVERIFY(last.value("id"_L1) != log.data(u"ada"_s).back().value("id"_L1));
    QTRY_COMPARE(world.rows(u"reminder_alarms"_s), 0);
}

void TestReminders::firesOfASeries()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QJsonObject draft = world.inMinutes(60, u"Choir"_s, {60});
    draft.insert(u"recurrence"_s, QJsonArray{u"RRULE:FREQ=DAILY;COUNT=3"_s});
    const auto series = world.add(draft);
    QTRY_COMPARE(log.reminders(u"bob"_s).size(), 1);
    // The second one is later than the rule has it.
    calendar::UpdateEventRequest move;
    move.mutable_calendar()->set_id(world.home);
    move.set_event_id(series.id());
    move.set_scope("this");
    move.set_occurrence("2027-01-16T09:00:00");
    move.set_patch_json(R"({"event_start":"2027-01-16T10:00:00Z","event_end":"2027-01-16T11:00:00Z"})");
    QVERIFY(hearth::tests::waitFor<calendar::Event>(
        [&](auto reply) { world.service().updateEvent(world.person(u"ada"_s), move, reply); }));
    world.passMinutes(24 * 60 + 5);
    world.add(world.inMinutes(5, u"Marker"_s, {5}));
    QTRY_COMPARE(log.reminders(u"bob"_s), (QStringList{u"Choir 60"_s, u"Marker 5"_s}));
    world.passMinutes(55);
    QTRY_COMPARE(log.reminders(u"bob"_s).size(), 3);
    const QJsonObject moved = log.data(u"bob"_s).back();
    QCOMPARE(moved.value("event_start"_L1).toString(), u"2027-01-16T10:00:00Z"_s);
    QCOMPARE(moved.value("occurrence"_L1).toString(), u"2027-01-16T09:00:00"_s);
    QCOMPARE(moved.value("series_id"_L1).toString(),
             server::idFromBytes<shared::EventId>(series.id()).toString());
    world.passMinutes(23 * 60);
    QTRY_COMPARE(log.reminders(u"bob"_s).size(), 4);
    const QJsonObject third = log.data(u"bob"_s).back();
    QCOMPARE(third.value("event_start"_L1).toString(), u"2027-01-17T09:00:00Z"_s);
    QCOMPARE(third.value("event_end"_L1).toString(), u"2027-01-17T10:00:00Z"_s);
    QCOMPARE(third.value("occurrence"_L1).toString(), u"2027-01-17T09:00:00"_s);
    QTRY_COMPARE(world.rows(u"reminder_alarms"_s), 0);
}

void TestReminders::firesAllDay()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine, u"America/New_York"_s); // it is 03:00 there
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QVERIFY(world.setDefaults(u"ada"_s, {{u"all_day_reminders"_s, QJsonArray{60}}}));
    world.add({{u"event_name"_s, u"Birthday"_s},
               {u"all_day"_s, true},
               {u"event_start"_s, u"2027-01-16"_s},
               {u"event_end"_s, u"2027-01-17"_s}});
    world.passMinutes(20 * 60 - 1);
    world.add(world.inMinutes(5, u"Marker"_s, {5}));
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Marker 5"_s});
    world.passMinutes(1); // 23:00 of the day before
    QTRY_COMPARE(log.reminders(u"bob"_s), (QStringList{u"Marker 5"_s, u"Birthday 60"_s}));
    QCOMPARE(log.data(u"bob"_s).back().value("event_start"_L1).toString(), u"2027-01-16"_s);
}

void TestReminders::followsTheNearestSetting()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QVERIFY(world.setDefaults(u"ada"_s, {{u"reminders"_s, QJsonArray{10}}}));
    QCOMPARE(world.setDefaults(u"bob"_s, {}).error().code, ErrorCode::Forbidden);
    QVERIFY(world.set(u"bob"_s, {{u"reminders"_s, QJsonArray{20}}}));
    const auto plain = world.add(world.inMinutes(60, u"Plain"_s));
    const auto own = world.add(world.inMinutes(60, u"Own"_s, {30}));
    const auto mine = world.setEvent(u"carl"_s, own, {{u"reminders"_s, QJsonArray{40, 40, 5}}});
    QVERIFY(mine);
    QCOMPARE(mine->effective().minutes_size(), 2);
    QVERIFY(world.setEvent(u"carl"_s, plain, {{u"reminders"_s, QJsonArray{}}}));
    world.add(world.inMinutes(60, u"End"_s, {0}));
    for (const int minutes : {20, 10, 10, 10, 5, 5}) {
        world.passMinutes(minutes);
        QTRY_COMPARE(world.rows(u"reminder_alarms WHERE due_ms <= %1"_s.arg(world.clock.nowMs())), 0);
    }
    QTRY_COMPARE(log.reminders(u"ada"_s), (QStringList{u"Own 30"_s, u"Plain 10"_s, u"End 0"_s}));
    QTRY_COMPARE(log.reminders(u"bob"_s), (QStringList{u"Own 30"_s, u"Plain 20"_s, u"End 0"_s}));
    QTRY_COMPARE(log.reminders(u"carl"_s), (QStringList{u"Own 40"_s, u"Own 5"_s, u"End 0"_s}));
}

void TestReminders::staysMuted()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QVERIFY(world.set(u"bob"_s, {}, true));
    const auto event = world.add(world.inMinutes(60, u"Dinner"_s, {10}));
    QVERIFY(world.setEvent(u"carl"_s, event, {}, true));
    const auto seen = world.reminders(u"bob"_s);
    QVERIFY(seen && seen->settings().own().muted());
    QCOMPARE(world.reminders(u"carl"_s)->events_size(), 1);
    world.passMinutes(50);
    QTRY_COMPARE(log.reminders(u"ada"_s), QStringList{u"Dinner 10"_s});
    QCOMPARE(log.reminders(u"bob"_s), QStringList());
    QCOMPARE(log.reminders(u"carl"_s), QStringList());
    QCOMPARE(world.fired(u"bob"_s)->number(), 1); // his own setting
}

void TestReminders::keepsWhatIsPrivate()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QVERIFY(world.setRole(u"ada"_s, u"Family"_s, u"carl"_s, Role::Busy));
    QJsonObject draft = world.inMinutes(60, u"Present"_s, {10});
    draft.insert(u"visibility"_s, u"private"_s);
    const auto secret = world.add(draft);
    world.add(world.inMinutes(60, u"Dinner"_s, {10}));
    QCOMPARE(world.claim(u"bob"_s, secret).error().code, ErrorCode::Forbidden);
    QCOMPARE(world.setEvent(u"bob"_s, secret, {}).error().code, ErrorCode::Forbidden);
    QCOMPARE(world.set(u"carl"_s, {}).error().code, ErrorCode::Forbidden);
    QCOMPARE(world.reminders(u"carl"_s).error().code, ErrorCode::Forbidden);
    QVERIFY(world.claim(u"ada"_s, secret));
    QCOMPARE(world.reminders(u"ada"_s)->claims_size(), 1);
    QCOMPARE(world.reminders(u"bob"_s)->claims_size(), 0);
    world.passMinutes(50);
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Dinner 10"_s});
    QTRY_COMPARE(log.reminders(u"ada"_s).size(), 2);
    QCOMPARE(log.numbers(u"carl"_s), QList<qint64>());
    // Who has left, or may see no more, is not told afterwards either.
    QCOMPARE(world.fired(u"bob"_s)->frames_size(), 1);
    QVERIFY(world.leave(u"bob"_s, u"Family"_s));
    QCOMPARE(world.fired(u"bob"_s)->frames_size(), 0);
    const std::string claims = world.changes(u"carl"_s, world.home)->SerializeAsString();
    QVERIFY(claims.find("ada") == std::string::npos || claims.find("claimed_by") == std::string::npos);
}

void TestReminders::movesWithTheEvent()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    const auto event = world.add(world.inMinutes(60, u"Dinner"_s, {10}));
    const QJsonObject later = world.inMinutes(120, u"Dinner"_s);
    QVERIFY(world.updateEvent(
        u"ada"_s, event,
        {{u"event_start"_s, later.value("event_start"_L1)}, {u"event_end"_s, later.value("event_end"_L1)}}));
    world.passMinutes(50);
    world.add(world.inMinutes(5, u"Marker"_s, {5}));
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Marker 5"_s});
    world.passMinutes(60);
    QTRY_COMPARE(log.reminders(u"bob"_s), (QStringList{u"Marker 5"_s, u"Dinner 10"_s}));
    // To where it was due a while ago: that has been.
    const QJsonObject sooner = world.inMinutes(2, u"Dinner"_s);
    QVERIFY(world.updateEvent(u"ada"_s, event,
                              {{u"event_start"_s, sooner.value("event_start"_L1)},
                               {u"event_end"_s, sooner.value("event_end"_L1)}}));
    world.add(world.inMinutes(5, u"Second"_s, {5}));
    QTRY_COMPARE(log.reminders(u"bob"_s).last(), u"Second 5"_s);
    QTRY_COMPARE(world.rows(u"reminder_alarms"_s), 0);
    QCOMPARE(log.reminders(u"bob"_s).size(), 3);
}

void TestReminders::forgetsWhatWasDeleted()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    const auto event = world.add(world.inMinutes(60, u"Dinner"_s, {10}));
    const auto back = world.add(world.inMinutes(60, u"Back"_s, {10}));
    QVERIFY(world.updateEvent(u"ada"_s, world.add(world.inMinutes(60, u"Off"_s, {10})),
                              {{u"status"_s, u"cancelled"_s}}));
    QVERIFY(world.deleteEvent(u"ada"_s, event));
    QVERIFY(world.deleteEvent(u"ada"_s, back));
    QVERIFY(world.restoreEvent(u"ada"_s, back));
    QVERIFY(world.leave(u"carl"_s, u"Family"_s));
    world.passMinutes(50);
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Back 10"_s});
    QCOMPARE(log.reminders(u"carl"_s), QStringList());
}

void TestReminders::survivesACrash()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    world.add(world.inMinutes(60, u"Dinner"_s, {10, 5}));
    // Fired, and nobody there to be told.
    world.passMinutes(50);
    QTRY_COMPARE(world.rows(u"personal_frames"_s), 3);
    world.restart();
    const auto missed = world.fired(u"bob"_s);
    QVERIFY(missed);
    QCOMPARE(missed->frames_size(), 1);
    QCOMPARE(missed->number(), 1);
    QCOMPARE(world.fired(u"bob"_s, 1)->frames_size(), 0);
    // Due while nothing ran.
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    world.passMinutes(5);
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Dinner 5"_s});
    QCOMPARE(log.numbers(u"bob"_s), QList<qint64>{2});
    QCOMPARE(world.rows(u"personal_frames"_s), 6);
}

void TestReminders::leavesWhatIsTooLate()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    world.add(world.inMinutes(60, u"Early"_s, {30}));
    world.add(world.inMinutes(60, u"Late"_s, {20}));
    QTRY_COMPARE(world.rows(u"reminder_alarms WHERE due_ms > 0"_s), 2);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    world.passMinutes(46); // in one leap, as a machine that has slept
    QTRY_COMPARE(log.reminders(u"bob"_s), QStringList{u"Late 20"_s});
    QTRY_COMPARE(world.rows(u"reminder_alarms"_s), 0);
    world.passMinutes(10);
    QCOMPARE(world.fired(u"bob"_s)->frames_size(), 1);
    world.passMinutes(10);
    QCOMPARE(world.fired(u"bob"_s)->frames_size(), 0);
    QCOMPARE(world.fired(u"bob"_s)->number(), 1);
}

void TestReminders::threeInstancesFireOnce_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::newRow("postgresql") << shared::Engine::PostgreSql;
}

void TestReminders::threeInstancesFireOnce()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    const auto second = world.newInstance();
    auto third = world.newInstance();
    FrameLogbook here(world.service());
    FrameLogbook there(*second);
    FrameLogbook elsewhere(*third);
    QTRY_VERIFY(here.greeted() && there.greeted() && elsewhere.greeted());
    constexpr int kEvents = 40;
    for (int i = 0; i < kEvents; ++i)
        world.add(world.inMinutes(60, u"Event %1"_s.arg(i), {10}));
    world.passMinutes(50);
    for (const FrameLogbook *log : {&here, &there, &elsewhere}) {
        for (const QString &who : {u"ada"_s, u"bob"_s, u"carl"_s}) {
            QTRY_COMPARE_WITH_TIMEOUT(log->reminders(who).size(), kEvents, 20000);
            const QStringList all = log->reminders(who);
            QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), kEvents);
        }
    }
    QCOMPARE(world.rows(u"personal_frames"_s), 3 * kEvents);
    // One goes; the others see to what it would have.
    world.add(world.inMinutes(60, u"Last"_s, {10}));
    third.reset();
    world.passMinutes(50);
    QTRY_COMPARE(there.reminders(u"bob"_s).last(), u"Last 10"_s);
    QTRY_COMPARE(here.reminders(u"bob"_s).size(), kEvents + 1);
    QCOMPARE(world.rows(u"personal_frames"_s), 3 * (kEvents + 1));
}

void TestReminders::tellsOwnApps()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    QVERIFY(world.set(u"bob"_s, {{u"reminders"_s, QJsonArray{20}}}));
    QTRY_COMPARE(log.data(u"bob"_s, u"updated_reminders"_s).size(), 1U);
    QCOMPARE(log.numbers(u"ada"_s), QList<qint64>());
    const auto refused = world.set(u"bob"_s, {{u"reminders"_s, QJsonArray{-1}}});
    QCOMPARE(refused.error().reason, u"invalid_reminder"_s);
    QJsonArray many;
    for (int i = 0; i < 21; ++i)
        many.append(i);
    QCOMPARE(world.set(u"bob"_s, {{u"reminders"_s, many}}).error().reason, u"too_many_reminders"_s);
}

QTEST_GUILESS_MAIN(TestReminders)
#include "tst_reminders.moc"
