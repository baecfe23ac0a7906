#include "client/models/eventindex.h"
#include "client/models/zoneoffsets.h"
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
const qint64 kNow = QDateTime(QDate(2026, 12, 1), QTime(8, 0), Qt::UTC).toMSecsSinceEpoch();

QDate dayOf(qint64 ms, const QTimeZone &zone) { return QDateTime::fromMSecsSinceEpoch(ms, zone).date(); }

/// The contract, written as simply as can be.
QList<EventId> naive(const QList<EventItem> &events, const QTimeZone &zone, QDate first, QDate last,
                     const QSet<CalendarId> &hidden)
{
    struct Row {
        qint64 start, end;
        EventId id;
    };
    QList<Row> rows;
    for (const EventItem &event : events) {
        const QDate from = event.allDay ? dateOf(event.start) : dayOf(event.start.utcMs, zone);
        const QDate to = event.allDay ? dateOf(event.end).addDays(-1) : dayOf(event.end.utcMs - 1, zone);
        if (hidden.contains(event.calendar) || from > last || to < first)
            continue;
        rows.append({event.allDay ? from.startOfDay(zone).toMSecsSinceEpoch() : event.start.utcMs,
                     event.allDay ? to.addDays(1).startOfDay(zone).toMSecsSinceEpoch() : event.end.utcMs,
                     event.id});
    }
    std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return std::tuple(a.start, -a.end, a.id.value) < std::tuple(b.start, -b.end, b.id.value);
    });
    QList<EventId> ids;
    for (const Row &row : rows)
        ids.append(row.id);
    return ids;
}

QList<EventId> idsOf(const QList<Occurrence> &occurrences)
{
    QList<EventId> ids;
    for (const Occurrence &occurrence : occurrences)
        ids.append(occurrence.id);
    return ids;
}

EventItem randomEvent(QRandomGenerator &random, const QList<CalendarId> &calendars)
{
    const CalendarId calendar = calendars.at(random.bounded(int(calendars.size())));
    const qint64 minute = random.bounded(-60 * 24 * 400, 60 * 24 * 400);
    if (random.bounded(4) == 0)
        return allDayEvent(u"day"_s, dayOf(kNow + minute * 60'000, kVienna), 1 + random.bounded(20),
                           calendar);
    const int length = random.bounded(10) == 0 ? random.bounded(1, 60 * 24 * 300) : random.bounded(1, 300);
    return timedEvent(u"timed"_s, kNow + minute * 60'000, length, calendar);
}
}

class TestEventIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dayOfAnInstant_data();
    void dayOfAnInstant();
    void equalsTheNaiveModel();
    void countsEveryDayOfABar();
    void tellsDaysOfOldAndNewPlace();
    void staysSilentForHiddenCalendars();
    void aZoneMovesTimedEventsOnly();
    void searchesNewestFirst();
    void isQuickWithManyEvents();
};

void TestEventIndex::dayOfAnInstant_data()
{
    QTest::addColumn<QByteArray>("zone");
    for (const char *zone : {"UTC", "Europe/Vienna", "America/New_York", "Asia/Kathmandu",
                             "America/Sao_Paulo", "Pacific/Apia", "Africa/Casablanca"})
        QTest::newRow(zone) << QByteArray(zone);
}

void TestEventIndex::dayOfAnInstant()
{
    QFETCH(QByteArray, zone);
    const QTimeZone there(zone);
    const ZoneOffsets offsets(there);
    QRandomGenerator random(7);
    for (int i = 0; i < 5000; ++i) {
        const qint64 ms = QDateTime(QDate(1965, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch()
            + qint64(random.bounded(140.0 * 365 * 24 * 3600)) * 1000;
        const QDate day = dayOf(ms, there);
        QCOMPARE(offsets.julianDay(ms), day.toJulianDay());
        const qint64 start = offsets.startOfDay(day.toJulianDay());
        QCOMPARE(dayOf(start, there), day);
        QVERIFY(dayOf(start - 1, there) < day);
    }
}

void TestEventIndex::equalsTheNaiveModel()
{
    QRandomGenerator random(42);
    const QList<CalendarId> calendars{{QUuid::createUuid()}, {QUuid::createUuid()}, {QUuid::createUuid()}};
    EventIndex index;
    index.setZone(kVienna);
    QList<EventItem> events;
    QSet<CalendarId> hidden;
    for (int step = 0; step < 1500; ++step) {
        const int kind = random.bounded(10);
        if (kind < 5 || events.isEmpty()) {
            events.append(randomEvent(random, calendars));
            index.put(events.last());
        } else if (kind < 7) {
            EventItem &event = events[random.bounded(int(events.size()))];
            const EventId id = event.id;
            event = randomEvent(random, calendars);
            event.id = id;
            index.put(event);
        } else if (kind < 8) {
            index.remove(events.takeAt(random.bounded(int(events.size()))).id);
        } else if (kind < 9) {
            hidden =
                random.bounded(2) ? QSet<CalendarId>{calendars.at(random.bounded(3))} : QSet<CalendarId>{};
            index.setHidden(hidden);
        }
        const QDate first = dayOf(kNow, kVienna).addDays(random.bounded(-420, 420));
        const QDate last = first.addDays(random.bounded(60));
        QCOMPARE(idsOf(index.occurrences(first, last)), naive(events, kVienna, first, last, hidden));
        QCOMPARE(index.size(), events.size());
    }
    const QList<EventItem> all = events;
    index.replaceAll(all);
    QCOMPARE(idsOf(index.occurrences(QDate(2020, 1, 1), QDate(2030, 1, 1))),
             naive(events, kVienna, QDate(2020, 1, 1), QDate(2030, 1, 1), hidden));
    index.removeCalendar(calendars.first());
    events.removeIf([&](const EventItem &event) { return event.calendar == calendars.first(); });
    QCOMPARE(index.size(), events.size());
}

void TestEventIndex::countsEveryDayOfABar()
{
    EventIndex index;
    index.setZone(kVienna);
    index.put(allDayEvent(u"Skiing"_s, QDate(2026, 12, 30), 5));
    index.put(timedEvent(u"Dinner"_s, kNow, 90));
    const auto counts = index.counts(QDate(2026, 12, 1), QDate(2026, 12, 31));
    QCOMPARE(counts.value(QDate(2026, 12, 1)), 1);
    QCOMPARE(counts.value(QDate(2026, 12, 31)), 1);
    QCOMPARE(counts.size(), 3);
    QVERIFY(index.occurrences(QDate(2027, 1, 3), QDate(2027, 1, 3)).first().isBar());
    QVERIFY(index.occurrences(QDate(2027, 1, 4), QDate(2027, 1, 4)).isEmpty());
}

void TestEventIndex::tellsDaysOfOldAndNewPlace()
{
    EventIndex index;
    index.setZone(kVienna);
    EventItem event = timedEvent(u"Haircut"_s, kNow, 60);
    index.put(event);
    QSignalSpy days(&index, &EventIndex::daysChanged);
    QSignalSpy resets(&index, &EventIndex::reset);
    const qint64 later = kNow + 10LL * 24 * 3600 * 1000;
    EventItem moved = timedEvent(u"Haircut"_s, later, 60);
    moved.id = event.id;
    index.put(moved);
    QCOMPARE(days.size(), 2);
    QCOMPARE(days.at(0).at(0).toDate(), QDate(2026, 12, 1));
    QCOMPARE(days.at(1).at(0).toDate(), QDate(2026, 12, 11));
    index.remove(event.id);
    QCOMPARE(days.size(), 3);
    index.remove(event.id);
    QCOMPARE(days.size(), 3);
    QCOMPARE(resets.size(), 0);
}

void TestEventIndex::staysSilentForHiddenCalendars()
{
    const CalendarId work{QUuid::createUuid()};
    EventIndex index;
    index.setHidden({work});
    QSignalSpy days(&index, &EventIndex::daysChanged);
    const EventItem event = timedEvent(u"Meeting"_s, kNow, 30, work);
    index.put(event);
    QCOMPARE(days.size(), 0);
    QVERIFY(index.find(event.id));
    index.setHidden({});
    QCOMPARE(index.occurrences(QDate(2026, 11, 30), QDate(2026, 12, 2)).size(), 1);
}

void TestEventIndex::aZoneMovesTimedEventsOnly()
{
    EventIndex index;
    index.setZone(kVienna);
    const qint64 lateEvening = QDateTime(QDate(2026, 12, 1), QTime(22, 30), Qt::UTC).toMSecsSinceEpoch();
    index.put(timedEvent(u"Call"_s, lateEvening, 30));
    index.put(allDayEvent(u"Birthday"_s, QDate(2026, 12, 1), 1));
    QCOMPARE(index.occurrences(QDate(2026, 12, 1), QDate(2026, 12, 1)).size(), 2);
    index.setZone(QTimeZone("Asia/Tokyo"));
    QCOMPARE(index.occurrences(QDate(2026, 12, 1), QDate(2026, 12, 1)).first().event->name, u"Birthday"_s);
    QCOMPARE(index.occurrences(QDate(2026, 12, 2), QDate(2026, 12, 2)).first().event->name, u"Call"_s);
}

void TestEventIndex::searchesNewestFirst()
{
    EventIndex index;
    EventItem first = timedEvent(u"Swim lesson"_s, kNow, 60);
    EventItem second = timedEvent(u"Dentist"_s, kNow + 3'600'000, 60);
    second.location = u"Beside the SWIMMING pool"_s;
    index.replaceAll({first, second});
    const auto found = index.search(u"swim"_s, 10, kNow);
    QCOMPARE(found.size(), 2);
    QCOMPARE(found.first()->name, u"Dentist"_s);
    QCOMPARE(index.search(u"swim"_s, 1, kNow).size(), 1);
    QVERIFY(index.search(u"  "_s, 10, kNow).isEmpty());
}

void TestEventIndex::isQuickWithManyEvents()
{
    QRandomGenerator random(1);
    const QList<CalendarId> calendars{{QUuid::createUuid()}};
    QList<EventItem> events;
    for (int i = 0; i < 50'000; ++i)
        events.append(randomEvent(random, calendars));
    EventIndex index;
    index.setZone(kVienna);
    QElapsedTimer timer;
    timer.start();
    index.replaceAll(events);
    qInfo() << "replaceAll of 50,000:" << timer.nsecsElapsed() / 1000 << "us";
    timer.restart();
    qsizetype found = 0;
    for (int month = 0; month < 24; ++month)
        found += index.occurrences(QDate(2025, 12, 1).addMonths(month), QDate(2026, 1, 11).addMonths(month))
                     .size();
    const qint64 eachUs = timer.nsecsElapsed() / 24'000;
    qInfo() << "a month of 50,000:" << eachUs << "us," << found / 24 << "occurrences";
    timer.restart();
    index.put(randomEvent(random, calendars));
    qInfo() << "put into 50,000:" << timer.nsecsElapsed() / 1000 << "us";
    // A frame is 16 ms; this is a debug build's bound on a busy machine.
    QVERIFY(eachUs < 16'000);
}

QTEST_GUILESS_MAIN(TestEventIndex)
#include "tst_eventindex.moc"
