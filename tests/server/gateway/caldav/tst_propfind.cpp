#include "tests/server/gateway/caldav/davfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway::caldav;

/// Discovery and properties, over a real server and with the services faked.
class TestPropfind : public DavWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void sendsOnFromWellKnown();
    void asksWhoItIs();
    void discoversCalendars();
    void tellsAboutCalendar();
    void tellsPrivilegesByRole_data();
    void tellsPrivilegesByRole();
    void listsObjects();
    void listsManyObjects();
    void answersAllAndNames();
    void leavesMissingOut();
    void hidesOthers_data();
    void hidesOthers();
    void refusesInfiniteDepth();
    void refusesGarbage();
    void saysWhatItCan_data();
    void saysWhatItCan();
    void refusesUnknownMethods_data();
    void refusesUnknownMethods();
    void passesFailuresOn();
};

void TestPropfind::sendsOnFromWellKnown()
{
    for (const QByteArray method : {"GET", "PROPFIND", "OPTIONS"}) {
        const HttpAnswer answer = ask(method, u"/.well-known/caldav"_s, {}, {}, {});
        QCOMPARE(answer.status, 301);
        QCOMPARE(answer.field("Location"), "/dav/");
    }
}

void TestPropfind::asksWhoItIs()
{
    const HttpAnswer answer = ask("PROPFIND", u"/dav/"_s, {}, {{"Depth", "0"}}, {});
    QCOMPARE(answer.status, 401);
    QVERIFY(answer.field("WWW-Authenticate").startsWith("Basic "));
    QCOMPARE(ask("OPTIONS", u"/dav/"_s, {}, {}, {}).status, 401);
}

void TestPropfind::discoversCalendars()
{
    const MultiStatusAnswer root(propfind(u"/dav/"_s, "<D:current-user-principal/>"));
    const QString principal =
        root.property(u"/dav/"_s, dav("current-user-principal"))->child(dav("href"))->text;
    QCOMPARE(principal, u"/dav/principals/anna/"_s);
    const MultiStatusAnswer user(
        propfind(principal,
                 "<C:calendar-home-set/><D:displayname/><C:calendar-user-address-set/>"
                 "<D:principal-URL/><D:resourcetype/>"));
    QCOMPARE(user.text(principal, dav("displayname")), u"anna"_s);
    QVERIFY(user.property(principal, dav("resourcetype"))->hasChild(dav("principal")));
    QVERIFY(user.property(principal, caldav("calendar-user-address-set"))->hasChild(dav("href")));
    const QString home = user.property(principal, caldav("calendar-home-set"))->child(dav("href"))->text;
    QCOMPARE(home, u"/dav/calendars/anna/"_s);
    const MultiStatusAnswer calendars(propfind(home, "<D:resourcetype/><D:displayname/>", "1"));
    QCOMPARE(calendars.hrefs(), (QStringList{home, calendarPath()}));
    QVERIFY(!calendars.property(home, dav("resourcetype"))->hasChild(caldav("calendar")));
    QVERIFY(calendars.property(calendarPath(), dav("resourcetype"))->hasChild(caldav("calendar")));
    QCOMPARE(calendars.text(calendarPath(), dav("displayname")), u"Family"_s);
    // A member of it, and somebody who is in no calendar.
    QCOMPARE(MultiStatusAnswer(propfind(u"/dav/calendars/vera/"_s, "<D:displayname/>", "1", u"vera"_s))
                 .hrefs()
                 .size(),
             2);
    QCOMPARE(
        MultiStatusAnswer(propfind(u"/dav/calendars/stranger/"_s, "<D:displayname/>", "1", u"stranger"_s))
            .hrefs()
            .size(),
        1);
}

void TestPropfind::tellsAboutCalendar()
{
    const QString path = calendarPath();
    const MultiStatusAnswer answer(
        propfind(path,
                 "<CS:getctag/><D:sync-token/><A:calendar-color/><C:supported-calendar-component-set/>"
                 "<D:supported-report-set/><C:calendar-timezone/><C:max-resource-size/><D:owner/"
                 "><C:calendar-description/>"));
    QVERIFY(answer.text(path, calendarServer("getctag"))
                .contains(QString::number(m_services->calendar.seqOf(m_family))));
    QVERIFY(answer.text(path, dav("sync-token")).startsWith(u"data:,"_s));
    QCOMPARE(answer.text(path, apple("calendar-color")), u"#2075B9FF"_s);
    QCOMPARE(answer.property(path, caldav("supported-calendar-component-set"))
                 ->child(caldav("comp"))
                 ->attribute(u"name"),
             u"VEVENT"_s);
    QCOMPARE(answer.property(path, dav("supported-report-set"))->children.size(), size_t(4));
    QVERIFY(answer.text(path, caldav("calendar-timezone")).contains(u"TZID:UTC"_s));
    QCOMPARE(answer.text(path, caldav("max-resource-size")), u"1048576"_s);
    QVERIFY(answer.property(path, dav("owner"))->hasChild(dav("href")));
    QCOMPARE(answer.statusOf(path, caldav("calendar-description")), 404);
}

void TestPropfind::tellsPrivilegesByRole_data()
{
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("write");
    QTest::addColumn<bool>("content");
    QTest::newRow("owner") << u"anna"_s << true << true;
    QTest::newRow("viewer") << u"vera"_s << false << false;
    QTest::newRow("busy") << u"bert"_s << false << false;
}

void TestPropfind::tellsPrivilegesByRole()
{
    QFETCH(QString, who);
    QFETCH(bool, write);
    QFETCH(bool, content);
    const QString path = calendarPath(who);
    const MultiStatusAnswer answer(
        propfind(path, "<D:current-user-privilege-set/><D:acl/><D:owner/>", "0", who));
    const auto privileges = answer.property(path, dav("current-user-privilege-set"));
    const auto has = [&](const XmlName &name) {
        return std::any_of(privileges->children.begin(), privileges->children.end(),
                           [&](const XmlElement &each) { return each.hasChild(name); });
    };
    QVERIFY(privileges);
    QVERIFY(has(dav("read")));
    QVERIFY(has(caldav("read-free-busy")));
    QCOMPARE(has(dav("write")), write);
    QCOMPARE(has(dav("write-content")), content);
    QVERIFY(answer.property(path, dav("acl"))->child(dav("ace"))->hasChild(dav("protected")));
    QCOMPARE(answer.statusOf(path, dav("owner")), who == u"anna"_s ? 200 : 404);
}

void TestPropfind::listsObjects()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    QCOMPARE(put(u"b c.ics"_s, eventText(u"b"_s)).status, 201);
    const QByteArray props = "<D:getetag/><D:getcontenttype/><D:getcontentlength/><D:resourcetype/>"
                             "<C:calendar-data/><D:getlastmodified/>";
    const MultiStatusAnswer answer(propfind(calendarPath(), props, "1"));
    const QString second = objectPath(u"b%20c.ics"_s);
    QCOMPARE(answer.hrefs(), (QStringList{calendarPath(), objectPath(u"a.ics"_s), second}));
    QVERIFY(answer.text(second, dav("getetag")).startsWith(u'"'));
    QCOMPARE(answer.text(second, dav("getcontentlength")).toInt(), int(eventText(u"b"_s).size()));
    QVERIFY(answer.text(second, dav("getcontenttype")).startsWith(u"text/calendar"_s));
    QVERIFY(answer.text(second, dav("getlastmodified")).endsWith(u" GMT"_s));
    QVERIFY(answer.property(second, dav("resourcetype"))->children.empty());
    QCOMPARE(MultiStatusAnswer(propfind(second, props)).hrefs(), QStringList{second});
    QCOMPARE(propfind(objectPath(u"none.ics"_s), props).status, 404);
}

void TestPropfind::listsManyObjects()
{
    for (int i = 0; i < 1'050; ++i) {
        calendar::PutObjectRequest request;
        request.mutable_calendar()->set_name("Family");
        request.set_name(std::to_string(i));
        request.set_data(eventText(QString::number(i)).toStdString());
        m_services->calendar.objects().putObject({{}, m_ids[u"anna"_s], u"anna"_s, {}, 0}, request,
                                                 [](const auto &) {});
    }
    const MultiStatusAnswer answer(propfind(calendarPath(), "<D:getetag/>", "1"));
    QCOMPARE(answer.hrefs().size(), 1'051);
}

void TestPropfind::answersAllAndNames()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    const QString path = objectPath(u"a.ics"_s);
    const MultiStatusAnswer all(ask("PROPFIND", path, {}, {{"Depth", "0"}}));
    QVERIFY(all.property(path, dav("getetag")));
    QVERIFY(all.property(path, dav("getcontentlength")));
    QVERIFY(!all.property(path, caldav("calendar-data")));
    QVERIFY(!all.property(path, dav("acl")));
    const MultiStatusAnswer names(ask("PROPFIND", path, "<propfind xmlns='DAV:'><propname/></propfind>",
                                      {{"Depth", "0"}, {"Content-Type", "text/xml"}}));
    QVERIFY(names.property(path, dav("acl")));
    QVERIFY(names.text(path, dav("getetag")).isEmpty());
}

void TestPropfind::leavesMissingOut()
{
    const QByteArray body = "<propfind xmlns='DAV:'><prop><displayname/><quota/></prop></propfind>";
    const MultiStatusAnswer whole(ask("PROPFIND", calendarPath(), body, {{"Depth", "0"}}));
    QCOMPARE(whole.statusOf(calendarPath(), dav("quota")), 404);
    const MultiStatusAnswer minimal(
        ask("PROPFIND", calendarPath(), body, {{"Depth", "0"}, {"Prefer", "return=minimal"}}));
    QCOMPARE(minimal.statusOf(calendarPath(), dav("quota")), 0);
    QCOMPARE(minimal.statusOf(calendarPath(), dav("displayname")), 200);
}

void TestPropfind::hidesOthers_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("principal") << u"/dav/principals/anna/"_s;
    QTest::newRow("home") << u"/dav/calendars/anna/"_s;
    QTest::newRow("calendar in another's home") << u"/dav/calendars/anna/%1/"_s;
    QTest::newRow("calendar in one's own home") << u"/dav/calendars/stranger/%1/"_s;
    QTest::newRow("no such user") << u"/dav/calendars/nobody/"_s;
    QTest::newRow("no such calendar") << u"/dav/calendars/stranger/none/"_s;
    QTest::newRow("no such calendar's object") << u"/dav/calendars/stranger/none/a.ics"_s;
    QTest::newRow("object") << u"/dav/calendars/stranger/%1/a.ics"_s;
    QTest::newRow("nothing of ours") << u"/dav/addressbooks/"_s;
}

void TestPropfind::hidesOthers()
{
    QFETCH(QString, path);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    const QString full = path.contains(u"%1"_s) ? path.arg(m_family.toString()) : path;
    const HttpAnswer answer = propfind(full, "<D:displayname/>", "1", u"stranger"_s);
    QCOMPARE(answer.status, 404);
    // Nothing tells what is there from what is not.
    QCOMPARE(answer.body.contains("Family"), false);
    QCOMPARE(answer.json().value(u"reason"_s).toString(), u"unknown_path"_s);
}

void TestPropfind::refusesInfiniteDepth()
{
    const HttpAnswer infinite = propfind(u"/dav/"_s, "<D:displayname/>", "infinity");
    QCOMPARE(infinite.status, 403);
    QCOMPARE(conditionIn(infinite), dav("propfind-finite-depth"));
    QCOMPARE(ask("PROPFIND", u"/dav/"_s).status, 403);
}

void TestPropfind::refusesGarbage()
{
    for (const QByteArray body : {"<", "hello", "<!DOCTYPE a><propfind xmlns='DAV:'><allprop/></propfind>"})
        QCOMPARE(ask("PROPFIND", u"/dav/"_s, body, {{"Depth", "0"}}).status, 400);
}

void TestPropfind::saysWhatItCan_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("puts");
    QTest::addColumn<bool>("makes");
    QTest::newRow("root") << u"/dav/"_s << false << false;
    QTest::newRow("calendar") << calendarPath() << false << true;
    QTest::newRow("object") << u"/dav/calendars/anna/x/a.ics"_s << true << false;
}

void TestPropfind::saysWhatItCan()
{
    QFETCH(QString, path);
    QFETCH(bool, puts);
    QFETCH(bool, makes);
    const HttpAnswer answer = ask("OPTIONS", path);
    QCOMPARE(answer.status, 200);
    const QByteArray dav = answer.field("DAV");
    QVERIFY(dav.contains("1, 3") && dav.contains("calendar-access") && !dav.contains("2,"));
    QCOMPARE(answer.field("Allow").contains("PUT"), puts);
    QCOMPARE(answer.field("Allow").contains("MKCALENDAR"), makes);
}

void TestPropfind::refusesUnknownMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("LOCK") << QByteArray("LOCK") << u"/dav/calendars/anna/x/a.ics"_s;
    QTest::newRow("COPY") << QByteArray("COPY") << u"/dav/calendars/anna/x/a.ics"_s;
    QTest::newRow("ACL") << QByteArray("ACL") << u"/dav/calendars/anna/x/"_s;
    QTest::newRow("POST") << QByteArray("POST") << u"/dav/calendars/anna/x/"_s;
    QTest::newRow("PUT to a calendar") << QByteArray("PUT") << u"/dav/calendars/anna/x/"_s;
    QTest::newRow("DELETE of a home") << QByteArray("DELETE") << u"/dav/calendars/anna/"_s;
    QTest::newRow("MKCALENDAR of a home") << QByteArray("MKCALENDAR") << u"/dav/calendars/anna/"_s;
}

void TestPropfind::refusesUnknownMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    const HttpAnswer answer = ask(method, path);
    QCOMPARE(answer.status, 405);
    QVERIFY(answer.field("Allow").contains("PROPFIND"));
    QVERIFY(!answer.field("Allow").split(',').contains(method));
}

void TestPropfind::passesFailuresOn()
{
    m_services->calendar.failWith(shared::Error{shared::ErrorCode::Unavailable, u"Away."_s, {}, 3});
    const HttpAnswer answer = propfind(u"/dav/calendars/anna/"_s, "<D:displayname/>", "1");
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.field("Retry-After"), "3");
}

QTEST_GUILESS_MAIN(TestPropfind)
#include "tst_propfind.moc"
