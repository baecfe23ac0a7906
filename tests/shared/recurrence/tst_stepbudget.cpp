#include "tests/shared/recurrence/recurrencesupport.h"

#include "shared/recurrence/recurrenceexpander.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
const QString kEveryHour = u"BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"_s;

QString sixty(const QString &name)
{
    QStringList values;
    for (int value = 0; value < 60; ++value)
        values.append(QString::number(value));
    return name + u'=' + values.join(u',');
}

/// Rules made to keep an expander busy, by what check() says: empty for those that may be kept.
void corpus()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const QString &rule, const QString &refusal) {
        QTest::newRow(qPrintable(rule.left(90))) << rule << refusal;
    };
    const QString never = u"never_matches"_s;
    const QString dense = u"too_dense"_s;
    row(u"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"_s, never);
    row(u"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1;BYMINUTE=2;BYSECOND=3"_s, never);
    row(u"FREQ=MINUTELY;BYMONTH=2,4;BYMONTHDAY=31"_s, never);
    row(u"FREQ=HOURLY;BYYEARDAY=1;BYMONTH=12"_s, never);
    row(u"FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31"_s, never);
    row(u"FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"_s, never);
    row(u"FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=2"_s, never);
    row(u"FREQ=MONTHLY;BYDAY=2MO;BYMONTHDAY=1"_s, never);
    row(u"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31"_s, never);
    row(u"FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11"_s, never);
    row(u"FREQ=YEARLY;BYYEARDAY=1;BYWEEKNO=30"_s, never);
    row(u"FREQ=YEARLY;BYMONTH=1;BYDAY=6MO"_s, never);
    row(u"FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29"_s, never); // from 2026 on
    row(u"FREQ=YEARLY;BYDAY=MO;BYSETPOS=366"_s, never);
    row(u"FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2"_s, never);
    row(u"FREQ=WEEKLY;INTERVAL=100000000;BYDAY=MO;BYMONTH=2"_s, never);
    row(u"FREQ=DAILY;BYHOUR=1,2;BYSETPOS=3"_s, never);
    row(u"FREQ=HOURLY;INTERVAL=24;BYHOUR=10"_s, never);
    row(u"FREQ=HOURLY;INTERVAL=2;BYHOUR=10"_s, never);
    row(u"FREQ=MINUTELY;INTERVAL=60;BYMINUTE=15"_s, never);
    row(u"FREQ=MINUTELY;INTERVAL=1440;BYHOUR=10"_s, never);
    row(u"FREQ=SECONDLY;INTERVAL=60;BYSECOND=1"_s, never);
    row(u"FREQ=SECONDLY;INTERVAL=2;BYSECOND=1,3,5,7"_s, never);
    row(u"FREQ=SECONDLY;BYSECOND=1;BYSETPOS=2"_s, never);
    row(u"FREQ=SECONDLY;COUNT=2147483647"_s, dense);
    row(u"FREQ=MINUTELY;COUNT=2147483647"_s, dense);
    row(u"FREQ=DAILY;COUNT=2147483647"_s, dense);
    row(u"FREQ=SECONDLY"_s, {});
    row(u"FREQ=SECONDLY;INTERVAL=100000000"_s, {});
    row(u"FREQ=SECONDLY;INTERVAL=86401;BYHOUR=0;BYMINUTE=0;BYSECOND=0"_s, {});
    row(u"FREQ=SECONDLY;INTERVAL=59;BYSECOND=0"_s, {});
    row(u"FREQ=SECONDLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=29;BYHOUR=3;BYMINUTE=3;BYSECOND=3"_s, {});
    row(u"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=0;BYMINUTE=0;BYSECOND=0"_s, {});
    row(u"FREQ=MINUTELY;INTERVAL=1439;BYHOUR=3;BYMINUTE=3"_s, {});
    row(u"FREQ=HOURLY;INTERVAL=23;BYHOUR=3;BYDAY=SU"_s, {});
    row(u"FREQ=DAILY;INTERVAL=366;BYMONTHDAY=29;BYMONTH=2"_s, {});
    row(u"FREQ=DAILY;"_s + kEveryHour + u';' + sixty(u"BYMINUTE"_s) + u';' + sixty(u"BYSECOND"_s), {});
    row(u"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=1,-1;"_s + kEveryHour + u';' + sixty(u"BYMINUTE"_s)
            + u';' + sixty(u"BYSECOND"_s),
        {});
    row(u"FREQ=YEARLY;COUNT=1000000;BYDAY=MO,TU,WE,TH,FR,SA,SU;"_s + kEveryHour + u';' + sixty(u"BYMINUTE"_s),
        {});
    row(u"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"_s, {});
    row(u"FREQ=YEARLY;INTERVAL=7;BYWEEKNO=53;BYDAY=TH"_s, {});
    row(u"FREQ=YEARLY;BYWEEKNO=53;BYMONTH=1;BYDAY=SU"_s, {});
    row(u"FREQ=WEEKLY;INTERVAL=53;BYMONTH=2"_s, {});
    row(u"FREQ=MONTHLY;INTERVAL=11;BYDAY=5FR;BYMONTHDAY=31"_s, {});
    row(u"FREQ=MONTHLY;COUNT=2147483647"_s, dense);
    row(u"FREQ=YEARLY;COUNT=2147483647"_s, {});
    row(u"FREQ=DAILY;UNTIL=99991231T235959Z"_s, {});
}
}

/// No rule over any window does more than RecurrenceExpander::kMaxSteps; most do far less.
class TestStepBudget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_fiveYears = 5LL * 366 * 86'400'000; }

    void isCheckedAtOnce_data() { corpus(); }
    void isCheckedAtOnce()
    {
        QFETCH(QString, rule);
        const RecurrenceExpander expander(series(kStart, u"Europe/Berlin"_s, u"RRULE:"_s + rule));
        const Outcome outcome = expander.check();
        QTEST(outcome ? QString() : outcome.error().reason, "refusal");
    }

    void answersOverAnyWindow_data() { corpus(); }
    void answersOverAnyWindow()
    {
        QFETCH(QString, rule);
        QFETCH(QString, refusal);
        const RecurrenceExpander expander(series(kStart, u"Europe/Berlin"_s, u"RRULE:"_s + rule));
        for (const QString &from :
             {u"1900-01-01T00:00:00Z"_s, u"2026-01-01T00:00:00Z"_s, u"2029-06-01T00:00:00Z"_s,
              u"2400-01-01T00:00:00Z"_s, u"9990-01-01T00:00:00Z"_s}) {
            const auto expansion = expander.between({utc(from), utc(from) + m_fiveYears});
            if (!expansion) {
                QCOMPARE(expansion.error().reason, u"too_dense"_s);
                QVERIFY(mayBeTooDense(rule, refusal));
                continue;
            }
            QVERIFY(expansion->steps <= RecurrenceExpander::kMaxSteps);
            // A window of five years without COUNT: its days, a share of its moments, and what came out of
            // it.
            if (!rule.contains(u"COUNT"_s) && refusal.isEmpty())
                QVERIFY2(expansion->steps <= 1'500'000, qPrintable(QString::number(expansion->steps)));
        }
    }

    void looksAtNoMoreThanTheWindow_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<int>("steps");
        QTest::newRow("daily") << u"FREQ=DAILY"_s << 70;
        QTest::newRow("weekly") << u"FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE"_s << 70;
        QTest::newRow("monthly") << u"FREQ=MONTHLY;BYDAY=-1FR"_s << 70;
        QTest::newRow("the last workday") << u"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"_s << 100;
        QTest::newRow("yearly") << u"FREQ=YEARLY"_s << 40;
        QTest::newRow("the last Friday of the year") << u"FREQ=YEARLY;BYDAY=FR;BYSETPOS=-1"_s << 740;
        QTest::newRow("hourly") << u"FREQ=HOURLY;BYMINUTE=0"_s << 1600;
    }
    void looksAtNoMoreThanTheWindow()
    {
        QFETCH(QString, rule);
        const RecurrenceExpander expander(series(u"1970-01-01T09:00:00"_s, u"UTC"_s, u"RRULE:"_s + rule));
        // A month more than 8,000 years from the start.
        const qint64 from = utc(u"9800-02-27T00:00:00Z"_s);
        const auto expansion = expander.between({from, from + 31LL * 86'400'000});
        QVERIFY(expansion.ok());
        QFETCH(int, steps);
        QVERIFY2(expansion->steps <= steps, qPrintable(QString::number(expansion->steps)));
    }

    void refusesRulesThatAreTooFineForAllDay()
    {
        const RecurrenceExpander expander(series(u"2026-01-01"_s, u"UTC"_s, u"RRULE:FREQ=HOURLY"_s));
        QCOMPARE(expander.check().error().reason, u"rule_too_fine"_s);
    }

private:
    static bool mayBeTooDense(const QString &rule, const QString &refusal)
    {
        return !refusal.isEmpty() || rule.contains(u"COUNT"_s);
    }

    const QString kStart = u"2026-01-01T09:00:00"_s;
    qint64 m_fiveYears = 0;
};

QTEST_APPLESS_MAIN(TestStepBudget)
#include "tst_stepbudget.moc"
