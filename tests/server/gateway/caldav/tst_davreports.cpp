#include "tests/server/gateway/caldav/davfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway::caldav;

/// The four reports of a calendar.
class TestDavReports : public DavWorld {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setUp();
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            QCOMPARE(put(name + u".ics"_s, eventText(name)).status, 201);
    }
    void cleanup() { tearDown(); }
    void queries();
    void queriesWithForm();
    void getsMany();
    void syncsFromTheBeginning();
    void syncsChanges();
    void syncsInPieces();
    void refusesOldTokens();
    void tellsFreeBusy();
    void refusesReports_data();
    void refusesReports();

private:
    static constexpr const char *kSpaces = " xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'>";

    HttpAnswer report(const QByteArray &name, const QByteArray &inside, const QString &who = u"anna"_s)
    {
        return ask("REPORT", calendarPath(who), "<" + name + kSpaces + inside + "</" + name + ">",
                   {{"Depth", "1"}, {"Content-Type", "application/xml"}}, who);
    }
    MultiStatusAnswer sync(const QString &token, const QByteArray &more = {})
    {
        return MultiStatusAnswer(report("D:sync-collection",
                                        "<D:sync-token>" + token.toUtf8() + "</D:sync-token><D:sync-level>1"
                                            + "</D:sync-level>" + more + "<D:prop><D:getetag/></D:prop>"));
    }
    QString object(const QString &name) const { return objectPath(name + u".ics"_s); }
};

void TestDavReports::queries()
{
    m_services->calendar.objects().setMatches({u"b.ics"_s});
    const MultiStatusAnswer answer(
        report("C:calendar-query",
               "<D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter><C:comp-filter name='VCALENDAR'>"
               "<C:comp-filter name='VEVENT'><C:time-range start='20261201T000000Z' "
               "end='20261202T000000Z'/></C:comp-filter></C:comp-filter></C:filter>"));
    QCOMPARE(answer.hrefs(), QStringList{object(u"b"_s)});
    // XML makes CRLF a line feed.
    QCOMPARE(answer.text(object(u"b"_s), caldav("calendar-data")).toUtf8(),
             eventText(u"b"_s).replace("\r\n", "\n"));
    const auto asked = m_services->calendar.objects().lastList();
    QVERIFY(asked.with_data());
    QCOMPARE(asked.filter().components(0).name(), "VEVENT");
    QCOMPARE(asked.filter().components(0).range().end_ms(), 1'796'169'600'000);
}

void TestDavReports::queriesWithForm()
{
    const QByteArray filter = "<C:filter><C:comp-filter name='VCALENDAR'/></C:filter>";
    QVERIFY(MultiStatusAnswer(
                report("C:calendar-query",
                       "<D:prop><C:calendar-data><C:expand start='20261201T000000Z' end='20270101T000000Z'/>"
                       "</C:calendar-data></D:prop>"
                           + filter))
                .isValid());
    QCOMPARE(m_services->calendar.objects().lastList().form().expand().start_ms(), 1'796'083'200'000);
    QCOMPARE(MultiStatusAnswer(report("C:calendar-query", "<D:prop><D:getetag/></D:prop>" + filter))
                 .hrefs()
                 .size(),
             3);
    QVERIFY(!m_services->calendar.objects().lastList().with_data());
    const HttpAnswer other =
        report("C:calendar-query", "<D:prop><C:calendar-data content-type='text/vcard'/></D:prop>" + filter);
    QCOMPARE(conditionIn(other), caldav("supported-calendar-data"));
    QCOMPARE(conditionIn(report("C:calendar-query", "<D:prop/>")), caldav("valid-filter"));
}

void TestDavReports::getsMany()
{
    const QString elsewhere = u"/dav/calendars/anna/other/a.ics"_s;
    const MultiStatusAnswer answer(report("C:calendar-multiget",
                                          "<D:prop><D:getetag/><C:calendar-data/></D:prop><D:href>"
                                              + object(u"c"_s).toUtf8() + "</D:href><D:href>"
                                              + object(u"x"_s).toUtf8() + "</D:href><D:href>http://127.0.0.1"
                                              + object(u"a"_s).toUtf8() + "</D:href><D:href>"
                                              + elsewhere.toUtf8() + "</D:href><D:href>garbage</D:href>"));
    QCOMPARE(answer.hrefs(),
             (QStringList{object(u"c"_s), object(u"x"_s), object(u"a"_s), elsewhere, u"garbage"_s}));
    QVERIFY(answer.text(object(u"a"_s), caldav("calendar-data")).contains(u"UID:a"_s));
    for (const QString &missing : {object(u"x"_s), elsewhere, u"garbage"_s})
        QCOMPARE(answer.statusOf(missing), 404);
}

void TestDavReports::syncsFromTheBeginning()
{
    const MultiStatusAnswer answer = sync({});
    QCOMPARE(answer.hrefs().size(), 3);
    const MultiStatusAnswer again = sync(answer.syncToken());
    QVERIFY(again.isValid());
    QVERIFY(again.hrefs().isEmpty());
    QCOMPARE(again.syncToken(), answer.syncToken());
    const MultiStatusAnswer property(propfind(calendarPath(), "<D:sync-token/>"));
    QCOMPARE(property.text(calendarPath(), dav("sync-token")), answer.syncToken());
}

void TestDavReports::syncsChanges()
{
    const QString token = sync({}).syncToken();
    QCOMPARE(put(u"d.ics"_s, eventText(u"d"_s)).status, 201);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"Changed"_s)).status, 204);
    QCOMPARE(ask("DELETE", object(u"b"_s)).status, 204);
    const MultiStatusAnswer answer = sync(token);
    QCOMPARE(answer.hrefs(), (QStringList{object(u"d"_s), object(u"a"_s), object(u"b"_s)}));
    QCOMPARE(answer.statusOf(object(u"a"_s), dav("getetag")), 200);
    QCOMPARE(answer.statusOf(object(u"b"_s)), 404);
    QVERIFY(answer.syncToken() != token);
}

void TestDavReports::syncsInPieces()
{
    const QByteArray limit = "<D:limit><D:nresults>2</D:nresults></D:limit>";
    const MultiStatusAnswer first = sync({}, limit);
    QCOMPARE(first.hrefs(), (QStringList{object(u"a"_s), object(u"b"_s), calendarPath()}));
    QCOMPARE(first.statusOf(calendarPath()), 507);
    // What goes meanwhile must not be missed, and the log need not reach back to what was first.
    m_services->calendar.trim(m_family, m_services->calendar.seqOf(m_family));
    QCOMPARE(ask("DELETE", object(u"a"_s)).status, 204);
    const MultiStatusAnswer second = sync(first.syncToken(), limit);
    QCOMPARE(second.hrefs(), (QStringList{object(u"c"_s), object(u"a"_s)}));
    QCOMPARE(second.statusOf(object(u"a"_s)), 404);
    QVERIFY(sync(second.syncToken()).hrefs().isEmpty());
}

void TestDavReports::refusesOldTokens()
{
    const QString token = sync({}).syncToken();
    QCOMPARE(put(u"d.ics"_s, eventText(u"d"_s)).status, 201);
    m_services->calendar.trim(m_family, m_services->calendar.seqOf(m_family));
    const QByteArray rest = "<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>";
    for (const QString &bad : {token, u"data:,nothing"_s, u"http://example.org/ns/sync/1"_s}) {
        const HttpAnswer answer =
            report("D:sync-collection", "<D:sync-token>" + bad.toUtf8() + "</D:sync-token>" + rest);
        QCOMPARE(answer.status, 403);
        QCOMPARE(conditionIn(answer), dav("valid-sync-token"));
    }
}

void TestDavReports::tellsFreeBusy()
{
    calendar::BusyPeriod busy;
    busy.set_start_ms(1'796'148'000'000);
    busy.set_end_ms(1'796'151'600'000);
    calendar::BusyPeriod tentative = busy;
    tentative.set_tentative(true);
    m_services->calendar.objects().setPeriods({busy, tentative});
    const HttpAnswer answer = report(
        "C:free-busy-query", "<C:time-range start='20261201T000000Z' end='20261202T000000Z'/>", u"bert"_s);
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.field("Content-Type").startsWith("text/calendar"));
    QVERIFY(answer.body.contains("\r\nFREEBUSY:20261201T180000Z/20261201T190000Z\r\n"));
    QVERIFY(answer.body.contains("\r\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20261201T180000Z/"));
    QCOMPARE(m_services->calendar.objects().lastFreeBusy().range().start_ms(), 1'796'083'200'000);
    QCOMPARE(conditionIn(report("C:free-busy-query", "<C:time-range start='20261201T000000Z'/>")),
             caldav("valid-filter"));
    QCOMPARE(report("C:free-busy-query", {}).status, 403);
}

void TestDavReports::refusesReports_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("unknown") << QString() << QByteArray("<expand-property xmlns='DAV:'/>") << 403;
    QTest::newRow("of the home") << u"/dav/calendars/anna/"_s
                                 << QByteArray(
                                        "<sync-collection xmlns='DAV:'><sync-token/></sync-collection>")
                                 << 403;
    QTest::newRow("garbage") << QString() << QByteArray("<<<") << 400;
    QTest::newRow("empty") << QString() << QByteArray() << 400;
    QTest::newRow("limit") << QString()
                           << QByteArray(
                                  "<sync-collection xmlns='DAV:'><sync-token/><limit><nresults>-1</nresults>"
                                  "</limit><prop/></sync-collection>")
                           << 400;
    QTest::newRow("nothing there")
        << u"/dav/calendars/anna/none/"_s
        << QByteArray("<sync-collection xmlns='DAV:'><sync-token/><prop/></sync-collection>") << 404;
}

void TestDavReports::refusesReports()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QCOMPARE(ask("REPORT", path.isEmpty() ? calendarPath() : path, body).status, status);
}

QTEST_GUILESS_MAIN(TestDavReports)
#include "tst_davreports.moc"
