#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;

/// The part of section 3 that the app needs, over a real server and with the services faked.
class TestFullApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsAboutServer();
    void editsProfile();
    void changesPassword();
    void listsAndRevokesSessions();
    void createsListsAndFindsCalendars();
    void joinsCalendar();
    void editsCalendar();
    void deletesCalendar();
    void managesMembers();
    void createsAndFindsEvents();
    void editsEventsOnCondition();
    void passesBaseVersion();
    void deletesAndRestoresEvents();
    void listsEventsOfCalendar();
    void listsChanges();
    void refusesStrangers_data();
    void refusesStrangers();
    void refusesBadIds_data();
    void refusesBadIds();
    void refusesBadQueries_data();
    void refusesBadQueries();

private:
    QString calendarPath(const QString &rest = {}) const
    {
        return u"/api/v1/calendars/"_s + m_family.toString() + rest;
    }
    QJsonObject draft() const
    {
        return {{u"event_name"_s, u"Dinner"_s},
                {u"event_start"_s, u"2026-12-10T18:00:00Z"_s},
                {u"event_end"_s, u"2026-12-10T20:00:00Z"_s}};
    }

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
    shared::UserId m_annaId;
    shared::CalendarId m_family;
    QByteArray m_anna;
    QByteArray m_stranger;
};

void TestFullApi::init()
{
    m_services = std::make_unique<FakeServices>();
    auto options = RunningGateway::testOptions();
    options.certificateFingerprint = u"ab12"_s;
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    m_annaId = m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    m_services->auth.addUser(u"stranger"_s);
    m_anna = m_services->auth.token(u"anna"_s);
    m_stranger = m_services->auth.token(u"stranger"_s);
    m_family = m_services->calendar.addCalendar(u"Family"_s, m_annaId, u"anna"_s, u"secret"_s);
}

void TestFullApi::cleanup()
{
    m_gateway.reset();
    m_services.reset();
}

void TestFullApi::tellsAboutServer()
{
    const HttpAnswer answer = m_gateway->get(u"/api/v1/server"_s);
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value("name"_L1).toString(), u"Test"_s);
    QCOMPARE(answer.json().value("version"_L1).toString(), QStringLiteral(HEARTH_VERSION));
    QCOMPARE(answer.json().value("certificate_fingerprint"_L1).toString(), u"ab12"_s);
    QVERIFY(answer.json().value("features"_L1).isArray());
}

void TestFullApi::editsProfile()
{
    const HttpAnswer me = m_gateway->get(u"/api/v1/me"_s, m_anna);
    QCOMPARE(me.status, 200);
    QCOMPARE(me.json().value("username"_L1).toString(), u"anna"_s);
    QCOMPARE(me.json().value("id"_L1).toString(), m_annaId.toString());
    QCOMPARE(me.field("ETag"), "\"1\""_ba);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_anna, {{"If-None-Match", "\"1\""}}).status, 304);
    const QJsonObject patch{{u"display_name"_s, u"Anna B."_s}};
    const HttpAnswer edited =
        m_gateway->send("PATCH", u"/api/v1/me"_s, patch, m_anna, {{"If-Match", "\"1\""}});
    QCOMPARE(edited.status, 200);
    QCOMPARE(edited.json().value("display_name"_L1).toString(), u"Anna B."_s);
    QCOMPARE(edited.field("ETag"), "\"2\""_ba);
    QCOMPARE(m_gateway->send("PATCH", u"/api/v1/me"_s, patch, m_anna, {{"If-Match", "\"1\""}}).status, 412);
    QCOMPARE(m_gateway->send("PATCH", u"/api/v1/me"_s, {{u"colour"_s, 7}}, m_anna).status, 400);
}

void TestFullApi::changesPassword()
{
    const auto change = [&](const QString &oldPassword) {
        return m_gateway
            ->send("POST", u"/api/v1/me/password"_s,
                   {{u"old_password"_s, oldPassword}, {u"new_password"_s, u"another one"_s}}, m_anna)
            .status;
    };
    QCOMPARE(change(u"wrong"_s), 403);
    QCOMPARE(change(u"12345678"_s), 204);
    QCOMPARE(m_gateway->send("POST", u"/api/v1/me/password"_s, {}, m_anna).status, 400);
}

void TestFullApi::listsAndRevokesSessions()
{
    const QByteArray other = m_services->auth.token(u"anna"_s);
    const HttpAnswer list = m_gateway->get(u"/api/v1/me/sessions"_s, m_anna);
    QCOMPARE(list.status, 200);
    const QJsonArray sessions = list.json().value("sessions"_L1).toArray();
    QCOMPARE(sessions.size(), 2);
    int current = 0;
    for (const QJsonValue &each : sessions)
        current += each["current"_L1].toBool() ? 1 : 0;
    QCOMPARE(current, 1);
    const QString path = u"/api/v1/me/sessions/"_s + m_services->auth.sessionOf(other).toString();
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_stranger).status, 404);
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna).status, 204);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, other).status, 401);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_anna).status, 200);
}

void TestFullApi::createsListsAndFindsCalendars()
{
    const HttpAnswer created = m_gateway->send("POST", u"/api/v1/calendars"_s,
                                               {{u"name"_s, u"Work"_s}, {u"colour"_s, u"brick"_s}}, m_anna);
    QCOMPARE(created.status, 201);
    const QString id = created.json().value("id"_L1).toString();
    QCOMPARE(created.field("Location"), "/api/v1/calendars/" + id.toLatin1());
    const HttpAnswer list = m_gateway->get(u"/api/v1/calendars"_s, m_anna);
    QCOMPARE(list.json().value("calendars"_L1).toArray().size(), 2);
    QCOMPARE(m_gateway->get(u"/api/v1/calendars"_s, m_stranger).json().value("calendars"_L1).toArray(),
             QJsonArray());
    const HttpAnswer found = m_gateway->get(u"/api/v1/calendars/"_s + id, m_anna);
    QCOMPARE(found.status, 200);
    QCOMPARE(found.json().value("name"_L1).toString(), u"Work"_s);
    QVERIFY(found.field("ETag").startsWith('"'));
}

void TestFullApi::joinsCalendar()
{
    const auto join = [&](const QJsonObject &body) {
        return m_gateway->send("POST", u"/api/v1/calendars/join"_s, body, m_stranger);
    };
    QCOMPARE(join({}).status, 400);
    QCOMPARE(join({{u"calendar_name"_s, u"Nothing"_s}}).status, 404);
    const HttpAnswer wrong = join({{u"calendar_name"_s, u"Family"_s}, {u"calendar_password"_s, u"no"_s}});
    QCOMPARE(wrong.status, 403);
    QCOMPARE(wrong.json().value("reason"_L1).toString(), u"wrong_password"_s);
    const HttpAnswer joined =
        join({{u"calendar_name"_s, u"Family"_s}, {u"calendar_password"_s, u"secret"_s}});
    QCOMPARE(joined.status, 200);
    QCOMPARE(joined.json().value("already_member"_L1), QJsonValue(false));
    const HttpAnswer again =
        join({{u"calendar_id"_s, m_family.toString()}, {u"calendar_password"_s, u"secret"_s}});
    QCOMPARE(again.json().value("already_member"_L1), QJsonValue(true));
}

void TestFullApi::editsCalendar()
{
    const HttpAnswer edited =
        m_gateway->send("PATCH", calendarPath(), {{u"name"_s, u"Home"_s}}, m_anna, {{"If-Match", "\"1\""}});
    QCOMPARE(edited.status, 200);
    QCOMPARE(edited.json().value("name"_L1).toString(), u"Home"_s);
    QCOMPARE(m_gateway->send("PATCH", calendarPath(), {{u"name"_s, u"X"_s}}, m_anna, {{"If-Match", "\"1\""}})
                 .status,
             412);
    QCOMPARE(m_gateway->send("PATCH", calendarPath(), {{u"name"_s, 1}}, m_anna).status, 400);
}

void TestFullApi::deletesCalendar()
{
    QCOMPARE(m_gateway->send("DELETE", calendarPath(), {}, m_stranger).status, 403);
    QCOMPARE(m_gateway->send("DELETE", calendarPath(), {}, m_anna).status, 204);
    QCOMPARE(m_gateway->get(calendarPath(), m_anna).status, 404);
}

void TestFullApi::managesMembers()
{
    const auto bert = m_services->auth.addUser(u"bert"_s);
    m_services->calendar.addMember(m_family, bert, u"bert"_s);
    const HttpAnswer members = m_gateway->get(calendarPath(u"/members"_s), m_anna);
    QCOMPARE(members.json().value("members"_L1).toArray().size(), 2);
    const QString path = calendarPath(u"/members/"_s + bert.toString());
    const HttpAnswer changed = m_gateway->send("PATCH", path, {{u"role"_s, u"viewer"_s}}, m_anna);
    QCOMPARE(changed.status, 200);
    QCOMPARE(changed.json().value("role"_L1).toString(), u"viewer"_s);
    QCOMPARE(m_gateway->send("PATCH", path, {{u"role"_s, u"king"_s}}, m_anna).status, 400);
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna).status, 204);
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna).status, 404);
}

void TestFullApi::createsAndFindsEvents()
{
    const Fields key{{"Idempotency-Key", "k"}};
    const HttpAnswer created = m_gateway->send("POST", calendarPath(u"/events"_s), draft(), m_anna, key);
    QCOMPARE(created.status, 201);
    const QString path = QString::fromLatin1(created.field("Location"));
    const HttpAnswer again = m_gateway->send("POST", calendarPath(u"/events"_s), draft(), m_anna, key);
    QCOMPARE(again.json().value("id"_L1), created.json().value("id"_L1));
    // The same body is another request in another calendar.
    const auto other = m_services->calendar.addCalendar(u"Work"_s, m_annaId, u"anna"_s);
    const QString elsewhere = u"/api/v1/calendars/"_s + other.toString() + u"/events"_s;
    QCOMPARE(m_gateway->send("POST", elsewhere, draft(), m_anna, key).status, 422);
    const HttpAnswer found = m_gateway->get(path, m_anna);
    QCOMPARE(found.status, 200);
    QCOMPARE(found.field("ETag"), created.field("ETag"));
    QCOMPARE(m_gateway->get(path, m_anna, {{"If-None-Match", "\"9\", " + found.field("ETag")}}).status, 304);
    QCOMPARE(m_gateway->get(path, m_anna, {{"If-None-Match", "\"9\""}}).status, 200);
}

void TestFullApi::editsEventsOnCondition()
{
    const HttpAnswer created = m_gateway->send("POST", calendarPath(u"/events"_s), draft(), m_anna);
    const QString path = QString::fromLatin1(created.field("Location"));
    const QJsonObject patch{{u"event_name"_s, u"Lunch"_s}};
    const HttpAnswer edited =
        m_gateway->send("PATCH", path, patch, m_anna, {{"If-Match", created.field("ETag")}});
    QCOMPARE(edited.status, 200);
    QCOMPARE(edited.json().value("event_name"_L1).toString(), u"Lunch"_s);
    for (const QByteArray &stale : {created.field("ETag"), "W/" + edited.field("ETag"), "nonsense"_ba}) {
        const HttpAnswer refused = m_gateway->send("PATCH", path, patch, m_anna, {{"If-Match", stale}});
        QCOMPARE(refused.status, 412);
        QCOMPARE(refused.json().value("event"_L1)["event_name"_L1].toString(), u"Lunch"_s);
    }
    QCOMPARE(m_gateway->send("PATCH", path, patch, m_anna, {{"If-Match", "*"}}).status, 200);
}

void TestFullApi::passesBaseVersion()
{
    const HttpAnswer created = m_gateway->send("POST", calendarPath(u"/events"_s), draft(), m_anna);
    const QString path = QString::fromLatin1(created.field("Location"));
    QCOMPARE(m_gateway->send("PATCH", path, {{u"event_name"_s, u"Lunch"_s}, {u"base_version"_s, 2}}, m_anna)
                 .status,
             200);
    QCOMPARE(m_services->calendar.lastUpdate().base_version(), 2);
    QCOMPARE(m_services->calendar.lastUpdate().patch_json(), std::string(R"({"event_name":"Lunch"})"));
    QCOMPARE(m_gateway->send("PATCH", path, {{u"base_version"_s, u"2"_s}}, m_anna).status, 400);
}

void TestFullApi::deletesAndRestoresEvents()
{
    const HttpAnswer created = m_gateway->send("POST", calendarPath(u"/events"_s), draft(), m_anna);
    const QString path = QString::fromLatin1(created.field("Location"));
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna, {{"If-Match", "\"99\""}}).status, 412);
    QCOMPARE(m_gateway->send("DELETE", path, {}, m_anna).status, 200);
    const HttpAnswer restored = m_gateway->send("POST", path + u"/restore"_s, {}, m_anna);
    QCOMPARE(restored.status, 200);
    QCOMPARE(restored.json().value("id"_L1), created.json().value("id"_L1));
}

void TestFullApi::listsEventsOfCalendar()
{
    m_services->calendar.addEvent(m_family, u"Dinner"_s);
    const HttpAnswer page = m_gateway->get(calendarPath(u"/events?limit=10"_s), m_anna);
    QCOMPARE(page.status, 200);
    QCOMPARE(page.json().value("events"_L1).toArray().size(), 1);
    QCOMPARE(page.json().value("seq"_L1).toInt(), 2);
    QVERIFY(page.json().value("next_cursor"_L1).isNull());
    const Fields known{{"If-None-Match", page.field("ETag")}};
    QCOMPARE(m_gateway->get(calendarPath(u"/events?limit=10"_s), m_anna, known).status, 304);
    m_services->calendar.addEvent(m_family, u"Lunch"_s);
    QCOMPARE(m_gateway->get(calendarPath(u"/events?limit=10"_s), m_anna, known).status, 200);
}

void TestFullApi::listsChanges()
{
    for (int i = 0; i < 3; ++i)
        m_services->calendar.addEvent(m_family, u"Event"_s);
    const HttpAnswer page = m_gateway->get(calendarPath(u"/changes?since=1&limit=2"_s), m_anna);
    QCOMPARE(page.status, 200);
    const QJsonArray changes = page.json().value("changes"_L1).toArray();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes[0]["event"_L1].toString(), u"created_event"_s);
    QCOMPARE(changes[0]["seq"_L1].toInt(), 2);
    QCOMPARE(changes[0]["calendar_id"_L1].toString(), m_family.toString());
    QCOMPARE(page.json().value("seq"_L1).toInt(), 4);
    QCOMPARE(page.json().value("more"_L1), QJsonValue(true));
    m_services->calendar.trim(m_family, 3);
    const HttpAnswer gone = m_gateway->get(calendarPath(u"/changes?since=1"_s), m_anna);
    QCOMPARE(gone.status, 410);
    QCOMPARE(gone.json().value("reason"_L1).toString(), u"snapshot_required"_s);
}

void TestFullApi::refusesStrangers_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("rest");
    QTest::newRow("find") << "GET"_ba << u""_s;
    QTest::newRow("edit") << "PATCH"_ba << u""_s;
    QTest::newRow("members") << "GET"_ba << u"/members"_s;
    QTest::newRow("events") << "GET"_ba << u"/events"_s;
    QTest::newRow("create") << "POST"_ba << u"/events"_s;
    QTest::newRow("changes") << "GET"_ba << u"/changes"_s;
}

void TestFullApi::refusesStrangers()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, rest);
    QCOMPARE(m_gateway->send(method, calendarPath(rest), draft(), m_stranger).status, 403);
    QCOMPARE(m_gateway->send(method, calendarPath(rest), draft()).status, 401);
}

void TestFullApi::refusesBadIds_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    const QString none = u"00000000-0000-7000-8000-000000000001"_s;
    QTest::newRow("calendar") << "GET"_ba << u"/api/v1/calendars/x"_s;
    QTest::newRow("no calendar") << "GET"_ba << u"/api/v1/calendars/"_s + none;
    QTest::newRow("slash") << "GET"_ba << u"/api/v1/calendars/"_s;
    QTest::newRow("event") << "GET"_ba << u"*/events/x"_s;
    QTest::newRow("no event") << "DELETE"_ba << u"*/events/"_s + none;
    QTest::newRow("restore") << "POST"_ba << u"*/events/x/restore"_s;
    QTest::newRow("member") << "DELETE"_ba << u"*/members/x"_s;
    QTest::newRow("session") << "DELETE"_ba << u"/api/v1/me/sessions/x"_s;
}

void TestFullApi::refusesBadIds()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    path.replace(u"*"_s, calendarPath());
    QCOMPARE(m_gateway->send(method, path, {}, m_anna).status, 404);
}

void TestFullApi::refusesBadQueries_data()
{
    QTest::addColumn<QString>("rest");
    QTest::newRow("limit") << u"/events?limit=x"_s;
    QTest::newRow("limit 0") << u"/events?limit=0"_s;
    QTest::newRow("limit too high") << u"/events?limit=100000"_s;
    QTest::newRow("since") << u"/changes?since=x"_s;
    QTest::newRow("negative") << u"/changes?since=-1"_s;
}

void TestFullApi::refusesBadQueries()
{
    QFETCH(QString, rest);
    QCOMPARE(m_gateway->get(calendarPath(rest), m_anna).status, 400);
}

QTEST_GUILESS_MAIN(TestFullApi)
#include "tst_fullapi.moc"
