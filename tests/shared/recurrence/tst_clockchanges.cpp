#include "tests/shared/recurrence/recurrencesupport.h"

#include "shared/recurrence/wallclock.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
QStringList utcStarts(const Series &series, int count)
{
    QStringList found;
    const auto expansion = RecurrenceExpander(series).nextOccurrences(utc(u"0001-01-02T00:00:00Z"_s), count);
    for (const RecurrenceInstance &instance : expansion->instances)
        found.append(
            QDateTime::fromMSecsSinceEpoch(instance.startMs, Qt::UTC).toString(u"yyyy-MM-ddTHH:mmZ"_s));
    return found;
}

const QString kBerlin = u"Europe/Berlin"_s;
const QString kNewYork = u"America/New_York"_s;
const QString kLordHowe = u"Australia/Lord_Howe"_s;
const QString kApia = u"Pacific/Apia"_s;
const QString kMoscow = u"Europe/Moscow"_s;
const QString kIstanbul = u"Europe/Istanbul"_s;

void yearly()
{
    const auto row = [](const char *name, const QString &zone, const QString &start, const QString &rule,
                        const QString &expected) {
        QTest::newRow(name) << zone << start << rule << expected;
    };
    row("Berlin, weekly into summer", kBerlin, u"2026-03-25T09:00:00"_s, u"FREQ=WEEKLY;COUNT=2"_s,
        u"2026-03-25T08:00Z 2026-04-01T07:00Z"_s);
    row("Berlin, weekly into winter", kBerlin, u"2026-10-21T09:00:00"_s, u"FREQ=WEEKLY;COUNT=2"_s,
        u"2026-10-21T07:00Z 2026-10-28T08:00Z"_s);
    row("Berlin, daily in the gap: moved forward", kBerlin, u"2026-03-27T02:30:00"_s, u"FREQ=DAILY;COUNT=4"_s,
        u"2026-03-27T01:30Z 2026-03-28T01:30Z 2026-03-29T01:30Z 2026-03-30T00:30Z"_s);
    row("Berlin, daily in the repeated hour: the first", kBerlin, u"2026-10-24T02:30:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z"_s);
    row("Berlin, hourly in the gap: dropped, yet counted", kBerlin, u"2026-03-29T00:00:00"_s,
        u"FREQ=HOURLY;COUNT=5"_s,
        u"2026-03-28T23:00Z 2026-03-29T00:00Z 2026-03-29T01:00Z 2026-03-29T02:00Z"_s);
    row("Berlin, every 20 minutes over the gap", kBerlin, u"2026-03-29T01:40:00"_s,
        u"FREQ=MINUTELY;INTERVAL=20;COUNT=6"_s, u"2026-03-29T00:40Z 2026-03-29T01:00Z 2026-03-29T01:20Z"_s);
    row("Berlin, hourly over the repeated hour: once", kBerlin, u"2026-10-25T01:00:00"_s,
        u"FREQ=HOURLY;COUNT=3"_s, u"2026-10-24T23:00Z 2026-10-25T00:00Z 2026-10-25T02:00Z"_s);
    row("Berlin, the last Sunday of March at 2:30", kBerlin, u"2025-03-30T02:30:00"_s,
        u"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=3"_s,
        u"2025-03-30T01:30Z 2026-03-29T01:30Z 2027-03-28T01:30Z"_s);
    row("New York, daily in the gap", kNewYork, u"2026-03-07T02:30:00"_s, u"FREQ=DAILY;COUNT=3"_s,
        u"2026-03-07T07:30Z 2026-03-08T07:30Z 2026-03-09T06:30Z"_s);
    row("New York, daily in the repeated hour", kNewYork, u"2026-10-31T01:30:00"_s, u"FREQ=DAILY;COUNT=3"_s,
        u"2026-10-31T05:30Z 2026-11-01T05:30Z 2026-11-02T06:30Z"_s);
    row("New York, monthly", kNewYork, u"2026-01-15T12:00:00"_s, u"FREQ=MONTHLY;INTERVAL=6;COUNT=2"_s,
        u"2026-01-15T17:00Z 2026-07-15T16:00Z"_s);
    row("London, daily in the gap", u"Europe/London"_s, u"2026-03-28T01:30:00"_s, u"FREQ=DAILY;COUNT=3"_s,
        u"2026-03-28T01:30Z 2026-03-29T01:30Z 2026-03-30T00:30Z"_s);
    row("Azores, repeated hour at midnight", u"Atlantic/Azores"_s, u"2026-10-24T00:30:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z"_s);
    row("Sao Paulo, a gap at midnight", u"America/Sao_Paulo"_s, u"2018-11-03T00:00:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2018-11-03T03:00Z 2018-11-04T03:00Z 2018-11-05T02:00Z"_s);
    row("St John's, an offset of half an hour", u"America/St_Johns"_s, u"2026-03-08T02:00:00"_s,
        u"FREQ=DAILY;COUNT=2"_s, u"2026-03-08T05:30Z 2026-03-09T04:30Z"_s);
    row("Chatham, three quarters of an hour", u"Pacific/Chatham"_s, u"2026-04-04T03:00:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2026-04-03T13:15Z 2026-04-04T13:15Z 2026-04-05T14:15Z"_s);
    row("Lord Howe, the half hour left out", kLordHowe, u"2026-10-03T02:15:00"_s, u"FREQ=DAILY;COUNT=3"_s,
        u"2026-10-02T15:45Z 2026-10-03T15:45Z 2026-10-04T15:15Z"_s);
    row("Lord Howe, the half hour that comes twice", kLordHowe, u"2026-04-04T01:45:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2026-04-03T14:45Z 2026-04-04T14:45Z 2026-04-05T15:15Z"_s);
    row("Lord Howe, every half hour", kLordHowe, u"2026-10-04T01:30:00"_s,
        u"FREQ=MINUTELY;INTERVAL=30;COUNT=4"_s, u"2026-10-03T15:00Z 2026-10-03T15:30Z 2026-10-03T16:00Z"_s);
    row("Casablanca, into Ramadan", u"Africa/Casablanca"_s, u"2026-02-14T09:00:00"_s,
        u"FREQ=WEEKLY;COUNT=2"_s, u"2026-02-14T08:00Z 2026-02-21T09:00Z"_s);
}

void oneTime()
{
    const auto row = [](const char *name, const QString &zone, const QString &start, const QString &rule,
                        const QString &expected) {
        QTest::newRow(name) << zone << start << rule << expected;
    };
    row("Samoa 2011, the day left out moves by a day", kApia, u"2011-12-28T10:00:00"_s,
        u"FREQ=DAILY;COUNT=4"_s,
        u"2011-12-28T20:00Z 2011-12-29T20:00Z 2011-12-30T20:00Z 2011-12-30T20:00Z"_s);
    row("Samoa 2011, weekly on the day left out", kApia, u"2011-12-23T10:00:00"_s, u"FREQ=WEEKLY;COUNT=3"_s,
        u"2011-12-23T20:00Z 2011-12-30T20:00Z 2012-01-05T20:00Z"_s);
    row("Samoa 2011, every 12 hours: dropped", kApia, u"2011-12-29T12:00:00"_s,
        u"FREQ=HOURLY;INTERVAL=12;COUNT=5"_s, u"2011-12-29T22:00Z 2011-12-30T10:00Z 2011-12-30T22:00Z"_s);
    row("Moscow 2011, summer for ever", kMoscow, u"2011-03-20T12:00:00"_s,
        u"FREQ=WEEKLY;COUNT=2\nRDATE:20111106T120000"_s,
        u"2011-03-20T09:00Z 2011-03-27T08:00Z 2011-11-06T08:00Z"_s);
    row("Moscow 2014, winter for ever", kMoscow, u"2014-10-19T12:00:00"_s, u"FREQ=WEEKLY;COUNT=3"_s,
        u"2014-10-19T08:00Z 2014-10-26T09:00Z 2014-11-02T09:00Z"_s);
    row("Moscow 2014, in the repeated hour", kMoscow, u"2014-10-25T01:30:00"_s, u"FREQ=DAILY;COUNT=3"_s,
        u"2014-10-24T21:30Z 2014-10-25T21:30Z 2014-10-26T22:30Z"_s);
    row("Turkey 2016, no winter time", kIstanbul, u"2016-10-27T12:00:00"_s, u"FREQ=WEEKLY;COUNT=2"_s,
        u"2016-10-27T09:00Z 2016-11-03T09:00Z"_s);
    row("Turkey, Decembers", kIstanbul, u"2015-12-01T12:00:00"_s, u"FREQ=YEARLY;COUNT=3"_s,
        u"2015-12-01T10:00Z 2016-12-01T09:00Z 2017-12-01T09:00Z"_s);
    row("Pyongyang 2018, half an hour on", u"Asia/Pyongyang"_s, u"2018-05-03T09:00:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2018-05-03T00:30Z 2018-05-04T00:30Z 2018-05-05T00:00Z"_s);
    row("Caracas 2016, half an hour on", u"America/Caracas"_s, u"2016-04-30T12:00:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2016-04-30T16:30Z 2016-05-01T16:00Z 2016-05-02T16:00Z"_s);
    row("Amman 2022, the change called off", u"Asia/Amman"_s, u"2022-10-27T09:00:00"_s,
        u"FREQ=DAILY;COUNT=3"_s, u"2022-10-27T06:00Z 2022-10-28T06:00Z 2022-10-29T06:00Z"_s);
    row("Kathmandu, no changes", u"Asia/Kathmandu"_s, u"2026-01-01T06:00:00"_s, u"FREQ=DAILY;COUNT=2"_s,
        u"2026-01-01T00:15Z 2026-01-02T00:15Z"_s);
    row("Tokyo, no changes", u"Asia/Tokyo"_s, u"2026-03-28T09:00:00"_s, u"FREQ=DAILY;COUNT=2"_s,
        u"2026-03-28T00:00Z 2026-03-29T00:00Z"_s);
}

/// UNTIL in UTC, where the clock says something else.
void untils()
{
    const auto row = [](const char *name, const QString &zone, const QString &start, const QString &rule,
                        const QString &expected) {
        QTest::newRow(name) << zone << start << rule << expected;
    };
    row("until the second of the last", kBerlin, u"2026-03-28T09:00:00"_s,
        u"FREQ=DAILY;UNTIL=20260329T070000Z"_s, u"2026-03-28T08:00Z 2026-03-29T07:00Z"_s);
    row("until a second before", kBerlin, u"2026-03-28T09:00:00"_s, u"FREQ=DAILY;UNTIL=20260329T065959Z"_s,
        u"2026-03-28T08:00Z"_s);
    row("until in the second pass of the hour", kBerlin, u"2026-10-25T01:30:00"_s,
        u"FREQ=MINUTELY;INTERVAL=30;UNTIL=20261025T011000Z"_s,
        u"2026-10-24T23:30Z 2026-10-25T00:00Z 2026-10-25T00:30Z"_s);
    row("until in the first pass", kBerlin, u"2026-10-25T01:30:00"_s,
        u"FREQ=MINUTELY;INTERVAL=30;UNTIL=20261025T001000Z"_s, u"2026-10-24T23:30Z 2026-10-25T00:00Z"_s);
    row("until before midnight UTC, after it here", kBerlin, u"2026-01-01T00:30:00"_s,
        u"FREQ=DAILY;UNTIL=20260102T233000Z"_s, u"2025-12-31T23:30Z 2026-01-01T23:30Z 2026-01-02T23:30Z"_s);
    row("until a date: to the end of that day here", kNewYork, u"2026-01-01T23:30:00"_s,
        u"FREQ=DAILY;UNTIL=20260102"_s, u"2026-01-02T04:30Z 2026-01-03T04:30Z"_s);
    row("until a wall time", kNewYork, u"2026-01-01T23:30:00"_s, u"FREQ=DAILY;UNTIL=20260102T233000"_s,
        u"2026-01-02T04:30Z 2026-01-03T04:30Z"_s);
}
}

/// Expected instants: by tzdata's rules through Python's zoneinfo.
class TestClockChanges : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expands_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("expected");
        yearly();
        oneTime();
        untils();
    }
    void expands()
    {
        QFETCH(QString, zone);
        QFETCH(QString, start);
        QFETCH(QString, rule);
        QFETCH(QString, expected);
        const QStringList starts = expected.split(u' ');
        QCOMPARE(utcStarts(series(start, zone, u"RRULE:"_s + rule), int(starts.size()) + 1), starts);
    }

    void keepsTheExactDuration()
    {
        // Eight hours from 22:00 over the night of the change: until 7:00 on that morning (RFC
        // 5545, 3.8.5.3).
        const Series night =
            series(u"2026-03-27T22:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY;COUNT=3"_s, 8 * 3'600'000);
        const auto found = RecurrenceExpander(night).nextOccurrences(utc(u"2026-03-01T00:00:00Z"_s), 3);
        QCOMPARE(found->instances.size(), 3);
        for (const RecurrenceInstance &instance : found->instances)
            QCOMPARE(instance.endMs - instance.startMs, qint64{8 * 3'600'000});
    }

    void allDayEventsHaveWholeDays()
    {
        const Series weekend =
            series(u"2026-03-28"_s, kBerlin, u"RRULE:FREQ=WEEKLY;COUNT=2"_s, 2 * 86'400'000);
        const auto found = RecurrenceExpander(weekend).nextOccurrences(utc(u"2026-03-01T00:00:00Z"_s), 3);
        QCOMPARE(found->instances.size(), 2);
        QCOMPARE(found->instances.at(0).startMs, utc(u"2026-03-28T00:00:00Z"_s));
        QCOMPARE(found->instances.at(0).endMs, utc(u"2026-03-30T00:00:00Z"_s));
        QCOMPARE(found->instances.at(1).id.toIso(), u"2026-04-04"_s);
    }

    void floatsWithTheOneWhoLooks()
    {
        Series floating =
            series(u"2026-01-01T09:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY;UNTIL=20260102T090000Z"_s);
        floating.floating = true;
        QCOMPARE(utcStarts(floating, 3), (QStringList{u"2026-01-01T08:00Z"_s, u"2026-01-02T08:00Z"_s}));
        floating.zone = QTimeZone("America/New_York");
        QCOMPARE(utcStarts(floating, 3), (QStringList{u"2026-01-01T14:00Z"_s, u"2026-01-02T14:00Z"_s}));
    }

    void readsTheClockAsFromWallDoes_data()
    {
        QTest::addColumn<QString>("zone");
        for (const char *zone :
             {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Europe/Moscow",
              "Europe/Istanbul", "Africa/Casablanca", "Asia/Kathmandu", "UTC", "America/Caracas",
              "Atlantic/Azores", "Antarctica/Troll", "UTC+05:30"})
            QTest::newRow(zone) << QString::fromUtf8(zone);
    }
    void readsTheClockAsFromWallDoes()
    {
        QFETCH(QString, zone);
        const QTimeZone timeZone(zone.toUtf8());
        const WallClock clock(timeZone);
        QRandomGenerator random(20261210);
        const qint64 epoch = wallTime(QDate(1900, 1, 1)).seconds;
        const auto span = quint32(wallTime(QDate(2030, 1, 1)).seconds - epoch);
        for (int i = 0; i < 3000; ++i)
            compareAt(clock, timeZone, epoch + random.bounded(span));
        for (const auto &change : timeZone.transitions(QDateTime(QDate(2005, 1, 1), QTime(), Qt::UTC),
                                                       QDateTime(QDate(2030, 1, 1), QTime(), Qt::UTC)))
            for (int minutes = -26 * 60; minutes <= 26 * 60; minutes += 13)
                compareAt(clock, timeZone,
                          (change.atUtc.toSecsSinceEpoch() + change.offsetFromUtc) + minutes * 60);
    }

private:
    static void compareAt(const WallClock &clock, const QTimeZone &zone, qint64 seconds)
    {
        const WallTime wall{seconds, false};
        const ZonedTime expected = fromWall(QDateTime(wall.date(), wall.time(), Qt::UTC), zone);
        QCOMPARE(clock.toUtc(seconds), expected.utcMs);
        QCOMPARE((WallTime{clock.toWall(expected.utcMs), false}.toIso()), expected.wall);
        QCOMPARE(clock.exists(seconds), expected.wall == wall.toIso());
        QVERIFY(clock.lastUtcUntil(seconds) >= expected.utcMs);
        QVERIFY(clock.firstWallFrom(expected.utcMs) <= seconds);
        if (clock.exists(seconds)) {
            QVERIFY(clock.lastWallUntil(expected.utcMs) >= seconds);
            QVERIFY(clock.lastWallUntil(expected.utcMs - 1000) < seconds);
        }
    }
};

QTEST_APPLESS_MAIN(TestClockChanges)
#include "tst_clockchanges.moc"
