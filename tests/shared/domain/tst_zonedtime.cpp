#include "shared/domain/zonedtime.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
QTimeZone zoneOf(const QString &name) { return QTimeZone(name.toUtf8()); }
}

class TestZonedTime : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("utc");
        QTest::addColumn<QString>("wall");
        const QString berlin = u"Europe/Berlin"_s;
        const QString newYork = u"America/New_York"_s;
        QTest::newRow("UTC") << u"2026-12-10T18:00:00Z"_s << u"UTC"_s << u"2026-12-10T18:00:00Z"_s
                             << u"2026-12-10T18:00:00"_s;
        QTest::newRow("UTC, seen in Berlin")
            << u"2026-12-10T18:00:00Z"_s << berlin << u"2026-12-10T18:00:00Z"_s << u"2026-12-10T19:00:00"_s;
        QTest::newRow("small letters")
            << u"2026-12-10t18:00:00z"_s << berlin << u"2026-12-10T18:00:00Z"_s << u"2026-12-10T19:00:00"_s;
        QTest::newRow("offset") << u"2026-12-10T18:00:00+05:30"_s << u"UTC"_s << u"2026-12-10T12:30:00Z"_s
                                << u"2026-12-10T12:30:00"_s;
        QTest::newRow("offset over midnight") << u"2026-12-31T23:00:00-02:00"_s << u"UTC"_s
                                              << u"2027-01-01T01:00:00Z"_s << u"2027-01-01T01:00:00"_s;
        QTest::newRow("no offset, winter")
            << u"2026-12-10T19:00:00"_s << berlin << u"2026-12-10T18:00:00Z"_s << u"2026-12-10T19:00:00"_s;
        QTest::newRow("no offset, summer")
            << u"2026-07-10T19:00:00"_s << berlin << u"2026-07-10T17:00:00Z"_s << u"2026-07-10T19:00:00"_s;
        QTest::newRow("no seconds") << u"2026-07-10T19:00"_s << berlin << u"2026-07-10T17:00:00Z"_s
                                    << u"2026-07-10T19:00:00"_s;
        QTest::newRow("a space") << u"2026-07-10 19:00:00"_s << berlin << u"2026-07-10T17:00:00Z"_s
                                 << u"2026-07-10T19:00:00"_s;
        QTest::newRow("fraction") << u"2026-07-10T19:00:00.25Z"_s << u"UTC"_s << u"2026-07-10T19:00:00.250Z"_s
                                  << u"2026-07-10T19:00:00"_s;
        QTest::newRow("nanoseconds") << u"2026-07-10T19:00:00.123456789Z"_s << u"UTC"_s
                                     << u"2026-07-10T19:00:00.123Z"_s << u"2026-07-10T19:00:00"_s;
        QTest::newRow("leap day") << u"2028-02-29T00:00:00Z"_s << u"UTC"_s << u"2028-02-29T00:00:00Z"_s
                                  << u"2028-02-29T00:00:00"_s;
        QTest::newRow("before the epoch")
            << u"1969-07-20T20:17:40Z"_s << u"UTC"_s << u"1969-07-20T20:17:40Z"_s << u"1969-07-20T20:17:40"_s;
        QTest::newRow("spring gap, Berlin: moved forward")
            << u"2026-03-29T02:30:00"_s << berlin << u"2026-03-29T01:30:00Z"_s << u"2026-03-29T03:30:00"_s;
        QTest::newRow("spring gap, New York: moved forward")
            << u"2026-03-08T02:15:00"_s << newYork << u"2026-03-08T07:15:00Z"_s << u"2026-03-08T03:15:00"_s;
        QTest::newRow("autumn, Berlin: the first of two")
            << u"2026-10-25T02:30:00"_s << berlin << u"2026-10-25T00:30:00Z"_s << u"2026-10-25T02:30:00"_s;
        QTest::newRow("autumn, New York: the first of two")
            << u"2026-11-01T01:30:00"_s << newYork << u"2026-11-01T05:30:00Z"_s << u"2026-11-01T01:30:00"_s;
        QTest::newRow("autumn, by its offset the second")
            << u"2026-10-25T02:30:00+01:00"_s << berlin << u"2026-10-25T01:30:00Z"_s
            << u"2026-10-25T02:30:00"_s;
        QTest::newRow("half an hour of summer time, Lord Howe")
            << u"2026-10-04T02:10:00"_s << u"Australia/Lord_Howe"_s << u"2026-10-03T15:40:00Z"_s
            << u"2026-10-04T02:40:00"_s;
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, zone);
        const auto time = parseTime(text, zoneOf(zone), u"The start"_s);
        QVERIFY2(time.ok(), "refused");
        QTEST(formatUtc(time->utcMs), "utc");
        QTEST(time->wall, "wall");
        QCOMPARE(time->zone, zone);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "tomorrow", "2026-12-10", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
                                 "2026-12-10T24:00:00Z", "2026-12-10T23:60:00Z", "2026-12-10T23:59:60Z",
                                 "2026-12-10T19:00:00+24:00", "2026-12-10T19:00:00+05:60",
                                 "2026-12-10T19:00:00 Z", " 2026-12-10T19:00:00Z", "2026-12-10T19:00:00Z\n",
                                 "0000-01-01T00:00:00Z", "12026-12-10T19:00:00Z", "2026-12-10T19:00:00.Z",
                                 "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00"})
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text);
        QTest::newRow("other digits") << u"\u0662\u0660\u0662\u0666-12-10T19:00:00Z"_s;
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto time = parseTime(text, QTimeZone::utc(), u"The start"_s);
        QVERIFY(!time.ok());
        QCOMPARE(time.error().code, ErrorCode::InvalidArgument);
        QVERIFY(time.error().message.startsWith("The start "_L1));
    }

    void dates()
    {
        const auto date = parseDate(u"2028-02-29"_s, u"The start"_s);
        QVERIFY(date.ok());
        QCOMPARE(date->wall, u"2028-02-29"_s);
        QCOMPARE(date->zone, QString());
        QCOMPARE(formatUtc(date->utcMs), u"2028-02-29T00:00:00Z"_s);
        QCOMPARE(dateOf(*date), QDate(2028, 2, 29));
        for (const QString &text :
             {u"2026-02-29"_s, u"2026-1-1"_s, u""_s, u"0000-01-01"_s, u"2026-01-01T00:00"_s})
            QVERIFY(!parseDate(text, u"The start"_s).ok());
    }

    void zones_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        QTest::newRow("Berlin") << u"Europe/Berlin"_s << true;
        QTest::newRow("UTC") << u"UTC"_s << true;
        QTest::newRow("nothing") << u""_s << false;
        QTest::newRow("unknown") << u"Mars/Olympus_Mons"_s << false;
        QTest::newRow("a null character") << QString(u"UTC"_s + QChar::Null) << false;
        QTest::newRow("a path") << u"../../etc/passwd"_s << false;
    }
    void zones()
    {
        QFETCH(QString, name);
        QTEST(parseZone(name).ok(), "good");
    }

    void theWallStaysInItsZone()
    {
        const auto berlin = fromUtc(Q_INT64_C(1'796'925'600'000), zoneOf(u"Europe/Berlin"_s));
        QCOMPARE(fromUtc(berlin.utcMs, zoneOf(u"Europe/Berlin"_s)), berlin);
        const auto wall = QDateTime::fromString(berlin.wall, Qt::ISODate);
        QCOMPARE(fromWall(wall, zoneOf(berlin.zone)), berlin);
    }
};

QTEST_GUILESS_MAIN(TestZonedTime)
#include "tst_zonedtime.moc"
