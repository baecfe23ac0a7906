#include "tests/shared/recurrence/recurrencesupport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
/// An all-day series and the first dates of it.
void dates(const char *name, const QString &start, const QString &recurrence, const QString &expected)
{
    QTest::newRow(name) << start << recurrence << days(expected, QString());
}

void moments(const char *name, const QString &start, const QString &recurrence, const QString &expected)
{
    QTest::newRow(name) << start << recurrence << expected.split(u' ');
}

void monthEnds()
{
    dates("29 February", u"2024-02-29"_s, u"RRULE:FREQ=YEARLY"_s, u"2024-02: 29, 2028-02: 29, 2032-02: 29"_s);
    dates("29 February, 2100 has none", u"2096-02-29"_s, u"RRULE:FREQ=YEARLY"_s,
          u"2096-02: 29, 2104-02: 29, 2108-02: 29"_s);
    dates("29 February of every hundredth year", u"2000-02-29"_s, u"RRULE:FREQ=YEARLY;INTERVAL=100"_s,
          u"2000-02: 29, 2400-02: 29, 2800-02: 29"_s);
    dates("29 February, monthly", u"2024-02-29"_s, u"RRULE:FREQ=MONTHLY;BYMONTH=2"_s,
          u"2024-02: 29, 2028-02: 29"_s);
    dates("the 31st", u"2026-01-31"_s, u"RRULE:FREQ=MONTHLY"_s,
          u"2026-01: 31, 2026-03: 31, 2026-05: 31, 2026-07: 31, 2026-08: 31, 2026-10: 31, 2026-12: 31"_s);
    dates("the 30th", u"2026-01-30"_s, u"RRULE:FREQ=MONTHLY"_s,
          u"2026-01: 30, 2026-03: 30, 2026-04: 30, 2026-05: 30"_s);
    dates("the last day", u"2024-01-31"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"_s,
          u"2024-01: 31, 2024-02: 29, 2024-03: 31, 2024-04: 30"_s);
    dates("the 31st from the end", u"2026-01-01"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-31"_s,
          u"2026-01: 1, 2026-03: 1, 2026-05: 1, 2026-07: 1, 2026-08: 1"_s);
    dates("the 30th from the end", u"2026-01-02"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-30"_s,
          u"2026-01: 2, 2026-03: 2, 2026-04: 1, 2026-05: 2, 2026-06: 1"_s);
    dates("the last day, daily", u"2026-01-31"_s, u"RRULE:FREQ=DAILY;BYMONTHDAY=-1"_s,
          u"2026-01: 31, 2026-02: 28, 2026-03: 31"_s);
    dates("29 and last are one day in a leap year", u"2026-02-28"_s,
          u"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29,-1"_s,
          u"2026-02: 28, 2027-02: 28, 2028-02: 29, 2029-02: 28"_s);
    dates("day of the year 366", u"2024-12-31"_s, u"RRULE:FREQ=YEARLY;BYYEARDAY=366"_s,
          u"2024-12: 31, 2028-12: 31"_s);
    dates("day of the year 60", u"2027-03-01"_s, u"RRULE:FREQ=YEARLY;BYYEARDAY=60"_s,
          u"2027-03: 1, 2028-02: 29, 2029-03: 1"_s);
    dates("day of the year -366", u"2024-01-01"_s, u"RRULE:FREQ=YEARLY;BYYEARDAY=-366"_s,
          u"2024-01: 1, 2028-01: 1"_s);
    dates("every fifth month", u"2026-01-15"_s, u"RRULE:FREQ=MONTHLY;INTERVAL=5"_s,
          u"2026-01: 15, 2026-06: 15, 2026-11: 15, 2027-04: 15"_s);
}

void positions()
{
    const QString workdays = u"BYDAY=MO,TU,WE,TH,FR"_s;
    dates("the last workday", u"2026-01-30"_s, u"RRULE:FREQ=MONTHLY;BYSETPOS=-1;"_s + workdays,
          u"2026-01: 30, 2026-02: 27, 2026-03: 31, 2026-04: 30, 2026-05: 29"_s);
    dates("the first workday", u"2026-01-01"_s, u"RRULE:FREQ=MONTHLY;BYSETPOS=1;"_s + workdays,
          u"2026-01: 1, 2026-02: 2, 2026-03: 2, 2026-04: 1, 2026-05: 1"_s);
    dates("first and last day of a weekend", u"2026-01-03"_s,
          u"RRULE:FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1"_s,
          u"2026-01: 3 31, 2026-02: 1 28, 2026-03: 1 29"_s);
    dates("the last of each week's days", u"2026-01-02"_s, u"RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1"_s,
          u"2026-01: 2 9 16"_s);
    dates("the first of each week's days, from the middle of a week", u"2026-01-07"_s,
          u"RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1"_s, u"2026-01: 7 12 19"_s);
    dates("the last Friday of the year", u"2026-12-25"_s, u"RRULE:FREQ=YEARLY;BYDAY=FR;BYSETPOS=-1"_s,
          u"2026-12: 25, 2027-12: 31, 2028-12: 29"_s);
    dates("the same by number", u"2026-12-25"_s, u"RRULE:FREQ=YEARLY;BYDAY=-1FR"_s,
          u"2026-12: 25, 2027-12: 31, 2028-12: 29"_s);
    moments("the last of the day's times", u"2026-01-01T18:00:00"_s,
            u"RRULE:FREQ=DAILY;BYHOUR=8,12,18;BYSETPOS=-1"_s, u"2026-01-01T18:00:00 2026-01-02T18:00:00"_s);
    moments("the last of the hour's times", u"2026-01-01T18:45:00"_s,
            u"RRULE:FREQ=HOURLY;BYMINUTE=15,45;BYSETPOS=-1"_s, u"2026-01-01T18:45:00 2026-01-01T19:45:00"_s);
    moments("the second of the month's times", u"2026-01-01T20:00:00"_s,
            u"RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2;BYHOUR=8,20;BYSETPOS=2"_s,
            u"2026-01-01T20:00:00 2026-02-01T20:00:00"_s);
    dates("position past the end", u"2026-01-01"_s,
          u"RRULE:FREQ=MONTHLY;BYMONTHDAY=1,31;BYSETPOS=2;COUNT=3"_s, u"2026-01: 1 31, 2026-03: 31"_s);
}

void weekdays()
{
    dates("Mother's Day", u"2026-05-10"_s, u"RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"_s,
          u"2026-05: 10, 2027-05: 9, 2028-05: 14"_s);
    dates("Thanksgiving", u"2026-11-26"_s, u"RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"_s,
          u"2026-11: 26, 2027-11: 25, 2028-11: 23"_s);
    dates("the last Monday of May", u"2026-05-25"_s, u"RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO"_s,
          u"2026-05: 25, 2027-05: 31, 2028-05: 29"_s);
    dates("the first Sunday of Advent", u"2026-11-29"_s,
          u"RRULE:FREQ=YEARLY;BYYEARDAY=-35,-34,-33,-32,-31,-30,-29;BYDAY=SU"_s,
          u"2026-11: 29, 2027-11: 28, 2028-12: 3"_s);
    dates("the fifth Monday", u"2026-03-30"_s, u"RRULE:FREQ=MONTHLY;BYDAY=5MO"_s,
          u"2026-03: 30, 2026-06: 29, 2026-08: 31, 2026-11: 30"_s);
    dates("Friday the 13th, yearly", u"2026-02-13"_s, u"RRULE:FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR"_s,
          u"2026-02: 13, 2026-03: 13, 2026-11: 13, 2027-08: 13"_s);
    dates("the 53rd Tuesday", u"2024-12-31"_s, u"RRULE:FREQ=YEARLY;BYDAY=53TU"_s,
          u"2024-12: 31, 2030-12: 31, 2036-12: 30"_s);
    dates("Mondays and the first Tuesday", u"2026-06-01"_s, u"RRULE:FREQ=MONTHLY;BYDAY=MO,1TU"_s,
          u"2026-06: 1 2 8 15 22 29, 2026-07: 6 7 13"_s);
    dates("weeks from Monday over the new year", u"2025-12-28"_s,
          u"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO"_s, u"2025-12: 28, 2026-01: 5 11 19 25"_s);
    dates("weeks from Sunday over the new year", u"2025-12-28"_s,
          u"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU"_s, u"2025-12: 28 29, 2026-01: 11 12 25 26"_s);
    dates("only in two months", u"2026-01-30"_s, u"RRULE:FREQ=WEEKLY;BYMONTH=1,3"_s,
          u"2026-01: 30, 2026-03: 6 13"_s);
}

void weekNumbers()
{
    dates("Monday of week 1", u"2025-12-29"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO"_s,
          u"2025-12: 29, 2027-01: 4, 2028-01: 3, 2029-01: 1, 2029-12: 31"_s);
    dates("Thursday of week 53", u"2020-12-31"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH"_s,
          u"2020-12: 31, 2026-12: 31, 2032-12: 30, 2037-12: 31"_s);
    dates("Sunday of the last week", u"2025-12-28"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=-1;BYDAY=SU"_s,
          u"2025-12: 28, 2027-01: 3, 2028-01: 2, 2028-12: 31"_s);
    dates("week 1 of every other year", u"2019-12-30"_s,
          u"RRULE:FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO"_s,
          u"2019-12: 30, 2022-01: 3, 2024-01: 1, 2025-12: 29"_s);
    dates("the start's weekday of week 20", u"2026-05-13"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=20"_s,
          u"2026-05: 13, 2027-05: 19, 2028-05: 17"_s);
    dates("week 1 where weeks begin on Sunday", u"2026-01-04"_s,
          u"RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=SU;WKST=SU"_s,
          u"2026-01: 4, 2027-01: 3, 2028-01: 2, 2028-12: 31"_s);
    dates("first of week 1's days, over the new year", u"2025-12-30"_s,
          u"RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=TU,SA;BYSETPOS=1"_s, u"2025-12: 30, 2027-01: 5, 2028-01: 4"_s);
}

void endsAndStarts()
{
    dates("a start that the rule does not give counts", u"2026-01-01"_s,
          u"RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3"_s, u"2026-01: 1 5 12"_s);
    dates("taken-out occurrences count", u"2026-01-01"_s,
          u"RRULE:FREQ=DAILY;COUNT=4\nEXDATE;VALUE=DATE:20260102"_s, u"2026-01: 1 3 4"_s);
    dates("the start taken out", u"2026-01-01"_s, u"RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260101"_s,
          u"2026-01: 2 3"_s);
    dates("until is the last", u"2026-01-01"_s, u"RRULE:FREQ=DAILY;UNTIL=20260103"_s, u"2026-01: 1-3"_s);
    dates("until in UTC on an all-day event", u"2026-01-01"_s, u"RRULE:FREQ=DAILY;UNTIL=20260103T120000Z"_s,
          u"2026-01: 1-3"_s);
    dates("until before the start", u"2026-01-01"_s, u"RRULE:FREQ=DAILY;UNTIL=20251231"_s, u"2026-01: 1"_s);
    dates("times of day are ignored on an all-day event", u"2026-01-01"_s,
          u"RRULE:FREQ=DAILY;BYHOUR=9,17;BYMINUTE=30;COUNT=2"_s, u"2026-01: 1 2"_s);
    dates("dates alone", u"2026-01-01"_s, u"RDATE;VALUE=DATE:20260110,20260105"_s, u"2026-01: 1 5 10"_s);
    dates("a date before the start", u"2026-01-05"_s, u"RDATE;VALUE=DATE:20260102"_s, u"2026-01: 2 5"_s);
    dates("a date that the rule gives too", u"2026-01-01"_s,
          u"RRULE:FREQ=DAILY;COUNT=3\nRDATE;VALUE=DATE:20260102,20260110"_s, u"2026-01: 1 2 3 10"_s);
    dates("added and taken out", u"2026-01-01"_s, u"RDATE;VALUE=DATE:20260110\nEXDATE;VALUE=DATE:20260110"_s,
          u"2026-01: 1"_s);
    dates("two rules", u"2026-01-01"_s,
          u"RRULE:FREQ=DAILY;INTERVAL=2;COUNT=3\nRRULE:FREQ=DAILY;INTERVAL=3;COUNT=3"_s,
          u"2026-01: 1 3 4 5 7"_s);
    dates("nothing recurs", u"2026-01-01"_s, u"EXDATE;VALUE=DATE:20260102"_s, u"2026-01: 1"_s);
    moments("moved away: only its own time is gone", u"2026-01-01T09:00:00"_s,
            u"RRULE:FREQ=DAILY;BYHOUR=9,17;COUNT=4\nEXDATE:20260101T170000"_s,
            u"2026-01-01T09:00:00 2026-01-02T09:00:00 2026-01-02T17:00:00"_s);
    moments("moved to a day of its own", u"2026-01-01T09:00:00"_s,
            u"RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20260108T090000\nRDATE:20260109T110000"_s,
            u"2026-01-01T09:00:00 2026-01-09T11:00:00 2026-01-15T09:00:00"_s);
    moments("a whole day taken out", u"2026-01-01T09:00:00"_s,
            u"RRULE:FREQ=DAILY;BYHOUR=9,17;COUNT=6\nEXDATE;VALUE=DATE:20260102"_s,
            u"2026-01-01T09:00:00 2026-01-01T17:00:00 2026-01-03T09:00:00 2026-01-03T17:00:00"_s);
    moments("a day added", u"2026-01-01T09:00:00"_s, u"RDATE;VALUE=DATE:20260105"_s,
            u"2026-01-01T09:00:00 2026-01-05T09:00:00"_s);
    moments("an EXDATE that is nobody's", u"2026-01-01T09:00:00"_s,
            u"RRULE:FREQ=DAILY;COUNT=2\nEXDATE:20260102T100000"_s,
            u"2026-01-01T09:00:00 2026-01-02T09:00:00"_s);
    moments("the end of time", u"9999-12-30T09:00:00"_s, u"RRULE:FREQ=DAILY"_s,
            u"9999-12-30T09:00:00 9999-12-31T09:00:00"_s);
}

void withinTheDay()
{
    moments(
        "every 7 hours over midnight", u"2026-01-01T20:00:00"_s, u"RRULE:FREQ=HOURLY;INTERVAL=7"_s,
        u"2026-01-01T20:00:00 2026-01-02T03:00:00 2026-01-02T10:00:00 2026-01-02T17:00:00 2026-01-03T00:00:00"_s);
    moments("every day and a minute", u"2026-01-01T23:59:00"_s, u"RRULE:FREQ=MINUTELY;INTERVAL=1441"_s,
            u"2026-01-01T23:59:00 2026-01-03T00:00:00 2026-01-04T00:01:00"_s);
    moments("every 25 hours in seconds", u"2026-01-01T00:00:00"_s, u"RRULE:FREQ=SECONDLY;INTERVAL=90000"_s,
            u"2026-01-01T00:00:00 2026-01-02T01:00:00 2026-01-03T02:00:00"_s);
    moments("seconds of allowed minutes", u"2026-01-01T00:00:50"_s,
            u"RRULE:FREQ=SECONDLY;INTERVAL=7;BYMINUTE=0,30;BYSECOND=50,57,58,59"_s,
            u"2026-01-01T00:00:50 2026-01-01T00:00:57 2026-01-01T02:30:59 2026-01-01T03:00:58"_s);
    moments("every 90 minutes at the full hour", u"2026-01-01T00:00:00"_s,
            u"RRULE:FREQ=MINUTELY;INTERVAL=90;BYMINUTE=0"_s,
            u"2026-01-01T00:00:00 2026-01-01T03:00:00 2026-01-01T06:00:00"_s);
    moments("hours of one day of the year", u"2026-01-01T22:30:00"_s, u"RRULE:FREQ=HOURLY;BYYEARDAY=1"_s,
            u"2026-01-01T22:30:00 2026-01-01T23:30:00 2027-01-01T00:30:00"_s);
    moments("29 February in seconds", u"2026-01-01T00:00:00"_s,
            u"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=12;BYMINUTE=0;BYSECOND=0"_s,
            u"2026-01-01T00:00:00 2028-02-29T12:00:00 2032-02-29T12:00:00"_s);
}
}

/// Dates worked out by hand from a calendar.
class TestCalendarCases : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expands_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("recurrence");
        QTest::addColumn<QStringList>("expected");
        monthEnds();
        positions();
        weekdays();
        weekNumbers();
        endsAndStarts();
        withinTheDay();
    }
    void expands()
    {
        QFETCH(QString, start);
        QFETCH(QString, recurrence);
        QFETCH(QStringList, expected);
        const Series made = series(start, u"UTC"_s, recurrence);
        const bool ends = RecurrenceExpander(made).lastOccurrenceEnd()->has_value();
        QCOMPARE(firstIds(made, int(expected.size()) + (ends ? 1 : 0)), expected);
    }
};

QTEST_APPLESS_MAIN(TestCalendarCases)
#include "tst_calendarcases.moc"
