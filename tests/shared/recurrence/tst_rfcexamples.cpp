#include "tests/shared/recurrence/recurrencesupport.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
const QString kNine = u"09:00:00"_s;
const QString kStart = u"1997-09-02T09:00:00"_s;

/// One example: whether the dates are all, or only the beginning of a rule without end.
void example(const char *name, const QString &start, const QString &recurrence, const QStringList &expected,
             bool ends = true)
{
    QTest::newRow(name) << start << recurrence << expected << ends;
}

void forEver(const char *name, const QString &start, const QString &recurrence, const QString &expected)
{
    example(name, start, recurrence, days(expected, kNine), false);
}

QString nineOn(const QString &date) { return date + u'T' + kNine; }

void dailyExamples()
{
    example("daily for 10 occurrences", kStart, u"RRULE:FREQ=DAILY;COUNT=10"_s,
            days(u"1997-09: 2-11"_s, kNine));
    example("daily until December 24", kStart, u"RRULE:FREQ=DAILY;UNTIL=19971224T000000Z"_s,
            days(u"1997-09: 2-30, 1997-10: 1-31, 1997-11: 1-30, 1997-12: 1-23"_s, kNine));
    forEver(
        "every other day", kStart, u"RRULE:FREQ=DAILY;INTERVAL=2"_s,
        u"1997-09: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, 1997-10: 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30, 1997-11: 1 3 5 7 9 11 13 15 17 19 21 23 25 27 29, 1997-12: 1 3"_s);
    example("every 10 days", kStart, u"RRULE:FREQ=DAILY;INTERVAL=10;COUNT=5"_s,
            days(u"1997-09: 2 12 22, 1997-10: 2 12"_s, kNine));
    const QStringList januaries = days(u"1998-01: 1-31, 1999-01: 1-31, 2000-01: 1-31"_s, kNine);
    example("every day in January, yearly", nineOn(u"1998-01-01"_s),
            u"RRULE:FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA"_s, januaries);
    example("every day in January, daily", nineOn(u"1998-01-01"_s),
            u"RRULE:FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1"_s, januaries);
}

void weeklyExamples()
{
    example("weekly for 10 occurrences", kStart, u"RRULE:FREQ=WEEKLY;COUNT=10"_s,
            days(u"1997-09: 2 9 16 23 30, 1997-10: 7 14 21 28, 1997-11: 4"_s, kNine));
    example("weekly until December 24", kStart, u"RRULE:FREQ=WEEKLY;UNTIL=19971224T000000Z"_s,
            days(u"1997-09: 2 9 16 23 30, 1997-10: 7 14 21 28, 1997-11: 4 11 18 25, 1997-12: 2 9 16 23"_s,
                 kNine));
    forEver(
        "every other week", kStart, u"RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU"_s,
        u"1997-09: 2 16 30, 1997-10: 14 28, 1997-11: 11 25, 1997-12: 9 23, 1998-01: 6 20, 1998-02: 3 17"_s);
    const QStringList fiveWeeks = days(u"1997-09: 2 4 9 11 16 18 23 25 30, 1997-10: 2"_s, kNine);
    example("Tuesday and Thursday, until", kStart,
            u"RRULE:FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH"_s, fiveWeeks);
    example("Tuesday and Thursday, count", kStart, u"RRULE:FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH"_s,
            fiveWeeks);
    example(
        "every other week, three days", nineOn(u"1997-09-01"_s),
        u"RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR"_s,
        days(
            u"1997-09: 1 3 5 15 17 19 29, 1997-10: 1 3 13 15 17 27 29 31, 1997-11: 10 12 14 24 26 28, 1997-12: 8 10 12 22"_s,
            kNine));
    example("every other week, 8 occurrences", kStart,
            u"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH"_s,
            days(u"1997-09: 2 4 16 18 30, 1997-10: 2 14 16"_s, kNine));
    example("weeks from Monday", nineOn(u"1997-08-05"_s),
            u"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO"_s,
            days(u"1997-08: 5 10 19 24"_s, kNine));
    example("weeks from Sunday", nineOn(u"1997-08-05"_s),
            u"RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU"_s,
            days(u"1997-08: 5 17 19 31"_s, kNine));
}

void monthlyExamples()
{
    example(
        "first Friday, 10 occurrences", nineOn(u"1997-09-05"_s), u"RRULE:FREQ=MONTHLY;COUNT=10;BYDAY=1FR"_s,
        days(
            u"1997-09: 5, 1997-10: 3, 1997-11: 7, 1997-12: 5, 1998-01: 2, 1998-02: 6, 1998-03: 6, 1998-04: 3, 1998-05: 1, 1998-06: 5"_s,
            kNine));
    example("first Friday, until", nineOn(u"1997-09-05"_s),
            u"RRULE:FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR"_s,
            days(u"1997-09: 5, 1997-10: 3, 1997-11: 7, 1997-12: 5"_s, kNine));
    example("first and last Sunday", nineOn(u"1997-09-07"_s),
            u"RRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU"_s,
            days(u"1997-09: 7 28, 1997-11: 2 30, 1998-01: 4 25, 1998-03: 1 29, 1998-05: 3 31"_s, kNine));
    example("second-to-last Monday", nineOn(u"1997-09-22"_s), u"RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO"_s,
            days(u"1997-09: 22, 1997-10: 20, 1997-11: 17, 1997-12: 22, 1998-01: 19, 1998-02: 16"_s, kNine));
    forEver("third-to-last day", nineOn(u"1997-09-28"_s), u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-3"_s,
            u"1997-09: 28, 1997-10: 29, 1997-11: 28, 1997-12: 29, 1998-01: 29, 1998-02: 26"_s);
    example("the 2nd and 15th", kStart, u"RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15"_s,
            days(u"1997-09: 2 15, 1997-10: 2 15, 1997-11: 2 15, 1997-12: 2 15, 1998-01: 2 15"_s, kNine));
    example("the first and last day", nineOn(u"1997-09-30"_s),
            u"RRULE:FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1"_s,
            days(u"1997-09: 30, 1997-10: 1 31, 1997-11: 1 30, 1997-12: 1 31, 1998-01: 1 31, 1998-02: 1"_s,
                 kNine));
    example("every 18 months", nineOn(u"1997-09-10"_s),
            u"RRULE:FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15"_s,
            days(u"1997-09: 10-15, 1999-03: 10-13"_s, kNine));
    forEver("Tuesdays of every other month", kStart, u"RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=TU"_s,
            u"1997-09: 2 9 16 23 30, 1997-11: 4 11 18 25, 1998-01: 6 13 20 27, 1998-03: 3 10 17 24 31"_s);
    forEver("Friday the 13th", kStart, u"EXDATE:19970902T090000\nRRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"_s,
            u"1998-02: 13, 1998-03: 13, 1998-11: 13, 1999-08: 13, 2000-10: 13"_s);
    forEver(
        "the Saturday after the first Sunday", nineOn(u"1997-09-13"_s),
        u"RRULE:FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13"_s,
        u"1997-09: 13, 1997-10: 11, 1997-11: 8, 1997-12: 13, 1998-01: 10, 1998-02: 7, 1998-03: 7, 1998-04: 11, 1998-05: 9, 1998-06: 13"_s);
    example("third of Tuesday, Wednesday, Thursday", nineOn(u"1997-09-04"_s),
            u"RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3"_s,
            days(u"1997-09: 4, 1997-10: 7, 1997-11: 6"_s, kNine));
    forEver("second-to-last weekday", nineOn(u"1997-09-29"_s),
            u"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"_s,
            u"1997-09: 29, 1997-10: 30, 1997-11: 27, 1997-12: 30, 1998-01: 29, 1998-02: 26, 1998-03: 30"_s);
    example("30 February is no date", nineOn(u"2007-01-15"_s),
            u"RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5"_s,
            days(u"2007-01: 15 30, 2007-02: 15, 2007-03: 15 30"_s, kNine));
}

void yearlyExamples()
{
    example(
        "June and July", nineOn(u"1997-06-10"_s), u"RRULE:FREQ=YEARLY;COUNT=10;BYMONTH=6,7"_s,
        days(
            u"1997-06: 10, 1997-07: 10, 1998-06: 10, 1998-07: 10, 1999-06: 10, 1999-07: 10, 2000-06: 10, 2000-07: 10, 2001-06: 10, 2001-07: 10"_s,
            kNine));
    example(
        "every other year, three months", nineOn(u"1997-03-10"_s),
        u"RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3"_s,
        days(
            u"1997-03: 10, 1999-01: 10, 1999-02: 10, 1999-03: 10, 2001-01: 10, 2001-02: 10, 2001-03: 10, 2003-01: 10, 2003-02: 10, 2003-03: 10"_s,
            kNine));
    example(
        "every third year, three days", nineOn(u"1997-01-01"_s),
        u"RRULE:FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200"_s,
        days(
            u"1997-01: 1, 1997-04: 10, 1997-07: 19, 2000-01: 1, 2000-04: 9, 2000-07: 18, 2003-01: 1, 2003-04: 10, 2003-07: 19, 2006-01: 1"_s,
            kNine));
    forEver("20th Monday", nineOn(u"1997-05-19"_s), u"RRULE:FREQ=YEARLY;BYDAY=20MO"_s,
            u"1997-05: 19, 1998-05: 18, 1999-05: 17"_s);
    forEver("Monday of week 20", nineOn(u"1997-05-12"_s), u"RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"_s,
            u"1997-05: 12, 1998-05: 11, 1999-05: 17"_s);
    forEver("Thursdays in March", nineOn(u"1997-03-13"_s), u"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TH"_s,
            u"1997-03: 13 20 27, 1998-03: 5 12 19 26, 1999-03: 4 11 18 25"_s);
    forEver(
        "Thursdays in summer", nineOn(u"1997-06-05"_s), u"RRULE:FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8"_s,
        u"1997-06: 5 12 19 26, 1997-07: 3 10 17 24 31, 1997-08: 7 14 21 28, 1998-06: 4 11 18 25, 1998-07: 2 9 16 23 30, 1998-08: 6 13 20 27, 1999-06: 3 10 17 24, 1999-07: 1 8 15 22 29, 1999-08: 5 12 19 26"_s);
    forEver("election day", nineOn(u"1996-11-05"_s),
            u"RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8"_s,
            u"1996-11: 5, 2000-11: 7, 2004-11: 2"_s);
}

void withinTheDayExamples()
{
    // As printed, 17:00Z is 13:00 in New York and cuts 15:00 off; the RFC's erratum 3883 says 21:00Z.
    example("every 3 hours, as printed", kStart, u"RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z"_s,
            times(u"1997-09-02: 09:00 12:00"_s));
    example("every 3 hours, as meant", kStart, u"RRULE:FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z"_s,
            times(u"1997-09-02: 09:00 12:00 15:00"_s));
    example("every 15 minutes", kStart, u"RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=6"_s,
            times(u"1997-09-02: 09:00 09:15 09:30 09:45 10:00 10:15"_s));
    example("every hour and a half", kStart, u"RRULE:FREQ=MINUTELY;INTERVAL=90;COUNT=4"_s,
            times(u"1997-09-02: 09:00 10:30 12:00 13:30"_s));
    const QString hours =
        u"09:00 09:20 09:40 10:00 10:20 10:40 11:00 11:20 11:40 12:00 12:20 12:40 13:00 13:20 13:40 14:00 14:20 14:40 15:00 15:20 15:40 16:00 16:20 16:40"_s;
    const QStringList twoDays =
        times(u"1997-09-02: "_s + hours) + times(u"1997-09-03: "_s + hours) + times(u"1997-09-04: 09:00"_s);
    example("every 20 minutes, daily", kStart,
            u"RRULE:FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40"_s, twoDays, false);
    example("every 20 minutes, minutely", kStart,
            u"RRULE:FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16"_s, twoDays, false);
}
}

/// Every example of RFC 5545, section 3.8.5.3, with the dates printed there.
class TestRfcExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expands_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("recurrence");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<bool>("ends");
        dailyExamples();
        weeklyExamples();
        monthlyExamples();
        yearlyExamples();
        withinTheDayExamples();
    }
    void expands()
    {
        QFETCH(QString, start);
        QFETCH(QString, recurrence);
        QFETCH(QStringList, expected);
        QFETCH(bool, ends);
        const Series made = series(start, u"America/New_York"_s, recurrence);
        const RecurrenceExpander expander(made);
        QVERIFY(expander.check().ok());
        QCOMPARE(firstIds(made, int(expected.size()) + (ends ? 1 : 0)), expected);
        QCOMPARE(expander.lastOccurrenceEnd()->has_value(), ends);
        for (const QString &id : expected)
            QVERIFY(expander.contains(*parseWallTime(id)));
    }
};

QTEST_APPLESS_MAIN(TestRfcExamples)
#include "tst_rfcexamples.moc"
