#include "client/models/eventindex.h"
#include "shared/base/clock.h"
#include "tests/client/models/events.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
const QTimeZone kVienna("Europe/Vienna");

ZonedTime at(const QString &wall, const QTimeZone &zone = kVienna)
{
    return fromWall(QDateTime::fromString(wall + u'Z', Qt::ISODate), zone);
}

EventItem series(const QString &name, const QString &start, const QString &end, const QString &rule)
{
    EventItem item = timedEvent(name, 0, 1);
    item.start = at(start);
    item.end = at(end);
    item.recurrence = rule;
    return item;
}

/// A changed instance of `of`.
EventItem changed(const EventItem &of, const QString &original, const QString &start, const QString &end)
{
    EventItem item = of;
    item.id = EventId{QUuid::createUuid()};
    item.series = of.id;
    item.recurrence.clear();
    item.originalStart = at(original);
    item.start = at(start);
    item.end = at(end);
    return item;
}

/// "2026-10-20 19:00 Choir" for each.
QStringList shown(const EventIndex &index, QDate first, QDate last)
{
    QStringList lines;
    const auto occurrences = index.occurrences(first, last);
    for (const Occurrence &occurrence : occurrences)
        lines.append(
            QDateTime::fromMSecsSinceEpoch(occurrence.startMs, index.zone()).toString(u"yyyy-MM-dd HH:mm "_s)
            + occurrence.event->name);
    return lines;
}
}

class TestRecurringEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTheWallTimeAcrossAChangeOfTheClocks();
    void keepsTheWallTimeOfItsOwnZone();
    void wholeDaysStayWholeDaysEverywhere();
    void whatFloatsHasTheSameTimeInEveryZone();
    void aChangedInstanceTakesThePlaceOfItsOccurrence();
    void exdatesAndCancelledOnesVanish();
    void anOccurrenceCanBeFoundByItsId();
    void countsAndSearchSeeOccurrences();
    void tellsTheDaysOfASeries();
    void aLongOneIsShownOnceInAWindow();
    void aRuleThatCantBeReadStandsAtItsStart();
    void aChangeOfTheSeriesRenewsWhatWasExpanded();
    void isQuickWithManySeries();
};

void TestRecurringEvents::keepsTheWallTimeAcrossAChangeOfTheClocks()
{
    EventIndex index;
    index.setZone(kVienna);
    index.put(series(u"Choir"_s, u"2026-10-19T19:00:00"_s, u"2026-10-19T20:00:00"_s,
                     u"RRULE:FREQ=WEEKLY;COUNT=3"_s));
    QCOMPARE(
        shown(index, QDate(2026, 10, 1), QDate(2026, 11, 30)),
        QStringList({u"2026-10-19 19:00 Choir"_s, u"2026-10-26 19:00 Choir"_s, u"2026-11-02 19:00 Choir"_s}));
}

void TestRecurringEvents::keepsTheWallTimeOfItsOwnZone()
{
    EventIndex index;
    index.setZone(QTimeZone("America/New_York")); // its clocks change a week later
    index.put(series(u"Call"_s, u"2026-10-19T19:00:00"_s, u"2026-10-19T20:00:00"_s,
                     u"RRULE:FREQ=WEEKLY;COUNT=3"_s));
    QCOMPARE(
        shown(index, QDate(2026, 10, 1), QDate(2026, 11, 30)),
        QStringList({u"2026-10-19 13:00 Call"_s, u"2026-10-26 14:00 Call"_s, u"2026-11-02 13:00 Call"_s}));
}

void TestRecurringEvents::wholeDaysStayWholeDaysEverywhere()
{
    for (const char *zone : {"Pacific/Auckland", "UTC", "Pacific/Honolulu"}) {
        EventIndex index;
        index.setZone(QTimeZone(zone));
        EventItem bins = allDayEvent(u"Bins"_s, QDate(2026, 12, 2), 1);
        bins.recurrence = u"RRULE:FREQ=WEEKLY"_s;
        index.put(bins);
        const auto found = index.occurrences(QDate(2026, 12, 9), QDate(2026, 12, 9));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().lastDay, QDate(2026, 12, 9));
        QVERIFY(found.first().isBar());
        QCOMPARE(dateOf(index.find(found.first().id)->end), QDate(2026, 12, 10));
        QVERIFY(index.occurrences(QDate(2026, 12, 10), QDate(2026, 12, 15)).isEmpty());
    }
}

void TestRecurringEvents::whatFloatsHasTheSameTimeInEveryZone()
{
    EventItem tea =
        series(u"Tea"_s, u"2026-12-01T17:00:00"_s, u"2026-12-01T17:30:00"_s, u"RRULE:FREQ=DAILY"_s);
    tea.floating = true;
    tea.start.zone.clear();
    tea.end.zone.clear();
    for (const char *zone : {"Asia/Tokyo", "America/New_York"}) {
        EventIndex index;
        index.setZone(QTimeZone(zone));
        index.put(tea);
        QCOMPARE(shown(index, QDate(2026, 12, 24), QDate(2026, 12, 24)),
                 QStringList{u"2026-12-24 17:00 Tea"_s});
    }
}

void TestRecurringEvents::aChangedInstanceTakesThePlaceOfItsOccurrence()
{
    EventIndex index;
    index.setZone(kVienna);
    const EventItem choir =
        series(u"Choir"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s, u"RRULE:FREQ=WEEKLY"_s);
    const EventItem moved =
        changed(choir, u"2026-12-08T19:00:00"_s, u"2026-12-09T18:00:00"_s, u"2026-12-09T19:00:00"_s);
    index.put(moved); // a change may come before its series
    index.put(choir);
    const QStringList expected{u"2026-12-01 19:00 Choir"_s, u"2026-12-09 18:00 Choir"_s,
                               u"2026-12-15 19:00 Choir"_s};
    QCOMPARE(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 20)), expected);
    QCOMPARE(index.instancesOf(choir.id).size(), 1);
    index.remove(moved.id);
    QCOMPARE(shown(index, QDate(2026, 12, 7), QDate(2026, 12, 10)), QStringList{u"2026-12-08 19:00 Choir"_s});
    const EventId occurrence = index.occurrences(QDate(2026, 12, 8), QDate(2026, 12, 8)).first().id;
    index.put(moved);
    QCOMPARE(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 20)), expected);
    QCOMPARE(index.find(occurrence)->id, moved.id);
}

void TestRecurringEvents::exdatesAndCancelledOnesVanish()
{
    EventIndex index;
    index.setZone(kVienna);
    const EventItem choir = series(u"Choir"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s,
                                   u"RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261208T190000"_s);
    EventItem off =
        changed(choir, u"2026-12-15T19:00:00"_s, u"2026-12-15T19:00:00"_s, u"2026-12-15T20:00:00"_s);
    off.status = EventStatus::Cancelled;
    index.replaceAll({choir, off});
    QCOMPARE(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 31)),
             QStringList({u"2026-12-01 19:00 Choir"_s, u"2026-12-22 19:00 Choir"_s}));
}

void TestRecurringEvents::anOccurrenceCanBeFoundByItsId()
{
    EventIndex index;
    index.setZone(kVienna);
    const EventItem choir =
        series(u"Choir"_s, u"2026-10-19T19:00:00"_s, u"2026-10-19T20:00:00"_s, u"RRULE:FREQ=WEEKLY"_s);
    index.put(choir);
    const EventId id = index.occurrences(QDate(2026, 11, 2), QDate(2026, 11, 2)).first().id;
    QCOMPARE(id, instanceId(choir.id, u"2026-11-02T19:00:00"_s));
    const EventItem *found = index.find(id);
    QVERIFY(found && found->isInstance());
    QVERIFY(!index.stored(id));
    QCOMPARE(found->series, choir.id);
    QCOMPARE(found->start, at(u"2026-11-02T19:00:00"_s));
    QCOMPARE(found->end, at(u"2026-11-02T20:00:00"_s));
    QCOMPARE(found->originalStart.wall, u"2026-11-02T19:00:00"_s);
    // Many other years later it is still known.
    for (int year = 2027; year < 2050; ++year)
        index.occurrences(QDate(year, 1, 1), QDate(year, 12, 31));
    QVERIFY(index.find(id));
    EventItem shorter = choir;
    shorter.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=2"_s;
    index.put(shorter);
    QVERIFY(!index.find(id));
}

void TestRecurringEvents::countsAndSearchSeeOccurrences()
{
    EventIndex index;
    index.setZone(kVienna);
    const EventItem choir =
        series(u"Choir"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s, u"RRULE:FREQ=DAILY;COUNT=5"_s);
    index.replaceAll({choir, timedEvent(u"Choir concert"_s, at(u"2026-12-02T12:00:00"_s).utcMs, 60)});
    const auto counts = index.counts(QDate(2026, 12, 1), QDate(2026, 12, 31));
    QCOMPARE(counts.size(), 5);
    QCOMPARE(counts.value(QDate(2026, 12, 2)), 2);
    const auto soon = index.search(u"choir"_s, 10, at(u"2026-12-03T19:30:00"_s).utcMs);
    QCOMPARE(soon.size(), 2);
    QCOMPARE(soon.first()->start, at(u"2026-12-03T19:00:00"_s)); // it is still going on
    const auto after = index.search(u"choir"_s, 10, at(u"2027-01-01T00:00:00"_s).utcMs);
    QCOMPARE(after.last()->start, at(u"2026-12-01T19:00:00"_s));
    const EventId next = index.nextOf(choir.id, at(u"2026-12-03T19:30:00"_s).utcMs);
    QCOMPARE(index.find(next)->start, at(u"2026-12-03T19:00:00"_s));
    QCOMPARE(index.nextOf(next, 0), next);
}

void TestRecurringEvents::tellsTheDaysOfASeries()
{
    EventIndex index;
    index.setZone(kVienna);
    QSignalSpy days(&index, &EventIndex::daysChanged);
    const EventItem choir =
        series(u"Choir"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s, u"RRULE:FREQ=WEEKLY"_s);
    index.put(choir);
    QCOMPARE(days.size(), 1);
    QCOMPARE(days.at(0).at(0).toDate(), QDate(2026, 12, 1));
    QCOMPARE(days.at(0).at(1).toDate(), QDate(9999, 12, 31));
    const EventItem moved =
        changed(choir, u"2026-12-08T19:00:00"_s, u"2026-12-11T18:00:00"_s, u"2026-12-11T19:00:00"_s);
    index.put(moved);
    QCOMPARE(days.size(), 2); // where it was and where it is
    QVERIFY(days.at(1).at(0).toDate() <= QDate(2026, 12, 8));
    QVERIFY(days.at(1).at(0).toDate() > QDate(2026, 12, 1));
    QVERIFY(days.at(1).at(1).toDate() >= QDate(2026, 12, 11));
    QVERIFY(days.at(1).at(1).toDate() < QDate(2026, 12, 15));
    EventItem two = choir;
    two.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=2"_s;
    two.id = EventId{QUuid::createUuid()};
    index.put(two);
    QVERIFY(days.at(2).at(1).toDate() < QDate(2026, 12, 12));
}

void TestRecurringEvents::aLongOneIsShownOnceInAWindow()
{
    EventIndex index;
    index.setZone(kVienna);
    EventItem camp = allDayEvent(u"Camp"_s, QDate(2026, 1, 20), 40);
    camp.recurrence = u"RRULE:FREQ=MONTHLY;INTERVAL=2"_s;
    index.put(camp);
    QCOMPARE(shown(index, QDate(2026, 1, 1), QDate(2026, 12, 31)).size(), 6);
    QCOMPARE(shown(index, QDate(2026, 2, 10), QDate(2026, 2, 10)).size(), 1);
    QCOMPARE(shown(index, QDate(2026, 2, 10), QDate(2026, 3, 19)).size(), 1);
}

void TestRecurringEvents::aRuleThatCantBeReadStandsAtItsStart()
{
    EventIndex index;
    index.setZone(kVienna);
    index.put(series(u"Odd"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s, u"RRULE:FREQ=NEVER"_s));
    const auto found = index.occurrences(QDate(2026, 11, 1), QDate(2027, 12, 31));
    QCOMPARE(found.size(), 1);
    QVERIFY(index.find(found.first().id));
}

void TestRecurringEvents::aChangeOfTheSeriesRenewsWhatWasExpanded()
{
    EventIndex index;
    index.setZone(kVienna);
    EventItem choir =
        series(u"Choir"_s, u"2026-12-01T19:00:00"_s, u"2026-12-01T20:00:00"_s, u"RRULE:FREQ=DAILY"_s);
    index.put(choir);
    QCOMPARE(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 31)).size(), 31);
    choir.recurrence = u"RRULE:FREQ=DAILY;COUNT=3"_s;
    choir.name = u"Singing"_s;
    index.put(choir);
    QCOMPARE(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 31)).last(), u"2026-12-03 19:00 Singing"_s);
    index.remove(choir.id);
    QVERIFY(shown(index, QDate(2026, 12, 1), QDate(2026, 12, 31)).isEmpty());
    QCOMPARE(index.size(), 0);
}

void TestRecurringEvents::isQuickWithManySeries()
{
    QRandomGenerator random(3);
    const QStringList rules{u"RRULE:FREQ=WEEKLY"_s, u"RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR"_s,
                            u"RRULE:FREQ=MONTHLY;BYDAY=2TU"_s, u"RRULE:FREQ=YEARLY"_s,
                            u"RRULE:FREQ=DAILY;COUNT=200"_s};
    const qint64 from = at(u"2024-01-01T00:00:00"_s).utcMs;
    QList<EventItem> events;
    for (int i = 0; i < 50'000; ++i) {
        EventItem item = timedEvent(u"event"_s, from + random.bounded(3 * 365 * 1440) * 60'000LL, 60);
        item.start = fromUtc(item.start.utcMs, kVienna);
        item.end = fromUtc(item.end.utcMs, kVienna);
        if (i % 25 == 0)
            item.recurrence = rules.at(random.bounded(int(rules.size())));
        events.append(item);
    }
    EventIndex index;
    index.setZone(kVienna);
    index.replaceAll(events);
    QElapsedTimer timer;
    timer.start();
    index.occurrences(QDate(2026, 11, 30), QDate(2027, 1, 10));
    qInfo() << "a month of 2,000 series, the first time:" << timer.nsecsElapsed() / 1000 << "us";
    timer.restart();
    qsizetype found = 0;
    for (int i = 0; i < 20; ++i)
        found = index.occurrences(QDate(2026, 11, 30), QDate(2027, 1, 10)).size();
    const qint64 eachUs = timer.nsecsElapsed() / 20'000;
    qInfo() << "a month of 2,000 series:" << eachUs << "us," << found << "occurrences";
    timer.restart();
    index.occurrences(QDate(2027, 1, 11), QDate(2027, 2, 10));
    qInfo() << "the next month, the first time:" << timer.nsecsElapsed() / 1000 << "us";
    timer.restart();
    EventItem first = events.first();
    first.name = u"renamed"_s;
    index.put(first);
    qInfo() << "a series changed:" << timer.nsecsElapsed() / 1000 << "us";
    QVERIFY(eachUs < 16'000);
}

QTEST_GUILESS_MAIN(TestRecurringEvents)
#include "tst_recurringevents.moc"
