#include "shared/recurrence/seriessplit.h"
#include "tests/shared/recurrence/randomseries.h"
#include "tests/shared/recurrence/recurrencesupport.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
const QString kBerlin = u"Europe/Berlin"_s;
constexpr qint64 kBegin = std::numeric_limits<qint64>::min() / 4;

QList<RecurrenceInstance> upTo2028(const Series &series)
{
    const auto found = RecurrenceExpander(series).between({kBegin, utc(u"2028-01-01T00:00:00Z"_s), 300});
    return found ? found->instances : QList<RecurrenceInstance>();
}

QString describe(const Series &series) { return series.start.toIso() + u'\n' + toText(series.set); }
}

class TestSeriesSplit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void divides_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("recurrence");
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("head");
        QTest::addColumn<QString>("tail");
        const QString nine = u"2026-01-01T09:00:00"_s;
        QTest::newRow("for ever") << nine << u"RRULE:FREQ=DAILY"_s << u"2026-01-05T09:00:00"_s
                                  << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY;UNTIL=20260105T075959Z\n"_s
                                  << u"2026-01-05T09:00:00\nRRULE:FREQ=DAILY\n"_s;
        QTest::newRow("count") << nine << u"RRULE:FREQ=DAILY;COUNT=10"_s << u"2026-01-05T09:00:00"_s
                               << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY;COUNT=4\n"_s
                               << u"2026-01-05T09:00:00\nRRULE:FREQ=DAILY;COUNT=6\n"_s;
        QTest::newRow("count, a start that the rule does not give")
            << nine << u"RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=5"_s << u"2026-01-12T09:00:00"_s
            << u"2026-01-01T09:00:00\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=MO\n"_s
            << u"2026-01-12T09:00:00\nRRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO\n"_s;
        QTest::newRow("until") << nine << u"RRULE:FREQ=DAILY;UNTIL=20260110T080000Z"_s
                               << u"2026-01-05T09:00:00"_s
                               << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY;UNTIL=20260105T075959Z\n"_s
                               << u"2026-01-05T09:00:00\nRRULE:FREQ=DAILY;UNTIL=20260110T080000Z\n"_s;
        QTest::newRow("all-day") << u"2026-01-01"_s << u"RRULE:FREQ=DAILY"_s << u"2026-01-05"_s
                                 << u"2026-01-01\nRRULE:FREQ=DAILY;UNTIL=20260104\n"_s
                                 << u"2026-01-05\nRRULE:FREQ=DAILY\n"_s;
        QTest::newRow("at the first") << nine << u"RRULE:FREQ=DAILY"_s << nine << u"2026-01-01T09:00:00\n"_s
                                      << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY\n"_s;
        QTest::newRow("after the first")
            << nine << u"RRULE:FREQ=DAILY"_s << u"2026-01-02T09:00:00"_s << u"2026-01-01T09:00:00\n"_s
            << u"2026-01-02T09:00:00\nRRULE:FREQ=DAILY\n"_s;
        QTest::newRow("at the last") << nine << u"RRULE:FREQ=DAILY;COUNT=3"_s << u"2026-01-03T09:00:00"_s
                                     << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY;COUNT=2\n"_s
                                     << u"2026-01-03T09:00:00\n"_s;
        QTest::newRow("dates on both sides")
            << nine
            << u"RRULE:FREQ=DAILY\nRDATE:20260103T120000,20260107T120000\nEXDATE:20260102T090000,20260108T090000"_s
            << u"2026-01-05T09:00:00"_s
            << u"2026-01-01T09:00:00\nRRULE:FREQ=DAILY;UNTIL=20260105T075959Z\nRDATE:20260103T120000\nEXDATE:20260102T090000\n"_s
            << u"2026-01-05T09:00:00\nRRULE:FREQ=DAILY\nRDATE:20260107T120000\nEXDATE:20260108T090000\n"_s;
        QTest::newRow("at an added date, every other week")
            << nine << u"RRULE:FREQ=WEEKLY;INTERVAL=2\nRDATE:20260109T090000"_s << u"2026-01-09T09:00:00"_s
            << u"2026-01-01T09:00:00\n"_s
            << u"2026-01-15T09:00:00\nRRULE:FREQ=WEEKLY;INTERVAL=2\nRDATE:20260109T090000\n"_s;
        QTest::newRow("only dates") << nine << u"RDATE:20260103T120000,20260107T120000"_s
                                    << u"2026-01-07T12:00:00"_s
                                    << u"2026-01-01T09:00:00\nRDATE:20260103T120000\n"_s
                                    << u"2026-01-07T12:00:00\n"_s;
        QTest::newRow("in the gap of the clocks")
            << u"2026-03-27T02:30:00"_s << u"RRULE:FREQ=DAILY"_s << u"2026-03-29T02:30:00"_s
            << u"2026-03-27T02:30:00\nRRULE:FREQ=DAILY;UNTIL=20260329T022959\n"_s
            << u"2026-03-29T02:30:00\nRRULE:FREQ=DAILY\n"_s;
    }
    void divides()
    {
        QFETCH(QString, start);
        QFETCH(QString, recurrence);
        QFETCH(QString, at);
        const auto split = splitSeries(series(start, kBerlin, recurrence), *parseWallTime(at));
        QVERIFY(split.ok());
        QTEST(describe(split->head), "head");
        QTEST(describe(split->tail), "tail");
        QCOMPARE(split->headEmpty, start == at);
    }

    void findsOnlyOccurrences()
    {
        const Series daily =
            series(u"2026-01-01T09:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY\nEXDATE:20260102T090000"_s);
        for (const QStringView at : {u"2026-01-02T09:00:00", u"2026-01-03T10:00:00", u"2025-12-31T09:00:00"})
            QCOMPARE(splitSeries(daily, *parseWallTime(at)).error().code, ErrorCode::NotFound);
    }

    void refusesSeveralRules()
    {
        const Series two =
            series(u"2026-01-01T09:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"_s);
        QCOMPARE(splitSeries(two, *parseWallTime(u"2026-01-02T09:00:00")).error().reason, u"several_rules"_s);
    }

    void losesAndAddsNothing()
    {
        QRandomGenerator random(20261213);
        int divided = 0;
        while (divided < 5000) {
            const Series made = randomSeries(random);
            const QList<RecurrenceInstance> all = upTo2028(made);
            if (all.size() < 2)
                continue;
            const qsizetype place = random.bounded(std::min<qsizetype>(all.size(), 60));
            const auto split = splitSeries(made, all.at(place).id);
            if (!split && split.error().reason == u"too_dense"_s)
                continue;
            QVERIFY(split.ok());
            ++divided;
            QList<RecurrenceInstance> head =
                split->headEmpty ? QList<RecurrenceInstance>() : upTo2028(split->head);
            QList<RecurrenceInstance> tail = upTo2028(split->tail);
            tail.resize(std::min(tail.size(), all.size() - place));
            if (head != all.first(place) || tail != all.sliced(place))
                QFAIL(qPrintable(
                    QStringList({describe(made), all.at(place).id.toIso(), u"head"_s, describe(split->head),
                                 ids(head).join(u' '), u"tail"_s, describe(split->tail), ids(tail).join(u' '),
                                 u"all"_s, ids(all).join(u' ')})
                        .join(u'\n')));
            const auto end = RecurrenceExpander(split->head).lastOccurrenceEnd();
            QVERIFY(end.ok() && end->has_value());
        }
    }

    void shifts_data()
    {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("recurrence");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("shifted");
        const auto row = [](const char *name, const QString &start, const QString &recurrence,
                            const QString &to, const QString &shifted) {
            QTest::newRow(name) << start << recurrence << to << shifted;
        };
        const QString thursday = u"2026-01-01T09:00:00"_s;
        row("later on the day", thursday,
            u"RRULE:FREQ=DAILY;UNTIL=20260105T080000Z\nEXDATE:20260102T090000"_s, u"2026-01-01T11:30:00"_s,
            u"RRULE:FREQ=DAILY;UNTIL=20260105T103000Z\nEXDATE:20260102T113000\n"_s);
        row("weekdays", u"2026-01-05T09:00:00"_s, u"RRULE:FREQ=WEEKLY;BYDAY=MO,WE"_s,
            u"2026-01-06T09:00:00"_s, u"RRULE:FREQ=WEEKLY;BYDAY=TU,TH\n"_s);
        row("weekdays over the end of the week", u"2026-01-03T09:00:00"_s, u"RRULE:FREQ=WEEKLY;BYDAY=SA,MO"_s,
            u"2026-01-05T09:00:00"_s, u"RRULE:FREQ=WEEKLY;BYDAY=MO,WE\n"_s);
        row("no part to move", thursday, u"RRULE:FREQ=WEEKLY;INTERVAL=2"_s, u"2026-01-02T09:00:00"_s,
            u"RRULE:FREQ=WEEKLY;INTERVAL=2\n"_s);
        row("numbered day", thursday, u"RRULE:FREQ=MONTHLY;BYDAY=1TH"_s, u"2026-01-14T09:00:00"_s,
            u"RRULE:FREQ=MONTHLY;BYDAY=2WE\n"_s);
        row("numbered from the end", u"2026-01-29T09:00:00"_s, u"RRULE:FREQ=MONTHLY;BYDAY=-1TH"_s,
            u"2026-01-23T09:00:00"_s, u"RRULE:FREQ=MONTHLY;BYDAY=-2FR\n"_s);
        row("day of the month", thursday, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=1"_s, u"2026-01-04T09:00:00"_s,
            u"RRULE:FREQ=MONTHLY;BYMONTHDAY=4\n"_s);
        row("last day of the month", u"2026-01-31T09:00:00"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"_s,
            u"2026-01-30T09:00:00"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=-2\n"_s);
        row("several days of the month stay", thursday, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15"_s,
            u"2026-01-04T09:00:00"_s, u"RRULE:FREQ=MONTHLY;BYMONTHDAY=1,15\n"_s);
        row("the last workday stays", u"2026-01-30T09:00:00"_s,
            u"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"_s, u"2026-01-29T09:00:00"_s,
            u"RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\n"_s);
        row("a day of the year", thursday, u"RRULE:FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"_s,
            u"2026-02-03T09:00:00"_s, u"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3\n"_s);
        row("a week of the year", u"2026-05-11T09:00:00"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO"_s,
            u"2026-05-19T09:00:00"_s, u"RRULE:FREQ=YEARLY;BYWEEKNO=21;BYDAY=TU\n"_s);
        row("hour and minute", thursday, u"RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0"_s, u"2026-01-01T10:45:00"_s,
            u"RRULE:FREQ=DAILY;BYHOUR=10;BYMINUTE=45\n"_s);
        row("dates", thursday, u"RDATE;VALUE=DATE:20260110\nRDATE:20260105T120000"_s,
            u"2026-01-02T08:00:00"_s, u"RDATE;VALUE=DATE:20260111\nRDATE:20260106T110000\n"_s);
        row("to all-day", thursday,
            u"RRULE:FREQ=DAILY;BYHOUR=9;UNTIL=20260105T080000Z\nEXDATE:20260102T090000"_s, u"2026-01-02"_s,
            u"RRULE:FREQ=DAILY;UNTIL=20260106\nEXDATE;VALUE=DATE:20260103\n"_s);
        row("from all-day", u"2026-01-01"_s, u"RRULE:FREQ=DAILY;UNTIL=20260105\nEXDATE;VALUE=DATE:20260102"_s,
            u"2026-01-01T15:00:00"_s, u"RRULE:FREQ=DAILY;UNTIL=20260105\nEXDATE;VALUE=DATE:20260102\n"_s);
    }
    void shifts()
    {
        QFETCH(QString, start);
        QFETCH(QString, recurrence);
        QFETCH(QString, to);
        const Series shifted = shiftSeries(series(start, kBerlin, recurrence), *parseWallTime(to));
        QCOMPARE(shifted.start.toIso(), to);
        QTEST(toText(shifted.set), "shifted");
    }
};

QTEST_APPLESS_MAIN(TestSeriesSplit)
#include "tst_seriessplit.moc"
