#include "shared/recurrence/rule.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

class TestRule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesCanonically_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("least") << u"FREQ=DAILY"_s << u"FREQ=DAILY"_s;
        QTest::newRow("small letters") << u"freq=weekly;byday=mo"_s << u"FREQ=WEEKLY;BYDAY=MO"_s;
        QTest::newRow("what is so anyway") << u"FREQ=DAILY;INTERVAL=1;WKST=MO"_s << u"FREQ=DAILY"_s;
        QTest::newRow("order of parts")
            << u"WKST=SU;BYSETPOS=-1;BYSECOND=5;BYMINUTE=4;BYHOUR=3;BYDAY=MO;BYMONTHDAY=2;BYMONTH=1;UNTIL=20301231;FREQ=MONTHLY;INTERVAL=2"_s
            << u"FREQ=MONTHLY;INTERVAL=2;UNTIL=20301231;BYMONTH=1;BYMONTHDAY=2;BYDAY=MO;BYHOUR=3;BYMINUTE=4;BYSECOND=5;BYSETPOS=-1;WKST=SU"_s;
        QTest::newRow("sorted, each once") << u"FREQ=YEARLY;BYYEARDAY=100,-1,100,1;BYDAY=SU,MO,SU"_s
                                           << u"FREQ=YEARLY;BYYEARDAY=-1,1,100;BYDAY=MO,SU"_s;
        QTest::newRow("numbered days")
            << u"FREQ=MONTHLY;BYDAY=+1MO,-2FR,3WE"_s << u"FREQ=MONTHLY;BYDAY=1MO,3WE,-2FR"_s;
        QTest::newRow("until in UTC")
            << u"FREQ=DAILY;UNTIL=19971224T000000Z"_s << u"FREQ=DAILY;UNTIL=19971224T000000Z"_s;
        QTest::newRow("until on the wall")
            << u"FREQ=DAILY;UNTIL=19971224T000000"_s << u"FREQ=DAILY;UNTIL=19971224T000000"_s;
        QTest::newRow("leap second") << u"FREQ=MINUTELY;BYSECOND=59,60"_s << u"FREQ=MINUTELY;BYSECOND=59"_s;
        QTest::newRow("plus sign, leading zeros")
            << u"FREQ=MONTHLY;BYMONTHDAY=+01,007"_s << u"FREQ=MONTHLY;BYMONTHDAY=1,7"_s;
        QTest::newRow("a semicolon at the end") << u"FREQ=DAILY;COUNT=3;"_s << u"FREQ=DAILY;COUNT=3"_s;
        QTest::newRow("week numbers") << u"FREQ=YEARLY;BYWEEKNO=-1,53"_s << u"FREQ=YEARLY;BYWEEKNO=-1,53"_s;
        QTest::newRow("bounds") << u"FREQ=SECONDLY;INTERVAL=100000000;BYYEARDAY=366,-366;BYHOUR=0,23"_s
                                << u"FREQ=SECONDLY;INTERVAL=100000000;BYYEARDAY=-366,366;BYHOUR=0,23"_s;
    }
    void writesCanonically()
    {
        QFETCH(QString, text);
        const auto rule = parseRule(text);
        QVERIFY2(rule.ok(), rule.ok() ? "" : qPrintable(rule.error().message));
        QTEST(toText(*rule), "canonical");
        const auto again = parseRule(toText(*rule));
        QVERIFY(again.ok());
        QCOMPARE(*again, *rule);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *text, const QString &reason) {
            QTest::newRow(text) << QString::fromUtf8(text) << reason;
        };
        const QString invalid = u"invalid_rule"_s;
        const QString notAllowed = u"rule_not_allowed"_s;
        row("", invalid);
        row("INTERVAL=2", invalid);
        row("FREQ=", invalid);
        row("FREQ=FORTNIGHTLY", invalid);
        row("FREQ=DAILY;FREQ=DAILY", invalid);
        row("FREQ=DAILY;;COUNT=2", invalid);
        row("FREQ=DAILY;COUNT", invalid);
        row("FREQ=DAILY;=2", invalid);
        row("FREQ=DAILY;X-NAME=1", invalid);
        row("FREQ=DAILY;INTERVAL=0", invalid);
        row("FREQ=DAILY;INTERVAL=-1", invalid);
        row("FREQ=DAILY;INTERVAL=100000001", invalid);
        row("FREQ=DAILY;INTERVAL=99999999999999999999", invalid);
        row("FREQ=DAILY;COUNT=0", invalid);
        row("FREQ=DAILY;COUNT=2147483648", invalid);
        row("FREQ=DAILY;COUNT=1.5", invalid);
        row("FREQ=DAILY;UNTIL=tomorrow", invalid);
        row("FREQ=DAILY;UNTIL=20260230", invalid);
        row("FREQ=DAILY;UNTIL=20260203Z", invalid);
        row("FREQ=DAILY;BYHOUR=24", invalid);
        row("FREQ=DAILY;BYHOUR=-1", invalid);
        row("FREQ=DAILY;BYMINUTE=60", invalid);
        row("FREQ=DAILY;BYSECOND=61", invalid);
        row("FREQ=DAILY;BYMONTH=0", invalid);
        row("FREQ=DAILY;BYMONTH=13", invalid);
        row("FREQ=DAILY;BYMONTH=5L", invalid);
        row("FREQ=DAILY;BYMONTH=", invalid);
        row("FREQ=DAILY;BYMONTH=1,,2", invalid);
        row("FREQ=DAILY;BYMONTH=1, 2", invalid);
        row("FREQ=MONTHLY;BYMONTHDAY=0", invalid);
        row("FREQ=MONTHLY;BYMONTHDAY=32", invalid);
        row("FREQ=MONTHLY;BYMONTHDAY=--1", invalid);
        row("FREQ=YEARLY;BYYEARDAY=367", invalid);
        row("FREQ=YEARLY;BYWEEKNO=54", invalid);
        row("FREQ=YEARLY;BYWEEKNO=0", invalid);
        row("FREQ=MONTHLY;BYDAY=0MO", invalid);
        row("FREQ=MONTHLY;BYDAY=54MO", invalid);
        row("FREQ=MONTHLY;BYDAY=-MO", invalid);
        row("FREQ=MONTHLY;BYDAY=XX", invalid);
        row("FREQ=MONTHLY;BYDAY=M", invalid);
        row("FREQ=MONTHLY;BYDAY=1 MO", invalid);
        row("FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=0", invalid);
        row("FREQ=MONTHLY;BYMONTHDAY=1;BYSETPOS=367", invalid);
        row("FREQ=WEEKLY;WKST=1", invalid);
        row("FREQ=DAILY;COUNT=3;UNTIL=20301231", notAllowed);
        row("FREQ=MONTHLY;BYWEEKNO=2", notAllowed);
        row("FREQ=DAILY;BYWEEKNO=2", notAllowed);
        row("FREQ=SECONDLY;BYWEEKNO=2", notAllowed);
        row("FREQ=DAILY;BYYEARDAY=2", notAllowed);
        row("FREQ=WEEKLY;BYYEARDAY=2", notAllowed);
        row("FREQ=MONTHLY;BYYEARDAY=2", notAllowed);
        row("FREQ=WEEKLY;BYMONTHDAY=2", notAllowed);
        row("FREQ=WEEKLY;BYDAY=1MO", notAllowed);
        row("FREQ=DAILY;BYDAY=-1MO", notAllowed);
        row("FREQ=HOURLY;BYDAY=MO,-1TU", notAllowed);
        row("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO", notAllowed);
        row("FREQ=MONTHLY;BYSETPOS=1", notAllowed);
        row("RSCALE=GREGORIAN;FREQ=YEARLY", u"rscale_unsupported"_s);
        row("FREQ=YEARLY;SKIP=FORWARD;BYMONTHDAY=31", u"rscale_unsupported"_s);
        QTest::newRow("too long") << u"FREQ=DAILY;BYHOUR="_s + u"1,"_s.repeated(kMaxRuleText) + u'1'
                                  << invalid;
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto rule = parseRule(text);
        QVERIFY(!rule.ok());
        QCOMPARE(rule.error().code, ErrorCode::InvalidArgument);
        QTEST(rule.error().reason, "reason");
        QVERIFY(rule.error().message.endsWith(u'.'));
    }

    void readsWallTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("iso"); // empty: refused
        QTest::newRow("date") << u"20261210"_s << u"2026-12-10"_s;
        QTest::newRow("time") << u"20261210T190000"_s << u"2026-12-10T19:00:00"_s;
        QTest::newRow("ISO date") << u"2026-12-10"_s << u"2026-12-10"_s;
        QTest::newRow("ISO time") << u"2026-12-10T19:00:05"_s << u"2026-12-10T19:00:05"_s;
        QTest::newRow("leap second") << u"20261210T235960"_s << u"2026-12-10T23:59:59"_s;
        QTest::newRow("before 1970") << u"19691231T235959"_s << u"1969-12-31T23:59:59"_s;
        QTest::newRow("first") << u"00010101T000000"_s << u"0001-01-01T00:00:00"_s;
        QTest::newRow("last") << u"99991231T235959"_s << u"9999-12-31T23:59:59"_s;
        QTest::newRow("year 0") << u"00001231"_s << QString();
        QTest::newRow("UTC") << u"20261210T190000Z"_s << QString();
        QTest::newRow("no such day") << u"20260229"_s << QString();
        QTest::newRow("no such time") << u"20261210T240000"_s << QString();
        QTest::newRow("half a time") << u"20261210T1900"_s << QString();
        QTest::newRow("mixed") << u"2026-12-10T190000"_s << QString();
        QTest::newRow("a space") << u"20261210 190000"_s << QString();
        QTest::newRow("letters") << u"2026121O"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void readsWallTimes()
    {
        QFETCH(QString, text);
        const auto time = parseWallTime(text);
        QTEST(time ? time->toIso() : QString(), "iso");
        if (time)
            QCOMPARE(parseWallTime(time->toBasic()), time);
    }
};

QTEST_APPLESS_MAIN(TestRule)
#include "tst_rule.moc"
