#include "tests/shared/recurrence/randomseries.h"
#include "tests/shared/recurrence/recurrencesupport.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
const QString kBerlin = u"Europe/Berlin"_s;

QStringList between(const Series &series, const QString &from, const QString &to)
{
    return ids(RecurrenceExpander(series).between({utc(from), utc(to)})->instances);
}

QByteArray describe(const Series &series)
{
    return (series.start.toIso() + u' ' + QString::fromUtf8(series.zone.id()) + u'\n' + toText(series.set))
        .toUtf8();
}
}

class TestExpander : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatReachesIntoTheWindow()
    {
        const Series night = series(u"2026-01-01T22:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY"_s, 8 * 3'600'000);
        // 21:00Z to 5:00Z.
        QCOMPARE(between(night, u"2026-01-03T05:00:00Z"_s, u"2026-01-03T21:00:00Z"_s), QStringList());
        QCOMPARE(between(night, u"2026-01-03T04:59:59Z"_s, u"2026-01-03T21:00:00Z"_s),
                 QStringList{u"2026-01-02T22:00:00"_s});
        QCOMPARE(between(night, u"2026-01-03T05:00:00Z"_s, u"2026-01-03T21:00:01Z"_s),
                 QStringList{u"2026-01-03T22:00:00"_s});
    }

    void findsWhatHasNoLength()
    {
        const Series moment = series(u"2026-01-01T22:00:00"_s, u"UTC"_s, u"RRULE:FREQ=DAILY"_s, 0);
        QCOMPARE(between(moment, u"2026-01-03T22:00:00Z"_s, u"2026-01-04T22:00:00Z"_s),
                 QStringList{u"2026-01-03T22:00:00"_s});
    }

    void findsLongOverlappingOccurrences()
    {
        const Series week = series(u"2026-01-01"_s, u"UTC"_s, u"RRULE:FREQ=DAILY"_s, 7 * 86'400'000);
        QCOMPARE(between(week, u"2026-02-10T00:00:00Z"_s, u"2026-02-11T00:00:00Z"_s),
                 days(u"2026-02: 4-10"_s, QString()));
    }

    void pagesByTheLastId()
    {
        const RecurrenceExpander expander(
            series(u"2026-01-01T09:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY;COUNT=25"_s));
        ExpansionWindow window{utc(u"2026-01-05T00:00:00Z"_s), utc(u"2030-01-01T00:00:00Z"_s), 7};
        QStringList found;
        for (bool more = true; more;) {
            const auto page = expander.between(window);
            QVERIFY(page->instances.size() <= 7);
            found += ids(page->instances);
            window.after = page->instances.last().id;
            more = page->more;
        }
        QCOMPARE(found, days(u"2026-01: 5-25"_s, u"09:00:00"_s));
    }

    void saysNoMoreWhereThePageIsJustFull()
    {
        const RecurrenceExpander expander(
            series(u"2026-01-01T09:00:00"_s, kBerlin, u"RRULE:FREQ=DAILY;COUNT=7"_s));
        const auto page =
            expander.between({utc(u"2026-01-01T00:00:00Z"_s), utc(u"2030-01-01T00:00:00Z"_s), 7});
        QCOMPARE(page->instances.size(), 7);
        QVERIFY(!page->more);
    }

    void givesTheOccurrenceOfAnId()
    {
        const RecurrenceExpander expander(
            series(u"2026-03-27T02:30:00"_s, kBerlin, u"RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260328T023000"_s));
        const auto moved = expander.at(*parseWallTime(u"2026-03-29T02:30:00"));
        QVERIFY(moved);
        QCOMPARE(moved->startMs, utc(u"2026-03-29T01:30:00Z"_s));
        QCOMPARE(moved->endMs, utc(u"2026-03-29T02:30:00Z"_s));
        for (const QStringView other : {u"2026-03-28T02:30:00", u"2026-03-29T03:30:00",
                                        u"2026-03-31T02:30:00", u"2026-03-26T02:30:00", u"2026-03-27"})
            QVERIFY(!expander.contains(*parseWallTime(other)));
    }

    void knowsItsEnd_data()
    {
        QTest::addColumn<QString>("recurrence");
        QTest::addColumn<QString>("end"); // empty: none
        QTest::newRow("once") << QString() << u"2026-01-01T09:00:00Z"_s;
        QTest::newRow("for ever") << u"RRULE:FREQ=DAILY"_s << QString();
        QTest::newRow("count") << u"RRULE:FREQ=DAILY;COUNT=10"_s << u"2026-01-10T09:00:00Z"_s;
        QTest::newRow("count into summer") << u"RRULE:FREQ=MONTHLY;COUNT=7"_s << u"2026-07-01T08:00:00Z"_s;
        QTest::newRow("until") << u"RRULE:FREQ=DAILY;UNTIL=20260105T080000Z"_s << u"2026-01-05T09:00:00Z"_s;
        QTest::newRow("dates") << u"RDATE:20270101T090000"_s << u"2027-01-01T09:00:00Z"_s;
        QTest::newRow("a date after the rule")
            << u"RRULE:FREQ=DAILY;COUNT=2\nRDATE:20270101T090000"_s << u"2027-01-01T09:00:00Z"_s;
        QTest::newRow("a million") << u"RRULE:FREQ=SECONDLY;COUNT=1000000"_s << u"2026-01-12T22:46:39Z"_s;
    }
    void knowsItsEnd()
    {
        QFETCH(QString, recurrence);
        QFETCH(QString, end);
        const auto known =
            RecurrenceExpander(series(u"2026-01-01T09:00:00"_s, kBerlin, recurrence)).lastOccurrenceEnd();
        QVERIFY(known.ok());
        QCOMPARE(known->has_value(), !end.isEmpty());
        if (*known)
            QCOMPARE(QDateTime::fromMSecsSinceEpoch(**known, Qt::UTC).toString(Qt::ISODate), end);
    }

    /// Jumping to a window gives what walking there from the start gives.
    void startsAnywhere()
    {
        QRandomGenerator random(20261211);
        for (int i = 0; i < 8000; ++i) {
            const Series made = randomSeries(random);
            const RecurrenceExpander expander(made);
            const auto all = expander.between(
                {std::numeric_limits<qint64>::min() / 4, utc(u"2028-01-01T00:00:00Z"_s), 400});
            if (!all || all->instances.size() < 3)
                continue;
            const QList<RecurrenceInstance> &walked = all->instances;
            const RecurrenceInstance first = walked.at(random.bounded(walked.size()));
            const RecurrenceInstance last = walked.at(random.bounded(walked.size()));
            const qint64 from = std::min(first.startMs, last.startMs) - random.bounded(2);
            const qint64 to = std::max(first.startMs, last.startMs) + random.bounded(2);
            QList<RecurrenceInstance> expected;
            for (const RecurrenceInstance &instance : walked)
                if (instance.endMs > from && instance.startMs < to)
                    expected.append(instance);
            const auto window = expander.between({from, to, 400});
            QVERIFY(window.ok());
            if (window->instances != expected)
                QFAIL(describe(made) + "\nexpected " + ids(expected).join(u' ').toUtf8() + "\nfound "
                      + ids(window->instances).join(u' ').toUtf8());
        }
    }

    void containsWhatItGives()
    {
        QRandomGenerator random(20261212);
        for (int i = 0; i < 3000; ++i) {
            const Series made = randomSeries(random);
            const RecurrenceExpander expander(made);
            const auto some = expander.nextOccurrences(utc(u"2024-01-01T00:00:00Z"_s), 20);
            if (!some)
                continue;
            const qint64 step = made.start.dateOnly ? kDaySeconds : 1;
            for (const RecurrenceInstance &instance : some->instances) {
                QCOMPARE(expander.at(instance.id), instance);
                const WallTime beside{instance.id.seconds + step, instance.id.dateOnly};
                const bool given = std::any_of(some->instances.begin(), some->instances.end(),
                                               [&beside](const auto &other) { return other.id == beside; });
                if (beside < some->instances.last().id && expander.contains(beside) != given)
                    QFAIL(describe(made) + beside.toIso().toUtf8());
            }
            const auto end = expander.lastOccurrenceEnd();
            if (end && *end)
                for (const RecurrenceInstance &instance : some->instances)
                    QVERIFY2(instance.endMs <= **end, describe(made));
        }
    }
};

QTEST_APPLESS_MAIN(TestExpander)
#include "tst_expander.moc"
