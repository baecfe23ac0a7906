#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway;
using shared::ErrorCode;

/// Section 1 of the contract, over a real server and with the services faked.
class TestBaseApi : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void registers_data();
    void registers();
    void logsIn();
    void refusesWrongCredentialsAlike();
    void tellsStatus_data();
    void tellsStatus();
    void asksForKeysAfterClockWasSetBack();
    void wantsToken_data();
    void wantsToken();
    void refusesTokens_data();
    void refusesTokens();
    void createsCalendar();
    void createsEvent();
    void refusesEvents_data();
    void refusesEvents();
    void givesFirstAnswerAgain();
    void tellsWhyThereAreNoEvents();
    void filtersEvents();
    void neverAnswersStale();
    void keepsToLimits();
    void limitsAreForEachUser();
    void limitsGuessesOfCalendarPasswords();
    void answersOverdueRequests();
    void knowsPathsAndMethods_data();
    void knowsPathsAndMethods();
    void answersUnderApi();
    void refusesMalformedBodies_data();
    void refusesMalformedBodies();
    void publishesKeys();
    void refreshesAndLogsOut();
    void followsRotatedKeys();
    void boundsKeyRequests();

private:
    QByteArray loggedIn(const QString &username);
    QJsonObject draft(const QString &calendar = u"Family"_s) const;

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
};

void TestBaseApi::init()
{
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services);
}

void TestBaseApi::cleanup()
{
    m_gateway.reset();
    m_services.reset();
}

QByteArray TestBaseApi::loggedIn(const QString &username)
{
    if (m_services->auth.idOf(username).isNull())
        m_services->auth.addUser(username);
    return m_services->auth.token(username);
}

QJsonObject TestBaseApi::draft(const QString &calendar) const
{
    return {{u"event_name"_s, u"Dinner"_s},
            {u"event_start"_s, u"2026-12-10T18:00:00Z"_s},
            {u"event_end"_s, u"2026-12-10T20:00:00Z"_s},
            {u"calendar_name"_s, calendar}};
}

void TestBaseApi::registers_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("new") << R"({"username":"anna","password":"12345678"})"_ba << 201;
    QTest::newRow("further members") << R"({"username":"anna","password":"12345678","x":[1]})"_ba << 201;
    QTest::newRow("exists") << R"({"username":"TAKEN","password":"12345678"})"_ba << 409;
    QTest::newRow("malformed") << R"({"username":"anna",)"_ba << 400;
    QTest::newRow("empty") << ""_ba << 400;
    QTest::newRow("an array") << R"(["anna"])"_ba << 400;
    QTest::newRow("no username") << R"({"password":"12345678"})"_ba << 400;
    QTest::newRow("null username") << R"({"username":null,"password":"12345678"})"_ba << 400;
    QTest::newRow("a number") << R"({"username":7,"password":"12345678"})"_ba << 400;
    QTest::newRow("no password") << R"({"username":"anna"})"_ba << 400;
    QTest::newRow("short password") << R"({"username":"anna","password":"1234567"})"_ba << 400;
    QTest::newRow("bad username") << R"({"username":"an na","password":"12345678"})"_ba << 400;
    QTest::newRow("not UTF-8") << "{\"username\":\"\xff\",\"password\":\"12345678\"}"_ba << 400;
}

void TestBaseApi::registers()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    m_services->auth.addUser(u"taken"_s);
    const HttpAnswer answer = m_gateway->request("POST", u"/user/register"_s, body);
    QCOMPARE(answer.status, status);
    if (status == 201) {
        QCOMPARE(answer.json().value("username"_L1).toString(), u"anna"_s);
        QVERIFY(!answer.json().value("message"_L1).toString().isEmpty());
        return;
    }
    QCOMPARE(answer.field("Content-Type"), "application/problem+json"_ba);
    const QJsonObject problem = answer.json();
    QCOMPARE(problem.value("status"_L1).toInt(), status);
    for (const auto name : {"type"_L1, "title"_L1, "detail"_L1})
        QVERIFY(!problem.value(name).toString().isEmpty());
    QCOMPARE(problem.value("message"_L1), problem.value("detail"_L1));
}

void TestBaseApi::logsIn()
{
    m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    const HttpAnswer answer = m_gateway->send("POST", u"/user/login"_s,
                                              {{u"username"_s, u"Anna"_s}, {u"password"_s, u"12345678"_s}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.json().value("message"_L1).toString(), u"Logged in successfully!"_s);
    QCOMPARE(answer.json().value("username"_L1).toString(), u"anna"_s);
    QCOMPARE(answer.json().value("expires_in"_L1).toInt(), 900);
    QVERIFY(!answer.json().value("refresh_token"_L1).toString().isEmpty());
    const QByteArray token = answer.json().value("token"_L1).toString().toLatin1();
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, 200);
    QCOMPARE(m_gateway->send("POST", u"/user/login"_s, {{u"username"_s, u"anna"_s}}).status, 400);
    m_services->auth.failWith(shared::Error{ErrorCode::Internal, u"An internal error."_s});
    QCOMPARE(
        m_gateway
            ->send("POST", u"/user/login"_s, {{u"username"_s, u"anna"_s}, {u"password"_s, u"12345678"_s}})
            .status,
        500);
}

void TestBaseApi::refusesWrongCredentialsAlike()
{
    m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    const HttpAnswer wrongPassword = m_gateway->send(
        "POST", u"/user/login"_s, {{u"username"_s, u"anna"_s}, {u"password"_s, u"wrong one"_s}});
    const HttpAnswer noSuchUser = m_gateway->send(
        "POST", u"/user/login"_s, {{u"username"_s, u"nobody"_s}, {u"password"_s, u"wrong one"_s}});
    QCOMPARE(wrongPassword.status, 401);
    QVERIFY(wrongPassword.field("WWW-Authenticate").startsWith("Bearer"));
    QCOMPARE(noSuchUser.status, 401);
    QCOMPARE(noSuchUser.body, wrongPassword.body);
}

void TestBaseApi::tellsStatus_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : {u"/user/status"_s, u"/calendar/status"_s, u"/api/user/status"_s})
        QTest::newRow(qPrintable(path)) << path;
}

void TestBaseApi::tellsStatus()
{
    QFETCH(QString, path);
    const HttpAnswer up = m_gateway->get(path);
    QCOMPARE(up.status, 200);
    QCOMPARE(up.json().value("message"_L1).toString(), u"Service and database are up and running"_s);
    const shared::Error down{ErrorCode::Internal, u"no database"_s};
    m_services->auth.failWith(down);
    m_services->calendar.failWith(down);
    const HttpAnswer answer = m_gateway->get(path);
    QCOMPARE(answer.status, 503);
    QVERIFY(answer.field("Retry-After").toInt() > 0);
    QVERIFY(!answer.body.contains("no database"));
}

void TestBaseApi::asksForKeysAfterClockWasSetBack()
{
    m_services->auth.failWith(shared::Error{ErrorCode::Unavailable, u"not yet"_s});
    RunningGateway late(*m_services);
    m_services->clock.advance(-3'600'000);
    m_services->auth.failWith(std::nullopt);
    m_services->auth.addUser(u"anna"_s);
    QCOMPARE(late.get(u"/api/v1/me"_s, m_services->auth.token(u"anna"_s)).status, 200);
}

void TestBaseApi::wantsToken_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::newRow("create_calendar") << "POST"_ba << u"/calendar/create_calendar"_s;
    QTest::newRow("get_events") << "GET"_ba << u"/calendar/get_events"_s;
    QTest::newRow("create_event") << "POST"_ba << u"/api/calendar/create_event"_s;
    QTest::newRow("logout") << "POST"_ba << u"/user/logout"_s;
    QTest::newRow("me") << "GET"_ba << u"/api/v1/me"_s;
}

void TestBaseApi::wantsToken()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    for (const QByteArray &field : {""_ba, "Bearer"_ba, "Basic YTpi"_ba, "Bearer nonsense"_ba}) {
        const HttpAnswer answer = m_gateway->request(method, path, "{}", {{"Authorization", field}});
        QCOMPARE(answer.status, 401);
        QVERIFY(answer.field("WWW-Authenticate").startsWith("Bearer"));
        QCOMPARE(answer.json().value("status"_L1).toInt(), 401);
    }
}

void TestBaseApi::refusesTokens_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("good") << 0;
    QTest::newRow("ended") << 1;
    QTest::newRow("revoked") << 2;
    QTest::newRow("forged") << 3;
    QTest::newRow("foreign key") << 4;
}

void TestBaseApi::refusesTokens()
{
    QFETCH(int, kind);
    QByteArray token = loggedIn(u"anna"_s);
    if (kind == 1) {
        QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, 200);
        m_services->clock.advance(900'000);
    } else if (kind == 2) {
        QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, 200);
        m_services->auth.revoke(m_services->auth.sessionOf(token), m_services->clock.nowMs() + 900'000);
    } else if (kind == 3) {
        token[token.indexOf('.') + 5] = token[token.indexOf('.') + 5] == 'x' ? 'y' : 'x';
    } else if (kind == 4) {
        token =
            FakeAuth(m_services->clock)
                .token({m_services->auth.idOf(u"anna"_s), shared::newId<shared::SessionId>(m_services->clock),
                        u"anna"_s, m_services->clock.nowMs(), m_services->clock.nowMs() + 60'000});
    }
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, kind == 0 ? 200 : 401);
}

void TestBaseApi::createsCalendar()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    const QJsonObject body{{u"calendar_name"_s, u"Family"_s}, {u"calendar_password"_s, u""_s}};
    const HttpAnswer created = m_gateway->send("POST", u"/calendar/create_calendar"_s, body, anna);
    QCOMPARE(created.status, 201);
    QCOMPARE(created.json().value("name"_L1).toString(), u"Family"_s);
    QCOMPARE(created.json().value("role"_L1).toString(), u"owner"_s);
    QVERIFY(!created.json().value("message"_L1).toString().isEmpty());
    QCOMPARE(m_gateway->send("POST", u"/calendar/create_calendar"_s, body, anna).status, 409);
    QCOMPARE(m_gateway->send("POST", u"/calendar/create_calendar"_s, {}, anna).status, 400);
    QCOMPARE(
        m_gateway->send("POST", u"/calendar/create_calendar"_s, {{u"calendar_name"_s, u"\n"_s}}, anna).status,
        400);
    QCOMPARE(m_gateway
                 ->send("POST", u"/calendar/create_calendar"_s,
                        {{u"calendar_name"_s, u"X"_s}, {u"calendar_password"_s, 7}}, anna)
                 .status,
             400);
}

void TestBaseApi::createsEvent()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    m_services->calendar.addCalendar(u"Family"_s, m_services->auth.idOf(u"anna"_s), u"anna"_s);
    const HttpAnswer created = m_gateway->send("POST", u"/calendar/create_event"_s, draft(), anna);
    QCOMPARE(created.status, 201);
    QCOMPARE(created.json().value("event_name"_L1).toString(), u"Dinner"_s);
    QCOMPARE(created.json().value("created_by"_L1).toString(), u"anna"_s);
    const HttpAnswer events = m_gateway->get(u"/calendar/get_events"_s, anna);
    QCOMPARE(events.status, 200);
    const QJsonObject event = events.json().value("events"_L1).toArray().first().toObject();
    QCOMPARE(event.value("event_start"_L1).toString(), u"2026-12-10T18:00:00Z"_s);
    QCOMPARE(event.value("event_end"_L1).toString(), u"2026-12-10T20:00:00Z"_s);
    QVERIFY(m_services->calendar.lastCall().deadlineMs > m_services->clock.nowMs());
    QVERIFY(!m_services->calendar.lastCall().requestId.isEmpty());
}

void TestBaseApi::refusesEvents_data()
{
    QTest::addColumn<QString>("calendar");
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("status");
    QTest::newRow("ends first") << u"Family"_s << u"2026-12-10T17:00:00Z"_s << -1 << 400;
    QTest::newRow("no time") << u"Family"_s << u"soon"_s << -1 << 400;
    QTest::newRow("no calendar") << u"Nothing"_s << u"2026-12-10T20:00:00Z"_s << -1 << 404;
    QTest::newRow("no member") << u"Others"_s << u"2026-12-10T20:00:00Z"_s << -1 << 403;
    QTest::newRow("saga") << u"Family"_s << u"2026-12-10T20:00:00Z"_s << int(ErrorCode::Unavailable) << 503;
    QTest::newRow("late") << u"Family"_s << u"2026-12-10T20:00:00Z"_s << int(ErrorCode::DeadlineExceeded)
                          << 503;
}

void TestBaseApi::refusesEvents()
{
    QFETCH(QString, calendar);
    QFETCH(QString, end);
    QFETCH(int, code);
    QFETCH(int, status);
    const QByteArray anna = loggedIn(u"anna"_s);
    loggedIn(u"bert"_s);
    m_services->calendar.addCalendar(u"Family"_s, m_services->auth.idOf(u"anna"_s), u"anna"_s);
    m_services->calendar.addCalendar(u"Others"_s, m_services->auth.idOf(u"bert"_s), u"bert"_s);
    if (code >= 0)
        m_services->calendar.failWith(shared::Error{static_cast<ErrorCode>(code), u"Not now."_s});
    QJsonObject body = draft(calendar);
    body.insert(u"event_end"_s, end);
    const HttpAnswer answer = m_gateway->send("POST", u"/calendar/create_event"_s, body, anna);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Retry-After").toInt() > 0, status == 503);
    body.remove(u"calendar_name"_s);
    QCOMPARE(m_gateway->send("POST", u"/calendar/create_event"_s, body, anna).status, 400);
}

void TestBaseApi::givesFirstAnswerAgain()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    const auto family =
        m_services->calendar.addCalendar(u"Family"_s, m_services->auth.idOf(u"anna"_s), u"anna"_s);
    const Fields key{{"Idempotency-Key", "key-1"}};
    const HttpAnswer first = m_gateway->send("POST", u"/calendar/create_event"_s, draft(), anna, key);
    QCOMPARE(first.status, 201);
    // The same object, written otherwise.
    const QByteArray rewritten = R"( {"calendar_name":"Family", "event_end":"2026-12-10T20:00:00Z",
        "event_start":"2026-12-10T18:00:00Z", "event_name":"D\u0069nner"} )";
    const HttpAnswer again = m_gateway->request("POST", u"/calendar/create_event"_s, rewritten,
                                                {{"Authorization", "Bearer " + anna}, key.first()});
    QCOMPARE(again.status, 201);
    QCOMPARE(again.json().value("id"_L1), first.json().value("id"_L1));
    QCOMPARE(m_services->calendar.seqOf(family), 2);
    QJsonObject other = draft();
    other.insert(u"event_name"_s, u"Lunch"_s);
    QCOMPARE(m_gateway->send("POST", u"/calendar/create_event"_s, other, anna, key).status, 422);
    QCOMPARE(m_gateway
                 ->send("POST", u"/calendar/create_event"_s, draft(), anna,
                        {{"Idempotency-Key", QByteArray(256, 'k')}})
                 .status,
             400);
}

void TestBaseApi::tellsWhyThereAreNoEvents()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    const HttpAnswer inNone = m_gateway->get(u"/calendar/get_events"_s, anna);
    QCOMPARE(inNone.status, 404);
    m_services->calendar.addCalendar(u"Family"_s, m_services->auth.idOf(u"anna"_s), u"anna"_s);
    const HttpAnswer noEvents = m_gateway->get(u"/calendar/get_events"_s, anna);
    QCOMPARE(noEvents.status, 404);
    QVERIFY(noEvents.json().value("message"_L1) != inNone.json().value("message"_L1));
    QCOMPARE(m_gateway->get(u"/calendar/get_events?calendar_name=Nothing"_s, anna).status, 404);
}

void TestBaseApi::filtersEvents()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    const auto id = m_services->auth.idOf(u"anna"_s);
    const auto family = m_services->calendar.addCalendar(u"Family"_s, id, u"anna"_s);
    const auto work = m_services->calendar.addCalendar(u"Work & more"_s, id, u"anna"_s);
    m_services->calendar.addEvent(family, u"Dinner"_s);
    m_services->calendar.addEvent(work, u"Meeting"_s);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, anna).json().value("events"_L1).toArray().size(), 2);
    const HttpAnswer one = m_gateway->get(u"/calendar/get_events?calendar_name=Work%20%26+more"_s, anna);
    QCOMPARE(one.json().value("events"_L1).toArray().size(), 1);
}

void TestBaseApi::neverAnswersStale()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    const auto family =
        m_services->calendar.addCalendar(u"Family"_s, m_services->auth.idOf(u"anna"_s), u"anna"_s);
    m_services->calendar.addEvent(family, u"One"_s);
    const QByteArray first = m_gateway->get(u"/calendar/get_events"_s, anna).body;
    QCOMPARE(m_services->calendar.notModified(), 0);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, anna).body, first);
    QCOMPARE(m_services->calendar.notModified(), 1);
    // Another user's answer and another question's are others.
    const QByteArray bert = loggedIn(u"bert"_s);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, bert).status, 404);
    m_gateway->get(u"/calendar/get_events?from=2026-01-01T00:00:00Z"_s, anna);
    QCOMPARE(m_services->calendar.notModified(), 1);
    m_services->calendar.addEvent(family, u"Two"_s);
    const HttpAnswer fresh = m_gateway->get(u"/calendar/get_events"_s, anna);
    QCOMPARE(fresh.json().value("events"_L1).toArray().size(), 2);
    QCOMPARE(m_services->calendar.eventQuestions(), 5);
}

void TestBaseApi::keepsToLimits()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    const QJsonObject body{{u"username"_s, u"anna"_s}, {u"password"_s, u"wrong one"_s}};
    for (int i = 0; i < 5; ++i) {
        const HttpAnswer allowed =
            m_gateway->send("POST", i % 2 ? u"/user/login"_s : u"/api/user/login"_s, body);
        QCOMPARE(allowed.status, 401);
        QCOMPARE(allowed.field("RateLimit-Policy"), "\"login\";q=5;w=60"_ba);
        QVERIFY(allowed.field("RateLimit").startsWith("\"login\";r=" + QByteArray::number(4 - i)));
    }
    const HttpAnswer refused = m_gateway->send("POST", u"/user/login"_s, body);
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.field("Retry-After").toInt(), 60);
    QVERIFY(refused.field("RateLimit").startsWith("\"login\";r=0"));
    QCOMPARE(refused.json().value("status"_L1).toInt(), 429);
    m_services->clock.advance(60'001);
    QCOMPARE(m_gateway->send("POST", u"/user/login"_s, body).status, 401);
}

void TestBaseApi::limitsAreForEachUser()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.getEventsLimit = {1, 60};
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    const QByteArray anna = loggedIn(u"anna"_s);
    const QByteArray bert = loggedIn(u"bert"_s);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, anna).status, 404);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, anna).status, 429);
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s, bert).status, 404);
    // Without a token nothing is counted.
    QCOMPARE(m_gateway->get(u"/calendar/get_events"_s).status, 401);
}

void TestBaseApi::limitsGuessesOfCalendarPasswords()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.limitsEnabled = true;
    options.joinLimit = {2, 60};
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
    const auto owner = shared::newId<shared::UserId>(m_services->clock);
    m_services->calendar.addCalendar(u"Guarded"_s, owner, u"owner"_s, u"the password"_s);
    const QByteArray anna = loggedIn(u"anna"_s);
    const QJsonObject guess{{u"calendar_name"_s, u"Guarded"_s}, {u"calendar_password"_s, u"a guess"_s}};
    const auto join = [&] { return m_gateway->send("POST", u"/api/v1/calendars/join"_s, guess, anna); };
    QCOMPARE(join().status, 403);
    // The WebSocket is no way around.
    LiveClient live(*m_gateway, anna);
    QVERIFY(live.isGreeted());
    const auto codeOf = [](const QJsonObject &answer) {
        return answer.value("data"_L1)["code"_L1].toString();
    };
    QCOMPARE(codeOf(live.ask(u"join_calendar"_s, guess)), u"forbidden"_s);
    QCOMPARE(codeOf(live.ask(u"join_calendar"_s, guess)), u"rate_limited"_s);
    QCOMPARE(join().status, 429);
}

void TestBaseApi::answersOverdueRequests()
{
    const QByteArray anna = loggedIn(u"anna"_s);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, anna).status, 200);
    m_services->auth.setSilent(true);
    QTimer::singleShot(50, this, [this] { m_services->clock.advance(60'000); });
    const HttpAnswer answer = m_gateway->get(u"/api/v1/me"_s, anna);
    QCOMPARE(answer.status, 503);
    QCOMPARE(answer.field("Retry-After").toInt(), 1);
}

void TestBaseApi::knowsPathsAndMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("allow");
    QTest::newRow("unknown") << "GET"_ba << u"/nothing"_s << 404 << QByteArray();
    QTest::newRow("root") << "GET"_ba << u"/"_s << 404 << QByteArray();
    QTest::newRow("below") << "GET"_ba << u"/user/status/x"_s << 404 << QByteArray();
    QTest::newRow("wrong method") << "GET"_ba << u"/user/login"_s << 405 << "POST, OPTIONS"_ba;
    QTest::newRow("delete") << "DELETE"_ba << u"/user/status"_s << 405 << "GET, HEAD, OPTIONS"_ba;
    QTest::newRow("options") << "OPTIONS"_ba << u"/user/login"_s << 204 << "POST, OPTIONS"_ba;
    QTest::newRow("head") << "HEAD"_ba << u"/user/status"_s << 200 << QByteArray();
    QTest::newRow("no upgrade") << "GET"_ba << u"/ws"_s << 426 << QByteArray();
    QTest::newRow("several") << "PUT"_ba << u"/api/v1/calendars"_s << 405 << "GET, POST, HEAD, OPTIONS"_ba;
}

void TestBaseApi::knowsPathsAndMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(QByteArray, allow);
    const HttpAnswer answer = m_gateway->request(method, path);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Allow"), allow);
    if (status >= 400)
        QCOMPARE(answer.field("Content-Type"), "application/problem+json"_ba);
}

void TestBaseApi::answersUnderApi()
{
    QCOMPARE(m_gateway
                 ->send("POST", u"/api/user/register"_s,
                        {{u"username"_s, u"anna"_s}, {u"password"_s, u"12345678"_s}})
                 .status,
             201);
    const QByteArray anna = m_services->auth.token(u"anna"_s);
    QCOMPARE(
        m_gateway->send("POST", u"/api/calendar/create_calendar"_s, {{u"calendar_name"_s, u"Family"_s}}, anna)
            .status,
        201);
    QCOMPARE(m_gateway->send("POST", u"/api/calendar/create_event"_s, draft(), anna).status, 201);
    QCOMPARE(m_gateway->get(u"/api/calendar/get_events"_s, anna).status, 200);
    QCOMPARE(m_gateway->get(u"/api/calendar/status"_s).status, 200);
}

void TestBaseApi::refusesMalformedBodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("deep") << "{\"a\":" + QByteArray(40, '[') + QByteArray(40, ']') + '}';
    QTest::newRow("trailing") << "{} x"_ba;
    QTest::newRow("text") << "\"text\""_ba;
    QTest::newRow("NUL") << QByteArray("{\0}", 3);
}

void TestBaseApi::refusesMalformedBodies()
{
    QFETCH(QByteArray, body);
    const HttpAnswer answer =
        m_gateway->request("POST", u"/user/login"_s, body, {{"Content-Type", "text/plain"}});
    QCOMPARE(answer.status, 400);
    QCOMPARE(m_gateway->request("POST", u"/user/login"_s, QByteArray(1024 * 1024 + 1, ' ')).status, 413);
}

void TestBaseApi::publishesKeys()
{
    const HttpAnswer answer = m_gateway->get(u"/.well-known/jwks.json"_s);
    QCOMPARE(answer.status, 200);
    const QJsonObject key = answer.json().value("keys"_L1).toArray().first().toObject();
    QCOMPARE(key.value("kty"_L1).toString(), u"OKP"_s);
    QCOMPARE(key.value("crv"_L1).toString(), u"Ed25519"_s);
    QCOMPARE(
        QByteArray::fromBase64(key.value("x"_L1).toString().toLatin1(), QByteArray::Base64UrlEncoding).size(),
        32);
}

void TestBaseApi::refreshesAndLogsOut()
{
    m_services->auth.addUser(u"anna"_s, u"12345678"_s);
    const QJsonObject first =
        m_gateway
            ->send("POST", u"/user/login"_s, {{u"username"_s, u"anna"_s}, {u"password"_s, u"12345678"_s}})
            .json();
    const QJsonObject body{{u"refresh_token"_s, first.value("refresh_token"_L1)}};
    const HttpAnswer second = m_gateway->send("POST", u"/user/refresh"_s, body);
    QCOMPARE(second.status, 200);
    QCOMPARE(m_gateway->send("POST", u"/user/refresh"_s, body).status, 401);
    QCOMPARE(m_gateway->send("POST", u"/user/refresh"_s, {}).status, 400);
    const QByteArray token = second.json().value("token"_L1).toString().toLatin1();
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, 200);
    QCOMPARE(m_gateway->send("POST", u"/user/logout"_s, {}, token).status, 200);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, token).status, 401);
}

void TestBaseApi::followsRotatedKeys()
{
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, loggedIn(u"anna"_s)).status, 200);
    m_services->auth.rotateKeys();
    m_services->clock.advance(2'000);
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, m_services->auth.token(u"anna"_s)).status, 200);
}

void TestBaseApi::boundsKeyRequests()
{
    QCOMPARE(m_gateway->get(u"/api/v1/me"_s, loggedIn(u"anna"_s)).status, 200);
    FakeAuth foreign(m_services->clock);
    foreign.addUser(u"anna"_s);
    const int before = m_services->auth.keyRequests();
    m_services->clock.advance(2'000);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(m_gateway->get(u"/api/v1/me"_s, foreign.token(u"anna"_s)).status, 401);
    QCOMPARE(m_services->auth.keyRequests(), before + 1);
}

QTEST_GUILESS_MAIN(TestBaseApi)
#include "tst_baseapi.moc"
