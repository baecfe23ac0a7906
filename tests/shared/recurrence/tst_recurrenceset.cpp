#include "shared/recurrence/recurrenceset.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

class TestRecurrenceSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesCanonically_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("a rule") << u"RRULE:FREQ=DAILY"_s << u"RRULE:FREQ=DAILY\n"_s;
        QTest::newRow("CRLF, small letters, empty lines")
            << u"\r\nrrule:freq=daily\r\n\r\n"_s << u"RRULE:FREQ=DAILY\n"_s;
        QTest::newRow("dates, sorted, each once")
            << u"EXDATE:20260103T090000,20260102T090000\nRDATE:20260105T090000\nEXDATE:20260102T090000\nRRULE:FREQ=DAILY"_s
            << u"RRULE:FREQ=DAILY\nRDATE:20260105T090000\nEXDATE:20260102T090000,20260103T090000\n"_s;
        QTest::newRow("days") << u"RDATE;VALUE=DATE:20260105\nEXDATE:20260106"_s
                              << u"RDATE;VALUE=DATE:20260105\nEXDATE;VALUE=DATE:20260106\n"_s;
        QTest::newRow("both kinds") << u"EXDATE:20260106,20260103T090000"_s
                                    << u"EXDATE;VALUE=DATE:20260106\nEXDATE:20260103T090000\n"_s;
        QTest::newRow("the same rule twice")
            << u"RRULE:FREQ=DAILY\nRRULE:FREQ=DAILY;INTERVAL=1"_s << u"RRULE:FREQ=DAILY\n"_s;
        QTest::newRow("two rules") << u"RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY"_s
                                   << u"RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\n"_s;
        QTest::newRow("VALUE=DATE-TIME")
            << u"RDATE;VALUE=DATE-TIME:20260105T090000"_s << u"RDATE:20260105T090000\n"_s;
    }
    void writesCanonically()
    {
        QFETCH(QString, text);
        const auto set = parseRecurrenceSet(text);
        QVERIFY2(set.ok(), set.ok() ? "" : qPrintable(set.error().message));
        QTEST(toText(*set), "canonical");
        const auto again = parseRecurrenceSet(toText(*set));
        QVERIFY(again.ok());
        QCOMPARE(*again, *set);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        const QString reason = u"invalid_recurrence"_s;
        QTest::newRow("a bare rule") << u"FREQ=DAILY"_s << reason;
        QTest::newRow("another property") << u"EXRULE:FREQ=DAILY"_s << reason;
        QTest::newRow("a zone") << u"RDATE;TZID=Europe/Berlin:20260105T090000"_s << reason;
        QTest::newRow("UTC") << u"RDATE:20260105T090000Z"_s << reason;
        QTest::newRow("a period") << u"RDATE;VALUE=PERIOD:20260105T090000/PT1H"_s << reason;
        QTest::newRow("no date") << u"EXDATE:"_s << reason;
        QTest::newRow("a time said to be a date") << u"EXDATE;VALUE=DATE:20260105T090000"_s << reason;
        QTest::newRow("five rules")
            << u"RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY\nRRULE:FREQ=MONTHLY\nRRULE:FREQ=YEARLY\nRRULE:FREQ=HOURLY"_s
            << reason;
        QTest::newRow("a rule that is none") << u"RRULE:FREQ=NEVER"_s << u"invalid_rule"_s;
        QTest::newRow("too long") << u"RDATE:20260105\n"_s.repeated(kMaxRecurrenceText / 15 + 1) << reason;
        QString dates = u"RDATE:20260105"_s;
        for (int i = 0; i < kMaxRecurrenceDates; ++i)
            dates += u",20260105"_s;
        QTest::newRow("too many dates") << dates << reason;
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto set = parseRecurrenceSet(text);
        QVERIFY(!set.ok());
        QCOMPARE(set.error().code, ErrorCode::InvalidArgument);
        QTEST(set.error().reason, "reason");
    }

    void isEmptyWithExdatesOnly()
    {
        QVERIFY(parseRecurrenceSet(u"EXDATE:20260105"_s)->empty());
        QVERIFY(!parseRecurrenceSet(u"RDATE:20260105"_s)->empty());
    }
};

QTEST_APPLESS_MAIN(TestRecurrenceSet)
#include "tst_recurrenceset.moc"
