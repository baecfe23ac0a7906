#include "server/gateway/caldav/calendarcolour.h"
#include "server/gateway/caldav/conditions.h"
#include "server/gateway/caldav/davpath.h"
#include "server/gateway/caldav/davtimezone.h"
#include "server/gateway/caldav/synctoken.h"
#include "server/gateway/http/httprequest.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server::gateway;
using namespace hearth::server::gateway::caldav;

/// The small things that CalDAV's addresses and fields are made of.
class TestDavPath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPaths_data();
    void readsPaths();
    void readsHrefs_data();
    void readsHrefs();
    void findsCalendarsBySegment();
    void syncTokensHoldForOneView();
    void readsConditions_data();
    void readsConditions();
    void translatesColours();
    void spellsTimeZonesOut();
};

void TestDavPath::readsPaths_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("kind"); // 0: none
    QTest::addColumn<QString>("href");
    const auto row = [](const QString &path, Kind kind, const QString &href) {
        QTest::newRow(qPrintable(path)) << path << int(kind) << href;
    };
    row(u"/dav"_s, Kind::Root, u"/dav/"_s);
    row(u"/dav/"_s, Kind::Root, u"/dav/"_s);
    row(u"/dav/principals/"_s, Kind::Principals, u"/dav/principals/"_s);
    row(u"/dav/principals/anna"_s, Kind::Principal, u"/dav/principals/anna/"_s);
    row(u"/dav/calendars"_s, Kind::Homes, u"/dav/calendars/"_s);
    row(u"/dav/calendars/anna/"_s, Kind::Home, u"/dav/calendars/anna/"_s);
    row(u"/dav/calendars/%C5%BBaneta/x/"_s, Kind::Calendar, u"/dav/calendars/%C5%BBaneta/x/"_s);
    row(u"/dav/calendars/anna/x/a%20b%2Bc@d.ics"_s, Kind::Object, u"/dav/calendars/anna/x/a%20b+c@d.ics"_s);
    const QString none;
    for (const QString &path :
         {u"/"_s, u"/davx"_s, u"/dav/other"_s, u"/dav//"_s, u"/dav/principals/anna/x"_s,
          u"/dav/calendars/anna/x/y/"_s, u"/dav/calendars/anna/x/y/z"_s, u"/dav/calendars//x/"_s,
          u"/dav/calendars/anna/a%2Fb/"_s, u"/dav/calendars/anna/x/"_s + QString(300, u'a')})
        QTest::newRow(qPrintable(path)) << path << 0 << none;
}

void TestDavPath::readsPaths()
{
    QFETCH(QString, path);
    QFETCH(int, kind);
    QFETCH(QString, href);
    HttpRequest request;
    QVERIFY(request.setTarget(path.toLatin1()));
    const auto found = DavPath::fromSegments(request.pathSegments());
    QCOMPARE(found.has_value(), kind != 0);
    if (!found)
        return;
    QCOMPARE(int(found->kind), kind);
    QCOMPARE(found->href(), href);
    QCOMPARE(DavPath::fromHref(href), found);
}

void TestDavPath::readsHrefs_data()
{
    QTest::addColumn<QString>("href");
    QTest::addColumn<QString>("name");
    QTest::newRow("absolute path") << u"/dav/calendars/anna/x/a.ics"_s << u"a.ics"_s;
    QTest::newRow("URL") << u"https://example.org:8443/dav/calendars/anna/x/a.ics"_s << u"a.ics"_s;
    QTest::newRow("white space") << u"\n /dav/calendars/anna/x/a.ics "_s << u"a.ics"_s;
    QTest::newRow("not encoded") << u"/dav/calendars/anna/x/ü.ics"_s << u"ü.ics"_s;
    QTest::newRow("encoded") << u"/dav/calendars/anna/x/%C3%BC.ics"_s << u"ü.ics"_s;
    for (const char *bad : {"", "a.ics", "../a.ics", "/dav/calendars/anna/x/../a.ics", "/dav/%zz",
                            "https://example.org", "http://", "/other/a.ics"})
        QTest::newRow(bad[0] ? bad : "empty") << QString::fromLatin1(bad) << QString();
}

void TestDavPath::readsHrefs()
{
    QFETCH(QString, href);
    QFETCH(QString, name);
    const auto path = DavPath::fromHref(href);
    QCOMPARE(path ? path->object : QString(), name);
}

void TestDavPath::findsCalendarsBySegment()
{
    const shared::UserId anna{QUuid::createUuid()};
    const shared::UserId bert{QUuid::createUuid()};
    const shared::CalendarId id{QUuid::createUuid()};
    QCOMPARE(calendarIdOf(anna, id.toString()), id);
    QCOMPARE(calendarIdOf(anna, id.toString().toUpper()), id);
    QCOMPARE(calendarIdOf(anna, u"work"_s), calendarIdOf(anna, u"work"_s));
    QVERIFY(calendarIdOf(anna, u"work"_s) != calendarIdOf(bert, u"work"_s));
    QVERIFY(calendarIdOf(anna, u"work"_s) != calendarIdOf(anna, u"home"_s));
}

void TestDavPath::syncTokensHoldForOneView()
{
    shared::Calendar calendar;
    calendar.id = shared::CalendarId{QUuid::createUuid()};
    calendar.role = shared::Role::Editor;
    const SyncPosition position{17, 0};
    const QString token = syncToken(calendar, position);
    QVERIFY(QUrl(token, QUrl::StrictMode).isValid());
    QCOMPARE(readSyncToken(calendar, token), std::optional(position));
    const SyncPosition halfway{5, 17};
    QCOMPARE(readSyncToken(calendar, syncToken(calendar, halfway)), std::optional(halfway));
    shared::Calendar other = calendar;
    other.role = shared::Role::Viewer;
    QCOMPARE(readSyncToken(other, token), std::optional(position));
    other.role = shared::Role::Busy;
    QVERIFY(!readSyncToken(other, token));
    other = calendar;
    other.id = shared::CalendarId{QUuid::createUuid()};
    QVERIFY(!readSyncToken(other, token));
    for (const QString &bad : {u"17"_s, token + u'x', token.chopped(2), u"data:,"_s, token + u"-"_s})
        QVERIFY2(!readSyncToken(calendar, bad), qPrintable(bad));
}

void TestDavPath::readsConditions_data()
{
    QTest::addColumn<QByteArray>("ifMatch");
    QTest::addColumn<QByteArray>("ifNoneMatch");
    QTest::addColumn<QByteArrayList>("tags");
    QTest::addColumn<bool>("exists");
    QTest::addColumn<bool>("absent");
    QTest::newRow("none") << QByteArray() << QByteArray() << QByteArrayList() << false << false;
    QTest::newRow("one") << QByteArray("\"a\"") << QByteArray() << QByteArrayList{"a"} << false << false;
    QTest::newRow("two") << QByteArray("\"a\", \"b\"") << QByteArray() << QByteArrayList{"a", "b"} << false
                         << false;
    QTest::newRow("any") << QByteArray("*") << QByteArray() << QByteArrayList() << true << false;
    QTest::newRow("new") << QByteArray() << QByteArray("*") << QByteArrayList() << false << true;
    QTest::newRow("weak") << QByteArray("W/\"a\"") << QByteArray() << QByteArrayList{"\""} << false << false;
    QTest::newRow("malformed") << QByteArray("a") << QByteArray() << QByteArrayList{"\""} << false << false;
}

void TestDavPath::readsConditions()
{
    QFETCH(QByteArray, ifMatch);
    QFETCH(QByteArray, ifNoneMatch);
    QFETCH(QByteArrayList, tags);
    QFETCH(bool, exists);
    QFETCH(bool, absent);
    HttpHeaders headers;
    if (!ifMatch.isEmpty())
        headers.add("If-Match", ifMatch);
    if (!ifNoneMatch.isEmpty())
        headers.add("If-None-Match", ifNoneMatch);
    const auto condition = conditionOf(headers);
    QByteArrayList found;
    for (const std::string &each : condition.if_match())
        found.append(QByteArray::fromStdString(each));
    QCOMPARE(found, tags);
    QCOMPARE(condition.if_exists(), exists);
    QCOMPARE(condition.if_absent(), absent);
}

void TestDavPath::translatesColours()
{
    QCOMPARE(appleColour(u"sky"_s), u"#2075B9FF"_s);
    QCOMPARE(appleColour(u"#aabbcc"_s), u"#AABBCCFF"_s);
    QCOMPARE(appleColour(u"unheard-of"_s), u"#808080FF"_s);
    QCOMPARE(colourFromApple(u"#2075B9FF"_s), u"sky"_s);
    QCOMPARE(colourFromApple(u" #AABBCC "_s), u"#aabbcc"_s);
    for (const QString &bad : {u""_s, u"red"_s, u"#abc"_s, u"#AABBCCFF00"_s, u"#GGGGGG"_s})
        QVERIFY(!colourFromApple(bad));
}

void TestDavPath::spellsTimeZonesOut()
{
    constexpr qint64 kSummer = 1'782'864'000'000; // 2026-07-01
    const QString berlin = timeZoneText(u"Europe/Berlin"_s, kSummer);
    QVERIFY(berlin.contains(u"TZID:Europe/Berlin\r\n"_s));
    QVERIFY(berlin.contains(u"BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\n"
                            "TZOFFSETTO:+0100\r\n"_s));
    QVERIFY(berlin.contains(u"BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\n"
                            "TZOFFSETTO:+0200\r\n"_s));
    QCOMPARE(zoneOfText(berlin), u"Europe/Berlin"_s);
    QCOMPARE(timeZoneText(u"Asia/Kolkata"_s, kSummer).count(u"BEGIN:STANDARD"_s), 1);
    QVERIFY(timeZoneText(u"Nowhere/At all"_s, kSummer).isEmpty());
    QVERIFY(!zoneOfText(u"BEGIN:VTIMEZONE\r\nTZID:Custom\r\nEND:VTIMEZONE\r\n"_s));
    QVERIFY(!zoneOfText(u"nothing"_s));
}

QTEST_GUILESS_MAIN(TestDavPath)
#include "tst_davpath.moc"
