#include "tests/server/gateway/caldav/davfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway::caldav;

/// MKCALENDAR, extended MKCOL, PROPPATCH and DELETE of calendars.
class TestDavCalendars : public DavWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void makesCalendars_data();
    void makesCalendars();
    void refusesToMake_data();
    void refusesToMake();
    void makesNoneTwice();
    void limitsHowManyAreMade();
    void changesProperties();
    void changesAllOrNothing();
    void refusesDeadProperties();
    void refusesOthersChanges();
    void refusesGarbage();
    void deletesCalendars();

private:
    HttpAnswer patch(const QString &path, const QByteArray &set, const QString &who = u"anna"_s)
    {
        return ask("PROPPATCH", path,
                   "<D:propertyupdate xmlns:D='DAV:' xmlns:A='http://apple.com/ns/ical/' "
                   "xmlns:C='urn:ietf:params:xml:ns:caldav'><D:set><D:prop>"
                       + set + "</D:prop></D:set></D:propertyupdate>",
                   {{"Content-Type", "application/xml"}}, who);
    }
};

void TestDavCalendars::makesCalendars_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("segment");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("name");
    const QString uuid = u"0d0e0a0f-8a55-4f0e-9f0b-0c1d2e3f4a5b"_s;
    QTest::newRow("without a body") << QByteArray("MKCALENDAR") << u"Work"_s << QByteArray() << u"Work"_s;
    QTest::newRow("UUID") << QByteArray("MKCALENDAR") << uuid
                          << QByteArray(
                                 "<C:mkcalendar xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'>"
                                 "<D:set><D:prop><D:displayname>My work</D:displayname>"
                                 "<x xmlns='urn:q'>5</x></D:prop></D:set></C:mkcalendar>")
                          << u"My work"_s;
    QTest::newRow("MKCOL without a body") << QByteArray("MKCOL") << u"Plain"_s << QByteArray() << u"Plain"_s;
    QTest::newRow("MKCOL") << QByteArray("MKCOL") << u"w"_s
                           << QByteArray("<D:mkcol xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'>"
                                         "<D:set><D:prop><D:resourcetype><D:collection/><C:calendar/>"
                                         "</D:resourcetype><D:displayname>W</D:displayname></D:prop></D:set>"
                                         "</D:mkcol>")
                           << u"W"_s;
}

void TestDavCalendars::makesCalendars()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, segment);
    QFETCH(QByteArray, body);
    QFETCH(QString, name);
    const QString path = u"/dav/calendars/anna/"_s + segment + u'/';
    const HttpAnswer made = ask(method, path, body, {{"Content-Type", "application/xml"}});
    QCOMPARE(made.status, 201);
    // It lies where it was asked for, also where the home lists it by its id.
    QCOMPARE(MultiStatusAnswer(propfind(path, "<D:displayname/>")).text(path, dav("displayname")), name);
    QCOMPARE(MultiStatusAnswer(propfind(u"/dav/calendars/anna/"_s, "<D:displayname/>", "1")).hrefs().size(),
             3);
    QCOMPARE(ask("PUT", path + u"a.ics"_s, eventText(u"a"_s), {{"Content-Type", "text/calendar"}}).status,
             201);
}

void TestDavCalendars::refusesToMake_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("condition");
    QTest::newRow("folder") << QByteArray("MKCOL")
                            << QByteArray(
                                   "<D:mkcol xmlns:D='DAV:'><D:set><D:prop><D:resourcetype><D:collection/>"
                                   "</D:resourcetype></D:prop></D:set></D:mkcol>")
                            << 403 << u"valid-resourcetype"_s;
    QTest::newRow("tasks")
        << QByteArray("MKCALENDAR")
        << QByteArray("<C:mkcalendar xmlns:D='DAV:' xmlns:C='urn:ietf:params:xml:ns:caldav'><D:set>"
                      "<D:prop><C:supported-calendar-component-set><C:comp name='VTODO'/>"
                      "</C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>")
        << 403 << u"supported-calendar-component"_s;
    QTest::newRow("other body") << QByteArray("MKCOL") << QByteArray("afafafaf") << 415 << QString();
    QTest::newRow("other XML") << QByteArray("MKCALENDAR") << QByteArray("<a/>") << 400 << QString();
}

void TestDavCalendars::refusesToMake()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, condition);
    const HttpAnswer answer = ask(method, u"/dav/calendars/anna/new/"_s, body);
    QCOMPARE(answer.status, status);
    QCOMPARE(conditionIn(answer).local, condition);
    QCOMPARE(propfind(u"/dav/calendars/anna/new/"_s, "<D:displayname/>").status, 404);
}

void TestDavCalendars::makesNoneTwice()
{
    const QString path = u"/dav/calendars/anna/new/"_s;
    QCOMPARE(ask("MKCALENDAR", path).status, 201);
    const HttpAnswer again = ask("MKCALENDAR", path);
    QCOMPARE(again.status, 403);
    QCOMPARE(conditionIn(again), dav("resource-must-be-null"));
    QCOMPARE(ask("MKCOL", path).status, 405);
    // The name is everybody's: another's calendar has it already.
    QCOMPARE(ask("MKCALENDAR", u"/dav/calendars/stranger/family/"_s, {}, {}, u"stranger"_s).status, 409);
}

void TestDavCalendars::limitsHowManyAreMade()
{
    auto options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.createCalendarLimit = {2, 60};
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    QCOMPARE(ask("MKCALENDAR", u"/dav/calendars/anna/a/"_s).status, 201);
    QCOMPARE(ask("MKCALENDAR", u"/dav/calendars/anna/b/"_s).status, 201);
    QCOMPARE(ask("MKCALENDAR", u"/dav/calendars/anna/c/"_s).status, 429);
    QCOMPARE(propfind(u"/dav/calendars/anna/a/"_s, "<D:displayname/>").status, 207);
}

void TestDavCalendars::changesProperties()
{
    const QString path = calendarPath();
    const MultiStatusAnswer patched(
        patch(path, "<D:displayname>Clan</D:displayname><A:calendar-color>#112233FF</A:calendar-color>"));
    QCOMPARE(patched.statusOf(path, dav("displayname")), 200);
    QCOMPARE(patched.statusOf(path, apple("calendar-color")), 200);
    const MultiStatusAnswer now(propfind(path, "<D:displayname/><A:calendar-color/>"));
    QCOMPARE(now.text(path, dav("displayname")), u"Clan"_s);
    QCOMPARE(now.text(path, apple("calendar-color")), u"#112233FF"_s);
}

void TestDavCalendars::changesAllOrNothing()
{
    const QString path = calendarPath();
    const MultiStatusAnswer patched(
        patch(path, "<D:displayname>Clan</D:displayname><D:getetag>1</D:getetag>"));
    QCOMPARE(patched.statusOf(path, dav("displayname")), 424);
    QCOMPARE(patched.statusOf(path, dav("getetag")), 403);
    QCOMPARE(MultiStatusAnswer(propfind(path, "<D:displayname/>")).text(path, dav("displayname")),
             u"Family"_s);
}

void TestDavCalendars::refusesDeadProperties()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    const XmlName dead{u"urn:q"_s, u"x"_s};
    for (const QString &path : {calendarPath(), objectPath(u"a.ics"_s), u"/dav/calendars/anna/"_s})
        QCOMPARE(MultiStatusAnswer(patch(path, "<x xmlns='urn:q'>1</x>")).statusOf(path, dead), 403);
    QCOMPARE(patch(u"/dav/calendars/anna/none/"_s, "<x xmlns='urn:q'>1</x>").status, 404);
}

void TestDavCalendars::refusesOthersChanges()
{
    m_services->calendar.failWith(shared::Error{shared::ErrorCode::Forbidden, u"No."_s, u"role"_s});
    const HttpAnswer answer = ask("DELETE", calendarPath(u"vera"_s), {}, {}, u"vera"_s);
    QCOMPARE(answer.status, 403);
    QCOMPARE(conditionIn(answer), dav("need-privileges"));
    m_services->calendar.failWith({});
    QCOMPARE(patch(calendarPath(u"stranger"_s), "<D:displayname>x</D:displayname>", u"stranger"_s).status,
             404);
}

void TestDavCalendars::refusesGarbage()
{
    for (const QByteArray body : {"", "<", "<a/>", "<propfind xmlns='DAV:'/>"})
        QCOMPARE(ask("PROPPATCH", calendarPath(), body).status, 400);
}

void TestDavCalendars::deletesCalendars()
{
    QCOMPARE(ask("DELETE", calendarPath()).status, 204);
    QCOMPARE(propfind(calendarPath(), "<D:displayname/>").status, 404);
    QCOMPARE(ask("DELETE", calendarPath()).status, 404);
}

QTEST_GUILESS_MAIN(TestDavCalendars)
#include "tst_davcalendars.moc"
