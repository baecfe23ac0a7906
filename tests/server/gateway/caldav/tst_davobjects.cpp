#include "tests/server/gateway/caldav/davfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway::caldav;

/// GET, PUT and DELETE of objects, and their conditions.
class TestDavObjects : public DavWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void putsAndGets();
    void keepsEtagBackWhereTextDiffers();
    void answersUnchanged();
    void writesOnCondition();
    void deletesOnCondition();
    void refusesBadObjects_data();
    void refusesBadObjects();
    void namesWhoHasTheUid();
    void refusesReaders();
    void refusesStrangers();
    void mapsReasons_data();
    void mapsReasons();
};

void TestDavObjects::putsAndGets()
{
    const HttpAnswer created = put(u"a b.ics"_s, eventText(u"a"_s));
    QCOMPARE(created.status, 201);
    const QByteArray etag = created.field("ETag");
    QVERIFY(etag.startsWith('"') && etag.endsWith('"'));
    const HttpAnswer got = ask("GET", objectPath(u"a%20b.ics"_s));
    QCOMPARE(got.status, 200);
    QCOMPARE(got.body, eventText(u"a"_s));
    QCOMPARE(got.field("ETag"), etag);
    QVERIFY(got.field("Content-Type").startsWith("text/calendar"));
    const HttpAnswer head = ask("HEAD", objectPath(u"a%20b.ics"_s));
    QCOMPARE(head.status, 200);
    QVERIFY(head.body.isEmpty());
    const HttpAnswer changed = put(u"a b.ics"_s, eventText(u"a"_s, u"Supper"_s));
    QCOMPARE(changed.status, 204);
    QVERIFY(changed.field("ETag") != etag);
    QVERIFY(m_services->calendar.objects().textOf(m_family, u"a b.ics"_s).contains(u"Supper"_s));
    QCOMPARE(ask("GET", objectPath(u"none.ics"_s)).status, 404);
    QCOMPARE(ask("GET", calendarPath()).status, 200);
}

void TestDavObjects::keepsEtagBackWhereTextDiffers()
{
    m_services->calendar.objects().setRewriting(true);
    const HttpAnswer created = put(u"a.ics"_s, eventText(u"a"_s));
    QCOMPARE(created.status, 201);
    QVERIFY(created.field("ETag").isEmpty());
}

void TestDavObjects::answersUnchanged()
{
    const QByteArray etag = put(u"a.ics"_s, eventText(u"a"_s)).field("ETag");
    const QString path = objectPath(u"a.ics"_s);
    const HttpAnswer unchanged = ask("GET", path, {}, {{"If-None-Match", etag}});
    QCOMPARE(unchanged.status, 304);
    QCOMPARE(unchanged.field("ETag"), etag);
    QCOMPARE(ask("GET", path, {}, {{"If-None-Match", "\"other\""}}).status, 200);
    QCOMPARE(ask("GET", path, {}, {{"If-Match", "\"other\""}}).status, 412);
    QCOMPARE(ask("GET", path, {}, {{"If-Match", etag}}).status, 200);
}

void TestDavObjects::writesOnCondition()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s), {{"If-Match", "*"}}).status, 412);
    const HttpAnswer created = put(u"a.ics"_s, eventText(u"a"_s), {{"If-None-Match", "*"}});
    QCOMPARE(created.status, 201);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"x"_s), {{"If-None-Match", "*"}}).status, 412);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"x"_s), {{"If-Match", "\"wrong\""}}).status, 412);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"x"_s), {{"If-Match", "W/" + created.field("ETag")}}).status,
             412);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"x"_s), {{"If-Match", created.field("ETag")}}).status, 204);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"y"_s), {{"If-Match", created.field("ETag")}}).status, 412);
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s, u"y"_s), {{"If-Match", "*"}}).status, 204);
}

void TestDavObjects::deletesOnCondition()
{
    const QByteArray etag = put(u"a.ics"_s, eventText(u"a"_s)).field("ETag");
    const QString path = objectPath(u"a.ics"_s);
    QCOMPARE(ask("DELETE", path, {}, {{"If-Match", "\"wrong\""}}).status, 412);
    QCOMPARE(ask("DELETE", path, {}, {{"If-Match", etag}}).status, 204);
    QCOMPARE(ask("DELETE", path).status, 404);
    QCOMPARE(ask("GET", path).status, 404);
}

void TestDavObjects::refusesBadObjects_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("condition");
    const QByteArray calendar = "text/calendar";
    QTest::newRow("no calendar") << QByteArray("hello") << calendar << 403 << u"valid-calendar-data"_s;
    QTest::newRow("not UTF-8") << QByteArray("BEGIN:VCALENDAR\xff\xfe") << calendar << 403
                               << u"valid-calendar-data"_s;
    QTest::newRow("another type") << eventText(u"a"_s) << QByteArray("text/vcard") << 403
                                  << u"supported-calendar-data"_s;
    QTest::newRow("task") << QByteArray(
        "BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:a\r\nEND:VTODO\r\nEND:VCALENDAR\r\n")
                          << calendar << 403 << u"supported-calendar-component"_s;
    QTest::newRow("no UID") << QByteArray("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") << calendar << 403
                            << u"valid-calendar-object-resource"_s;
    QTest::newRow("too large") << eventText(u"a"_s, QString(1024 * 1024, u'x')) << calendar << 403
                               << u"max-resource-size"_s;
}

void TestDavObjects::refusesBadObjects()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, type);
    QFETCH(int, status);
    QFETCH(QString, condition);
    const HttpAnswer answer = ask("PUT", objectPath(u"a.ics"_s), text, {{"Content-Type", type}});
    QCOMPARE(answer.status, status);
    QCOMPARE(conditionIn(answer), (XmlName{caldav("").space, condition}));
    QVERIFY(m_services->calendar.objects().textOf(m_family, u"a.ics"_s).isEmpty());
}

void TestDavObjects::namesWhoHasTheUid()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"same"_s)).status, 201);
    const HttpAnswer answer = put(u"b.ics"_s, eventText(u"same"_s));
    QCOMPARE(answer.status, 409);
    QCOMPARE(conditionIn(answer), caldav("no-uid-conflict"));
    QCOMPARE(parseXml(answer.body)->children.front().child(dav("href"))->text, objectPath(u"a.ics"_s));
}

void TestDavObjects::refusesReaders()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    const HttpAnswer answer = put(u"a.ics"_s, eventText(u"a"_s, u"x"_s), {}, u"vera"_s);
    QCOMPARE(answer.status, 403);
    QCOMPARE(conditionIn(answer), dav("need-privileges"));
    QCOMPARE(ask("DELETE", calendarPath(u"vera"_s) + u"a.ics"_s, {}, {}, u"vera"_s).status, 403);
    QCOMPARE(ask("GET", calendarPath(u"vera"_s) + u"a.ics"_s, {}, {}, u"vera"_s).status, 200);
}

void TestDavObjects::refusesStrangers()
{
    QCOMPARE(put(u"a.ics"_s, eventText(u"a"_s)).status, 201);
    for (const QString &path : {calendarPath(u"anna"_s), calendarPath(u"stranger"_s)}) {
        QCOMPARE(ask("GET", path + u"a.ics"_s, {}, {}, u"stranger"_s).status, 404);
        QCOMPARE(ask("DELETE", path + u"a.ics"_s, {}, {}, u"stranger"_s).status, 404);
        QCOMPARE(ask("PUT", path + u"a.ics"_s, eventText(u"a"_s), {{"Content-Type", "text/calendar"}},
                     u"stranger"_s)
                     .status,
                 404);
    }
    QCOMPARE(m_services->calendar.objects().textOf(m_family, u"a.ics"_s).toUtf8(), eventText(u"a"_s));
}

void TestDavObjects::mapsReasons_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("condition");
    using shared::ErrorCode;
    const auto row = [](const char *name, ErrorCode code, const QString &reason, int status,
                        const QString &condition) {
        QTest::newRow(name) << int(code) << reason << status << condition;
    };
    row("recurrence", ErrorCode::InvalidArgument, u"unsupported_recurrence"_s, 403,
        u"valid-calendar-object-resource"_s);
    row("attendees", ErrorCode::InvalidArgument, u"too_many_attendees"_s, 403,
        u"max-attendees-per-instance"_s);
    row("instances", ErrorCode::InvalidArgument, u"too_many_instances"_s, 403, u"max-instances"_s);
    row("date", ErrorCode::InvalidArgument, u"date_out_of_range"_s, 403, u"max-date-time"_s);
    row("size", ErrorCode::TooLarge, {}, 403, u"max-resource-size"_s);
    row("UID", ErrorCode::Conflict, u"uid_changed"_s, 409, u"no-uid-conflict"_s);
    row("busy", ErrorCode::Unavailable, {}, 503, {});
    row("late", ErrorCode::DeadlineExceeded, {}, 503, {});
    row("internal", ErrorCode::Internal, {}, 500, {});
}

void TestDavObjects::mapsReasons()
{
    QFETCH(int, code);
    QFETCH(QString, reason);
    QFETCH(int, status);
    QFETCH(QString, condition);
    m_services->calendar.objects().failWith(
        shared::Error{static_cast<shared::ErrorCode>(code), u"No."_s, reason});
    const HttpAnswer answer = put(u"a.ics"_s, eventText(u"a"_s));
    QCOMPARE(answer.status, status);
    QCOMPARE(conditionIn(answer).local, condition);
}

QTEST_GUILESS_MAIN(TestDavObjects)
#include "tst_davobjects.moc"
