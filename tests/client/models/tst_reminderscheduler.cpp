#include "client/models/calendarlist.h"
#include "client/models/reminderscheduler.h"
#include "tests/client/models/events.h"
#include "tests/client/models/fakealarm.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <memory>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinute = 60'000;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
const qint64 kNow = QDateTime(QDate(2026, 12, 9), QTime(10, 0), Qt::UTC).toMSecsSinceEpoch();

ReminderSettings settingsOf(const QByteArray &json)
{
    return ReminderSettings::fromJson(QJsonDocument::fromJson(json).object());
}
}

class TestReminderScheduler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void firesOnTime();
    void leadsToTheOccurrence();
    void severalOfOneEvent();
    void oneAlarmForTheNext();
    void changesAreFollowed();
    void settingsDecide_data();
    void settingsDecide();
    void allDayGoesByTheCalendarsMidnight();
    void hiddenCalendarsRemindToo();
    void notForWhatOneDoesNotTakePartIn_data();
    void notForWhatOneDoesNotTakePartIn();
    void longBefore();

    void missedOnesComeAtTheStart();
    void missedOnesOfOneEventAreOne();
    void theLaterTakesThePlaceOfTheEarlier();
    void nothingComesTwiceAfterAStart();
    void nothingFromBeforeTheFirstStart();
    void longOverIsNotSaid();
    void ownLateChangesAreNotSaid();
    void othersLateChangesAre();
    void newSettingsDoNotReachBack();
    void clockJumps();

    void quietHoursGather();
    void quietHours_data();
    void quietHours();

    void snoozes();
    void snoozesUntilTheStart();
    void snoozesSurviveAStart();
    void serverAndSelfSayItOnce();
    void serverKnowsMore();
    void claimsSilence();
    void ownClaimDoesNot();
    void withdrawsWhatIsGone();
    void keysAreReadBack();

private:
    void start(const QString &log = {});
    EventItem event(const QString &name, qint64 startMs, const QList<int> &reminders);
    QStringList run(qint64 untilMs);
    Reminder told(const EventItem &item, int minutes) const;

    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<EventIndex> m_index;
    std::unique_ptr<CalendarList> m_calendars;
    std::unique_ptr<ReminderScheduler> m_scheduler;
    FakeAlarm *m_alarm = nullptr;
    CalendarId m_family;
    QStringList m_fired;
    QStringList m_withdrawn;
    int m_bursts = 0;
    QString m_log;
};

void TestReminderScheduler::init()
{
    m_clock = std::make_unique<FixedClock>(kNow);
    m_index = std::make_unique<EventIndex>();
    m_index->setZone(QTimeZone::utc());
    m_calendars = std::make_unique<CalendarList>();
    Calendar family;
    family.id = m_family = CalendarId{QUuid::createUuid()};
    family.name = u"Family"_s;
    family.timeZone = u"Europe/Berlin"_s;
    family.role = Role::Editor;
    m_calendars->setCalendars({family});
    m_log.clear();
}

void TestReminderScheduler::cleanup() { m_scheduler.reset(); }

void TestReminderScheduler::start(const QString &log)
{
    m_scheduler.reset();
    m_fired.clear();
    m_withdrawn.clear();
    m_bursts = 0;
    auto alarm = std::make_unique<FakeAlarm>(*m_clock);
    m_alarm = alarm.get();
    m_scheduler = std::make_unique<ReminderScheduler>(*m_index, *m_calendars, std::move(alarm), *m_clock);
    m_scheduler->setUsername(u"ana"_s);
    connect(m_scheduler.get(), &ReminderScheduler::fired, this, [this](const QList<Reminder> &reminders) {
        ++m_bursts;
        for (const Reminder &each : reminders)
            m_fired.append(u"%1 %2"_s.arg(each.title).arg(each.key.minutes));
    });
    connect(m_scheduler.get(), &ReminderScheduler::withdrawn, this,
            [this](const ReminderKey &key) { m_withdrawn.append(QString::number(key.minutes)); });
    connect(m_scheduler.get(), &ReminderScheduler::logChanged, this,
            [this](const QString &changed) { m_log = changed; });
    m_scheduler->start(log);
}

EventItem TestReminderScheduler::event(const QString &name, qint64 startMs, const QList<int> &reminders)
{
    EventItem item = timedEvent(name, startMs, 60, m_family);
    item.reminders = reminders;
    item.createdBy = UserId{QUuid::createUuid()};
    item.updatedByName = u"ben"_s;
    m_index->put(item);
    return item;
}

/// What has been said by then.
QStringList TestReminderScheduler::run(qint64 untilMs)
{
    QCoreApplication::processEvents();
    m_alarm->runUntil(untilMs);
    return std::exchange(m_fired, {});
}

Reminder TestReminderScheduler::told(const EventItem &item, int minutes) const
{
    Reminder reminder;
    reminder.key = {item.id, formatUtc(item.start.utcMs), minutes};
    reminder.calendar = item.calendar;
    reminder.title = item.name;
    reminder.startMs = item.start.utcMs;
    reminder.endMs = item.end.utcMs;
    reminder.dueMs = item.start.utcMs - minutes * kMinute;
    return reminder;
}

void TestReminderScheduler::firesOnTime()
{
    event(u"Dentist"_s, kNow + kHour, {30});
    start();
    QCOMPARE(run(kNow + 30 * kMinute - 1), QStringList());
    QCOMPARE(run(kNow + 30 * kMinute), QStringList{u"Dentist 30"_s});
    QCOMPARE(m_scheduler->shown().size(), 1);
    QCOMPARE(m_scheduler->shown().first().dueMs, kNow + 30 * kMinute);
    QCOMPARE(run(kNow + 10 * kDay), QStringList());
}

void TestReminderScheduler::leadsToTheOccurrence()
{
    EventItem bins = event(u"Bins"_s, kNow - 13 * kDay + kHour, {30});
    bins.recurrence = u"RRULE:FREQ=DAILY"_s;
    m_index->put(bins);
    start();
    run(kNow + 30 * kMinute);
    const EventItem *shown = m_index->find(m_scheduler->shown().first().shown);
    QVERIFY(shown);
    QCOMPARE(shown->series, bins.id);
    QCOMPARE(shown->start.utcMs, kNow + kHour);
}

void TestReminderScheduler::severalOfOneEvent()
{
    event(u"Train"_s, kNow + 2 * kHour, {0, 10, 60});
    start();
    QCOMPARE(run(kNow + kHour), QStringList{u"Train 60"_s});
    QCOMPARE(run(kNow + 2 * kHour), (QStringList{u"Train 10"_s, u"Train 0"_s}));
}

void TestReminderScheduler::oneAlarmForTheNext()
{
    event(u"Late"_s, kNow + 5 * kHour, {0});
    event(u"Soon"_s, kNow + kHour, {0});
    start();
    QCOMPARE(m_alarm->atMs, kNow + kHour);
    run(kNow + kHour);
    QCOMPARE(m_alarm->atMs, kNow + 5 * kHour);
    QCOMPARE(m_alarm->rings, 1);
}

void TestReminderScheduler::changesAreFollowed()
{
    EventItem item = event(u"Dentist"_s, kNow + 4 * kHour, {30});
    start();
    item.start = fromUtc(kNow + kHour, QTimeZone::utc());
    item.end = fromUtc(kNow + 2 * kHour, QTimeZone::utc());
    m_index->put(item);
    event(u"Added"_s, kNow + 45 * kMinute, {5});
    QCOMPARE(run(kNow + 3 * kDay), (QStringList{u"Dentist 30"_s, u"Added 5"_s}));
}

void TestReminderScheduler::settingsDecide_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QList<int>>("ofTheEvent");
    QTest::addColumn<QStringList>("expected");
    const QStringList twenty{u"Plain 20"_s};
    QTest::newRow("nothing") << QByteArray("{}") << QList<int>{} << QStringList();
    QTest::newRow("calendar's") << QByteArray(R"({"defaults":{"reminders":[20]}})") << QList<int>{} << twenty;
    QTest::newRow("own before the calendar's")
        << QByteArray(R"({"defaults":{"reminders":[5]},"own":{"reminders":[20]}})") << QList<int>{} << twenty;
    QTest::newRow("own is none") << QByteArray(R"({"defaults":{"reminders":[5]},"own":{"reminders":[]}})")
                                 << QList<int>{} << QStringList();
    QTest::newRow("the event's first")
        << QByteArray(R"({"own":{"reminders":[5]}})") << QList<int>{20} << twenty;
    QTest::newRow("own for the event")
        << QByteArray(R"({"events":[{"event_id":"EVENT","reminders":[20],"muted":false}]})") << QList<int>{5}
        << twenty;
    QTest::newRow("muted calendar") << QByteArray(R"({"own":{"muted":true}})") << QList<int>{5}
                                    << QStringList();
    QTest::newRow("muted event") << QByteArray(
        R"({"events":[{"event_id":"EVENT","reminders":null,"muted":true}]})")
                                 << QList<int>{5} << QStringList();
    QTest::newRow("all-day ones are others")
        << QByteArray(R"({"defaults":{"all_day_reminders":[5]}})") << QList<int>{} << QStringList();
}

void TestReminderScheduler::settingsDecide()
{
    QFETCH(QByteArray, settings);
    QFETCH(QList<int>, ofTheEvent);
    const EventItem item = event(u"Plain"_s, kNow + kHour, ofTheEvent);
    start();
    m_scheduler->setSettings(m_family, settingsOf(settings.replace("EVENT", item.id.toString().toUtf8())));
    QTEST(run(kNow + kDay), "expected");
}

void TestReminderScheduler::allDayGoesByTheCalendarsMidnight()
{
    EventItem item = allDayEvent(u"Holiday"_s, QDate(2026, 12, 11), 2, m_family);
    item.reminders = {6 * 60};
    m_index->put(item);
    start();
    const qint64 due =
        QDateTime(QDate(2026, 12, 10), QTime(17, 0), Qt::UTC).toMSecsSinceEpoch(); // 18:00 in Berlin
    QCOMPARE(run(due - 1), QStringList());
    QCOMPARE(run(due), QStringList{u"Holiday 360"_s});
}

void TestReminderScheduler::hiddenCalendarsRemindToo()
{
    event(u"Dentist"_s, kNow + kHour, {30});
    m_index->setHidden({m_family});
    start();
    QCOMPARE(run(kNow + kHour), QStringList{u"Dentist 30"_s});
}

void TestReminderScheduler::notForWhatOneDoesNotTakePartIn_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"declined", "cancelled", "busy", "private"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestReminderScheduler::notForWhatOneDoesNotTakePartIn()
{
    QFETCH(QString, what);
    EventItem item = event(u"Dentist"_s, kNow + kHour, {30});
    if (what == "declined"_L1)
        item.myAnswer = Answer::No;
    else if (what == "cancelled"_L1)
        item.status = EventStatus::Cancelled;
    else if (what == "private"_L1) {
        item.visibility = Visibility::Private;
        item.createdBy = {};
    } else {
        Calendar family = *m_calendars->find(m_family);
        family.role = Role::Busy;
        m_calendars->setCalendars({family});
    }
    m_index->put(item);
    start();
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::longBefore()
{
    event(u"Passport"_s, kNow + 200 * kDay, {199 * 24 * 60});
    start();
    QCOMPARE(run(kNow + kDay), QStringList{u"Passport 286560"_s});
}

void TestReminderScheduler::missedOnesComeAtTheStart()
{
    start();
    event(u"First"_s, kNow + 2 * kHour, {60});
    event(u"Second"_s, kNow + 4 * kHour, {120});
    event(u"Later"_s, kNow + 9 * kHour, {0});
    m_scheduler.reset();
    m_clock->advance(3 * kHour);
    start(m_log);
    QCOMPARE(m_bursts, 1);
    QCOMPARE(m_fired, (QStringList{u"First 60"_s, u"Second 120"_s}));
}

void TestReminderScheduler::missedOnesOfOneEventAreOne()
{
    start();
    event(u"Train"_s, kNow + 4 * kHour, {60, 120});
    m_scheduler.reset();
    m_clock->advance(3 * kHour + kMinute);
    start(m_log);
    QCOMPARE(m_fired, QStringList{u"Train 60"_s});
    start(m_log);
    QCOMPARE(m_fired, QStringList());
}

void TestReminderScheduler::theLaterTakesThePlaceOfTheEarlier()
{
    event(u"Train"_s, kNow + 2 * kHour, {10, 60});
    start();
    QCOMPARE(run(kNow + 2 * kHour), (QStringList{u"Train 60"_s, u"Train 10"_s}));
    QCOMPARE(m_withdrawn, QStringList{u"60"_s});
    QCOMPARE(m_scheduler->shown().size(), 1);
}

void TestReminderScheduler::nothingComesTwiceAfterAStart()
{
    event(u"Dentist"_s, kNow + kHour, {30});
    start();
    QCOMPARE(run(kNow + 40 * kMinute).size(), 1);
    start(m_log);
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::nothingFromBeforeTheFirstStart()
{
    event(u"Dentist"_s, kNow + kHour, {120});
    start();
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::longOverIsNotSaid()
{
    start();
    event(u"Over"_s, kNow + kHour, {0});
    event(u"Ahead"_s, kNow + 9 * kDay, {7 * 24 * 60});
    m_scheduler.reset();
    m_clock->advance(3 * kDay);
    start(m_log);
    QCOMPARE(m_fired, QStringList{u"Ahead 10080"_s});
}

void TestReminderScheduler::ownLateChangesAreNotSaid()
{
    start();
    m_clock->advance(kHour);
    EventItem item = timedEvent(u"Walk"_s, m_clock->nowMs() + 5 * kMinute, 60, m_family);
    item.reminders = {10};
    item.updatedByName = u"ana"_s;
    item.updatedMs = m_clock->nowMs();
    m_index->put(item);
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::othersLateChangesAre()
{
    start();
    m_clock->advance(kHour);
    EventItem item = event(u"Walk"_s, m_clock->nowMs() + 5 * kMinute, {10});
    item.updatedMs = m_clock->nowMs();
    m_index->put(item);
    QCOMPARE(run(m_clock->nowMs()), QStringList{u"Walk 10"_s});
}

void TestReminderScheduler::newSettingsDoNotReachBack()
{
    event(u"Dinner"_s, kNow + 2 * kHour, {});
    start();
    m_clock->advance(kHour);
    m_scheduler->setSettings(m_family, settingsOf(R"({"defaults":{"reminders":[90, 30]}})"));
    QCOMPARE(run(kNow + kDay), QStringList{u"Dinner 30"_s});
}

void TestReminderScheduler::clockJumps()
{
    event(u"Dentist"_s, kNow + 5 * kHour, {30});
    start();
    m_clock->advance(5 * kHour - 20 * kMinute);
    Q_EMIT m_alarm->clockChanged();
    QCOMPARE(run(m_clock->nowMs()), QStringList{u"Dentist 30"_s});
    m_clock->advance(-4 * kHour);
    Q_EMIT m_alarm->clockChanged();
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::quietHoursGather()
{
    event(u"Night bus"_s, kNow + 13 * kHour, {15});
    event(u"Nightshift"_s, kNow + 16 * kHour, {15});
    event(u"Breakfast"_s, kNow + 21 * kHour + 30 * kMinute, {15});
    start();
    m_scheduler->setQuietHours({true, QTime(22, 0), QTime(7, 0)});
    QCOMPARE(run(kNow + 21 * kHour - 1), QStringList());
    m_bursts = 0;
    QCOMPARE(run(kNow + 21 * kHour), (QStringList{u"Night bus 15"_s, u"Nightshift 15"_s}));
    QCOMPARE(m_bursts, 1);
    QCOMPARE(run(kNow + 2 * kDay), QStringList{u"Breakfast 15"_s});
}

void TestReminderScheduler::quietHours_data()
{
    QTest::addColumn<QTime>("from");
    QTest::addColumn<QTime>("to");
    QTest::addColumn<QTime>("now");
    QTest::addColumn<bool>("quiet");
    QTest::newRow("over midnight, before it") << QTime(22, 0) << QTime(7, 0) << QTime(23, 59) << true;
    QTest::newRow("over midnight, after it") << QTime(22, 0) << QTime(7, 0) << QTime(6, 59) << true;
    QTest::newRow("its end") << QTime(22, 0) << QTime(7, 0) << QTime(7, 0) << false;
    QTest::newRow("its beginning") << QTime(22, 0) << QTime(7, 0) << QTime(22, 0) << true;
    QTest::newRow("in the day") << QTime(13, 0) << QTime(14, 0) << QTime(13, 30) << true;
    QTest::newRow("after it") << QTime(13, 0) << QTime(14, 0) << QTime(14, 30) << false;
    QTest::newRow("none at all") << QTime(13, 0) << QTime(13, 0) << QTime(13, 0) << false;
}

void TestReminderScheduler::quietHours()
{
    QFETCH(QTime, from);
    QFETCH(QTime, to);
    QFETCH(QTime, now);
    const QTimeZone zone("Europe/Berlin");
    const qint64 ms = QDateTime(QDate(2026, 12, 9), now, zone).toMSecsSinceEpoch();
    const QuietHours quiet{true, from, to};
    QTEST(quiet.contains(ms, zone), "quiet");
    const QuietHours off{false, from, to};
    QVERIFY(!off.contains(ms, zone));
    if (quiet.contains(ms, zone))
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(quiet.endAfter(ms, zone), zone).time(), to);
}

void TestReminderScheduler::snoozes()
{
    event(u"Dentist"_s, kNow + kHour, {30});
    start();
    QCOMPARE(run(kNow + 30 * kMinute).size(), 1);
    m_scheduler->snooze(m_scheduler->shown().first().key, 10);
    QVERIFY(m_scheduler->shown().isEmpty());
    QCOMPARE(m_withdrawn.size(), 1);
    QCOMPARE(run(kNow + 40 * kMinute - 1), QStringList());
    QCOMPARE(run(kNow + 40 * kMinute), QStringList{u"Dentist 30"_s});
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::snoozesUntilTheStart()
{
    event(u"Dentist"_s, kNow + kHour, {30});
    start();
    run(kNow + 30 * kMinute);
    m_scheduler->snoozeUntilStart(m_scheduler->shown().first().key);
    QCOMPARE(run(kNow + kHour - 1), QStringList());
    QCOMPARE(run(kNow + kHour), QStringList{u"Dentist 30"_s});
}

void TestReminderScheduler::snoozesSurviveAStart()
{
    event(u"Dentist"_s, kNow + 3 * kHour, {30});
    start();
    run(kNow + 150 * kMinute);
    m_scheduler->snooze(m_scheduler->shown().first().key, 60);
    start(m_log);
    QCOMPARE(run(kNow + 210 * kMinute), QStringList{u"Dentist 30"_s});
}

void TestReminderScheduler::serverAndSelfSayItOnce()
{
    const EventItem item = event(u"Dentist"_s, kNow + kHour, {30});
    const EventItem late = event(u"Bus"_s, kNow + 2 * kHour, {30});
    start();
    QCOMPARE(run(kNow + 30 * kMinute).size(), 1);
    m_scheduler->takeLive(told(item, 30));
    QCOMPARE(run(kNow + 80 * kMinute), QStringList());
    m_scheduler->takeLive(told(late, 30)); // its clock is ahead of ours
    QCOMPARE(run(kNow + kDay), QStringList{u"Bus 30"_s});
}

void TestReminderScheduler::serverKnowsMore()
{
    start();
    EventItem elsewhere = timedEvent(u"Surprise"_s, kNow + 10 * kMinute, 60, m_family);
    m_scheduler->takeLive(told(elsewhere, 15));
    QCOMPARE(std::exchange(m_fired, {}), QStringList{u"Surprise 15"_s});
    m_index->put(elsewhere);
    QCOMPARE(run(kNow + kMinute), QStringList());
    QCOMPARE(m_scheduler->shown().size(), 1);
    m_index->remove(elsewhere.id);
}

void TestReminderScheduler::claimsSilence()
{
    const EventItem shown = event(u"Bins"_s, kNow + kHour, {30});
    const EventItem ahead = event(u"Dishes"_s, kNow + 2 * kHour, {30});
    start();
    QCOMPARE(run(kNow + 30 * kMinute), QStringList{u"Bins 30"_s});
    QJsonArray claims;
    for (const EventItem &item : {shown, ahead})
        claims.append(QJsonObject{{u"event_id"_s, item.id.toString()},
                                  {u"claimed_by"_s, QJsonObject{{u"username"_s, u"ben"_s}}}});
    m_scheduler->setSettings(m_family, ReminderSettings::fromJson({{u"claims"_s, claims}}));
    QCOMPARE(m_withdrawn, QStringList{u"30"_s});
    QVERIFY(m_scheduler->shown().isEmpty());
    QCOMPARE(run(kNow + kDay), QStringList());
}

void TestReminderScheduler::ownClaimDoesNot()
{
    const EventItem item = event(u"Bins"_s, kNow + kHour, {30});
    start();
    m_scheduler->setSettings(
        m_family,
        ReminderSettings::fromJson(
            {{u"claims"_s,
              QJsonArray{QJsonObject{{u"event_id"_s, item.id.toString()},
                                     {u"claimed_by"_s, QJsonObject{{u"username"_s, u"ana"_s}}}}}}}));
    QCOMPARE(run(kNow + kHour), QStringList{u"Bins 30"_s});
    QCOMPARE(m_scheduler->claimedBy(m_scheduler->shown().first()), u"ana"_s);
}

void TestReminderScheduler::withdrawsWhatIsGone()
{
    EventItem item = event(u"Dentist"_s, kNow + kHour, {30});
    start();
    run(kNow + 30 * kMinute);
    item.name = u"The dentist"_s;
    m_index->put(item);
    QCoreApplication::processEvents();
    QCOMPARE(m_scheduler->shown().size(), 1);
    m_index->remove(item.id);
    QCoreApplication::processEvents();
    QVERIFY(m_scheduler->shown().isEmpty());
    QCOMPARE(m_withdrawn.size(), 1);
}

void TestReminderScheduler::keysAreReadBack()
{
    const ReminderKey key{EventId{QUuid::createUuid()}, u"2026-12-10T18:00:00Z"_s, 30};
    QCOMPARE(ReminderKey::fromString(key.toString()), key);
    for (const QString &text : {u""_s, u"x/y/z"_s, key.toString() + u"/1"_s, key.toString() + u'x'})
        QVERIFY(!ReminderKey::fromString(text));
    ReminderLog log;
    log.setSinceMs(5);
    log.addFired(key, 7);
    log.snooze(key, 9);
    const ReminderLog again = ReminderLog::fromText(log.toText());
    QCOMPARE(again.sinceMs(), 5);
    QVERIFY(again.hasFired(key));
    QCOMPARE(again.snoozed().value(key), 9);
    QCOMPARE(ReminderLog::fromText(u"{broken"_s).sinceMs(), 0);
}

QTEST_GUILESS_MAIN(TestReminderScheduler)
#include "tst_reminderscheduler.moc"
