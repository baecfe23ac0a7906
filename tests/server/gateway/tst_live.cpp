#include "tests/server/gateway/gatewayfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway;
using shared::ErrorCode;

/// Section 2 of the contract, over real sockets and with the services faked.
class TestLive : public LiveWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void refusesHandshakes_data();
    void refusesHandshakes();
    void takesTokenFromSubprotocol();
    void greets();
    void answersDisconnect();
    void tellsRoomOfEvents();
    void refusesEvents_data();
    void refusesEvents();
    void joins();
    void leaves();
    void lastOwnerStays();
    void keepsMessages();
    void saysToWhoSharesCalendar();
    void saysToAllOnServer();
    void answersWhatIsNoFrame_data();
    void answersWhatIsNoFrame();
    void closesTooLarge();
    void closesInvalidText();
    void closesEndedToken();
    void closesRevokedSession();
    void pingsAndDrops();
    void cutsWhoDoesNotRead();
    void boundsPendingRequests();
    void queuesRequestsBeforeGreeting();
    void drains();
    void readsLogAsWhoSeesAll();

private:
    QByteArray handshake(const Fields &fields, const QByteArray &path = "/ws");
};

QByteArray TestLive::handshake(const Fields &fields, const QByteArray &path)
{
    RawClient client(*m_gateway, fields, path);
    return client.hears("\r\n\r\n") ? client.heard : QByteArray();
}

void TestLive::refusesHandshakes_data()
{
    QTest::addColumn<Fields>("more");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("withToken");
    QTest::addColumn<int>("status");
    QTest::newRow("good") << Fields() << "/ws"_ba << true << 101;
    QTest::newRow("under api") << Fields() << "/api/ws"_ba << true << 101;
    QTest::newRow("no token") << Fields() << "/ws"_ba << false << 401;
    QTest::newRow("token in the URL") << Fields() << "/ws?token=x"_ba << false << 401;
    QTest::newRow("bad token") << Fields{{"Authorization", "Bearer x"}} << "/ws"_ba << false << 401;
    QTest::newRow("own origin") << Fields{{"Origin", "http://hearth.test:8080"}} << "/ws"_ba << true << 101;
    QTest::newRow("allowed origin") << Fields{{"Origin", "https://app.example.org"}} << "/ws"_ba << true
                                    << 101;
    QTest::newRow("foreign origin") << Fields{{"Origin", "https://evil.example"}} << "/ws"_ba << true << 403;
    QTest::newRow("other port") << Fields{{"Origin", "http://hearth.test"}} << "/ws"_ba << true << 403;
    QTest::newRow("null origin") << Fields{{"Origin", "null"}} << "/ws"_ba << true << 403;
    QTest::newRow("other path") << Fields() << "/socket"_ba << true << 404;
}

void TestLive::refusesHandshakes()
{
    QFETCH(Fields, more);
    QFETCH(QByteArray, path);
    QFETCH(bool, withToken);
    QFETCH(int, status);
    GatewayOptions options = RunningGateway::testOptions();
    options.allowedOrigins = {u"https://app.example.org"_s};
    restart(options);
    Fields fields = more;
    if (withToken)
        fields.emplace_back("Authorization", "Bearer " + token(u"anna"_s));
    const QByteArray answer = handshake(fields, path);
    QCOMPARE(answer.mid(9, 3).toInt(), status);
    QCOMPARE(answer.contains("application/problem+json"), status >= 400);
    if (status == 401)
        QVERIFY(answer.toLower().contains("www-authenticate: bearer"));
}

void TestLive::takesTokenFromSubprotocol()
{
    const QByteArray answer =
        handshake(Fields{{"Sec-WebSocket-Protocol", "hearth.v1, bearer." + token(u"anna"_s)}});
    QCOMPARE(answer.mid(9, 3), "101"_ba);
    QVERIFY(answer.toLower().contains("sec-websocket-protocol: hearth.v1\r\n"));
}

void TestLive::greets()
{
    const QByteArray text = token(u"anna"_s);
    LiveClient anna(*m_gateway, text);
    const QJsonObject data = anna.take(u"connect"_s).value("data"_L1).toObject();
    QCOMPARE(data.value("message"_L1).toString(), u"anna has connected"_s);
    QCOMPARE(data.value("session_id"_L1).toString(), m_services->auth.sessionOf(text).toString());
    QCOMPARE(data.value("server"_L1).toString(), u"Test"_s);
    const QJsonObject calendar = data.value("calendars"_L1).toArray().first().toObject();
    QCOMPARE(calendar.value("id"_L1).toString(), m_family.toString());
    QCOMPARE(calendar.value("name"_L1).toString(), u"Family"_s);
    QCOMPARE(calendar.value("seq"_L1).toInt(), 1);
    QCOMPARE(m_gateway->gateway().liveSessions(), 1);
    anna.socket().close();
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
}

void TestLive::answersDisconnect()
{
    const auto anna = client(u"anna"_s);
    const QJsonObject answer = anna->ask(u"disconnect"_s);
    QCOMPARE(answer.value("ok"_L1).toBool(), true);
    QCOMPARE(answer.value("data"_L1).toObject().value("message"_L1).toString(), u"anna has disconnected"_s);
    QCOMPARE(anna->waitForClose(), 1000);
}

void TestLive::tellsRoomOfEvents()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto anna = client(u"anna"_s);
    const auto bert = client(u"bert"_s);
    const auto carl = client(u"carl"_s);
    const QJsonObject answer = anna->ask(u"create_event"_s, draft());
    QCOMPARE(answer.value("ok"_L1).toBool(), true);
    const QJsonObject event = answer.value("data"_L1).toObject().value("event"_L1).toObject();
    QCOMPARE(event.value("event_name"_L1).toString(), u"Dinner"_s);
    for (LiveClient *each : {anna.get(), bert.get()}) {
        const QJsonObject frame = each->take(u"created_event"_s);
        QCOMPARE(frame.value("data"_L1).toObject().value("id"_L1), event.value("id"_L1));
        QCOMPARE(frame.value("calendar_id"_L1).toString(), m_family.toString());
        QCOMPARE(frame.value("seq"_L1).toInt(), 3);
    }
    // Whatever came for the stranger would have come before this answer.
    carl->ask(u"message"_s, {{u"message"_s, u"x"_s}});
    QCOMPARE(carl->count(u"created_event"_s), 0);
}

void TestLive::refusesEvents_data()
{
    QTest::addColumn<QString>("calendar");
    QTest::addColumn<QString>("end");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no calendar") << u"Nothing"_s << u"2026-12-10T20:00:00Z"_s << -1 << u"not_found"_s;
    QTest::newRow("no member") << u"Others"_s << u"2026-12-10T20:00:00Z"_s << -1 << u"forbidden"_s;
    QTest::newRow("viewer") << u"Seen"_s << u"2026-12-10T20:00:00Z"_s << -1 << u"forbidden"_s;
    QTest::newRow("times") << u"Family"_s << u"2026-12-10T17:00:00Z"_s << -1 << u"invalid_argument"_s;
    QTest::newRow("saga") << u"Family"_s << u"2026-12-10T20:00:00Z"_s << int(ErrorCode::Unavailable)
                          << u"unavailable"_s;
}

void TestLive::refusesEvents()
{
    QFETCH(QString, calendar);
    QFETCH(QString, end);
    QFETCH(int, code);
    QFETCH(QString, expected);
    m_services->calendar.addCalendar(u"Others"_s, id(u"bert"_s), u"bert"_s);
    const auto seen = m_services->calendar.addCalendar(u"Seen"_s, id(u"bert"_s), u"bert"_s);
    m_services->calendar.addMember(seen, id(u"anna"_s), u"anna"_s, shared::Role::Viewer);
    const auto anna = client(u"anna"_s);
    if (code >= 0)
        m_services->calendar.failWith(shared::Error{static_cast<ErrorCode>(code), u"Not now."_s});
    QJsonObject data = draft(calendar);
    data.insert(u"event_end"_s, end);
    const QJsonObject answer = anna->ask(u"create_event"_s, data);
    QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
    QCOMPARE(answer.value("data"_L1).toObject().value("code"_L1).toString(), expected);
    QVERIFY(!answer.value("data"_L1).toObject().value("message"_L1).toString().isEmpty());
}

void TestLive::joins()
{
    const auto anna = client(u"anna"_s);
    const auto bert = client(u"bert"_s);
    const auto join = [&](const QString &name, const QString &password) {
        return bert->ask(u"join_calendar"_s,
                         {{u"calendar_name"_s, name}, {u"calendar_password"_s, password}});
    };
    QCOMPARE(join(u"Nothing"_s, {}).value("ok"_L1), QJsonValue(false));
    QCOMPARE(join(u"Family"_s, u"wrong"_s).value("ok"_L1), QJsonValue(false));
    const QJsonObject answer = join(u"family"_s, u"secret"_s);
    QCOMPARE(answer.value("ok"_L1), QJsonValue(true));
    for (LiveClient *each : {anna.get(), bert.get()}) {
        const QJsonObject frame = each->take(u"joined_calendar"_s);
        QCOMPARE(frame.value("data"_L1).toObject().value("username"_L1).toString(), u"bert"_s);
        QCOMPARE(frame.value("seq"_L1).toInt(), 2);
    }
    QCOMPARE(join(u"Family"_s, u"secret"_s).value("ok"_L1), QJsonValue(false));
    QCOMPARE(bert->ask(u"create_event"_s, draft()).value("ok"_L1), QJsonValue(true));
    QCOMPARE(bert->take(u"created_event"_s).value("seq"_L1).toInt(), 3);
    QCOMPARE(anna->take(u"created_event"_s).value("seq"_L1).toInt(), 3);
    QCOMPARE(bert->count(u"joined_calendar"_s), 0);
    QCOMPARE(bert->ask(u"join_calendar"_s).value("ok"_L1), QJsonValue(false));
}

void TestLive::leaves()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto anna = client(u"anna"_s);
    const auto bert = client(u"bert"_s);
    const QJsonObject name{{u"calendar_name"_s, u"Family"_s}};
    QCOMPARE(bert->ask(u"leave_calendar"_s, name).value("ok"_L1), QJsonValue(true));
    QCOMPARE(anna->take(u"left_calendar"_s).value("seq"_L1).toInt(), 3);
    QCOMPARE(bert->ask(u"leave_calendar"_s, name).value("ok"_L1), QJsonValue(false));
    QCOMPARE(bert->ask(u"leave_calendar"_s, {{u"calendar_name"_s, u"Nothing"_s}}).value("ok"_L1),
             QJsonValue(false));
    QCOMPARE(anna->ask(u"create_event"_s, draft()).value("ok"_L1), QJsonValue(true));
    QVERIFY(!anna->take(u"created_event"_s).isEmpty());
    bert->ask(u"message"_s, {{u"message"_s, u"x"_s}});
    QCOMPARE(bert->count(u"created_event"_s), 0);
}

void TestLive::lastOwnerStays()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto anna = client(u"anna"_s);
    const QJsonObject answer = anna->ask(u"leave_calendar"_s, {{u"calendar_name"_s, u"Family"_s}});
    QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
    QCOMPARE(answer.value("data"_L1).toObject().value("reason"_L1).toString(), u"last_owner"_s);
}

void TestLive::keepsMessages()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto anna = client(u"anna"_s);
    const auto bert = client(u"bert"_s);
    const QJsonObject answer =
        anna->ask(u"message"_s, {{u"message"_s, u"Hello"_s}, {u"calendar_name"_s, u"Family"_s}});
    QCOMPARE(answer.value("ok"_L1), QJsonValue(true));
    for (LiveClient *each : {anna.get(), bert.get()}) {
        const QJsonObject frame = each->take(u"message"_s);
        QCOMPARE(frame.value("data"_L1).toObject().value("message"_L1).toString(), u"Hello"_s);
        QCOMPARE(frame.value("seq"_L1).toInt(), 3);
    }
    QCOMPARE(anna->ask(u"message"_s, {{u"message"_s, u"x"_s}, {u"calendar_name"_s, u"No"_s}}).value("ok"_L1),
             QJsonValue(false));
    QCOMPARE(anna->ask(u"message"_s).value("ok"_L1), QJsonValue(false));
    QCOMPARE(anna->ask(u"message"_s, {{u"message"_s, QString(10'001, u'x')}}).value("ok"_L1),
             QJsonValue(false));
}

void TestLive::saysToWhoSharesCalendar()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto second = m_services->calendar.addCalendar(u"Second"_s, id(u"anna"_s), u"anna"_s);
    m_services->calendar.addMember(second, id(u"bert"_s), u"bert"_s);
    const auto anna = client(u"anna"_s);
    const auto bert = client(u"bert"_s);
    const auto carl = client(u"carl"_s);
    QCOMPARE(anna->ask(u"message"_s, {{u"message"_s, u"Hello"_s}}).value("ok"_L1), QJsonValue(true));
    const QJsonObject frame = bert->take(u"message"_s);
    QCOMPARE(frame.value("data"_L1).toObject().value("message"_L1).toString(), u"Hello"_s);
    QCOMPARE(frame.value("data"_L1).toObject().value("username"_L1).toString(), u"anna"_s);
    QVERIFY(!frame.contains("seq"_L1));
    QVERIFY(!anna->take(u"message"_s).isEmpty());
    bert->ask(u"nothing"_s);
    carl->ask(u"nothing"_s);
    QCOMPARE(bert->count(u"message"_s), 0); // once, though two calendars are shared
    QCOMPARE(carl->count(u"message"_s), 0);
}

void TestLive::saysToAllOnServer()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.messageScope = MessageScope::Server;
    restart(options);
    const auto anna = client(u"anna"_s);
    const auto carl = client(u"carl"_s);
    anna->send(u"message"_s, {{u"message"_s, u"Hello"_s}});
    QVERIFY(!carl->take(u"message"_s).isEmpty());
}

void TestLive::answersWhatIsNoFrame_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("event");
    QTest::newRow("no JSON") << u"hello"_s << u"error"_s;
    QTest::newRow("empty") << u""_s << u"error"_s;
    QTest::newRow("array") << u"[]"_s << u"error"_s;
    QTest::newRow("no event") << u"{\"data\":{}}"_s << u"error"_s;
    QTest::newRow("data") << u"{\"event\":\"message\",\"data\":7}"_s << u"error"_s;
    QTest::newRow("id") << u"{\"event\":\"message\",\"id\":7}"_s << u"error"_s;
    QTest::newRow("unknown event") << u"{\"event\":\"nothing\"}"_s << u"nothing"_s;
    QTest::newRow("server's event") << u"{\"event\":\"created_event\"}"_s << u"created_event"_s;
}

void TestLive::answersWhatIsNoFrame()
{
    QFETCH(QString, text);
    QFETCH(QString, event);
    const auto anna = client(u"anna"_s);
    anna->socket().sendTextMessage(text);
    const QJsonObject answer = anna->take(event);
    QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
    QVERIFY(!answer.value("data"_L1).toObject().value("message"_L1).toString().isEmpty());
    anna->socket().sendBinaryMessage("{\"event\":\"disconnect\"}");
    QVERIFY(!anna->take(u"error"_s).isEmpty());
    QCOMPARE(anna->socket().state(), QAbstractSocket::ConnectedState);
}

void TestLive::closesTooLarge()
{
    const auto anna = client(u"anna"_s);
    const QJsonObject answer = anna->ask(u"nothing"_s, {{u"x"_s, QString(255 * 1024, u'x')}});
    QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
    anna->socket().sendTextMessage(QString(256 * 1024 + 1, u'x'));
    QCOMPARE(anna->waitForClose(), 1009);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
}

void TestLive::closesInvalidText()
{
    RawClient anna(*m_gateway, bearer(u"anna"_s));
    QVERIFY(anna.hears("has connected"));
    anna.socket.write(QByteArray::fromHex("8182000000"
                                          "00fffe"));
    QVERIFY(anna.isClosedWith(1007));
}

void TestLive::closesEndedToken()
{
    const auto anna = client(u"anna"_s);
    m_services->clock.advance(900'000);
    QCOMPARE(anna->waitForClose(2000), 4401);
}

void TestLive::closesRevokedSession()
{
    const QByteArray text = token(u"anna"_s);
    LiveClient one(*m_gateway, text);
    LiveClient other(*m_gateway, token(u"anna"_s));
    QVERIFY(one.isGreeted() && other.isGreeted());
    // Also where the stream has to be opened again first.
    m_services->auth.endStreams();
    QTRY_COMPARE(m_services->auth.watchers(), 1);
    m_services->auth.revoke(m_services->auth.sessionOf(text), m_services->clock.nowMs() + 900'000);
    QCOMPARE(one.waitForClose(2000), 4401);
    QVERIFY(!other.ask(u"nothing"_s).isEmpty());
}

void TestLive::pingsAndDrops()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.pingInterval = std::chrono::milliseconds(100);
    restart(options);
    const auto anna = client(u"anna"_s); // answers pings
    RawClient silent(*m_gateway, bearer(u"anna"_s)); // does not
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 2);
    QVERIFY(silent.hears(QByteArray::fromHex("8900")));
    QTRY_COMPARE(silent.socket.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 1);
    QCOMPARE(anna->socket().state(), QAbstractSocket::ConnectedState);
}

void TestLive::cutsWhoDoesNotRead()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.sendBuffer = 64 * 1024;
    restart(options);
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    RawClient stuck(*m_gateway, bearer(u"anna"_s));
    stuck.socket.setReadBufferSize(512);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 1);
    const auto bert = client(u"bert"_s);
    const QJsonObject message{{u"message"_s, QString(10'000, u'\u20ac')}, {u"calendar_name"_s, u"Family"_s}};
    for (int i = 0; i < 2000 && m_gateway->gateway().liveSessions() == 2; ++i) {
        QVERIFY(!bert->ask(u"message"_s, message).isEmpty());
        bert->clear();
    }
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 1);
}

void TestLive::boundsPendingRequests()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.maxPending = 4;
    restart(options);
    const auto anna = client(u"anna"_s);
    m_services->calendar.setSilent(true);
    for (int i = 0; i < 4; ++i)
        anna->send(u"create_event"_s, draft());
    const QJsonObject refused = anna->ask(u"create_event"_s, draft());
    QCOMPARE(refused.value("ok"_L1), QJsonValue(false));
    QCOMPARE(refused.value("data"_L1).toObject().value("reason"_L1).toString(), u"try_again"_s);
}

void TestLive::queuesRequestsBeforeGreeting()
{
    LiveClient anna(*m_gateway, token(u"anna"_s));
    QSignalSpy connected(&anna.socket(), &QWebSocket::connected);
    QVERIFY(connected.wait());
    QCOMPARE(anna.ask(u"create_event"_s, draft()).value("ok"_L1), QJsonValue(true));
    QVERIFY(!anna.take(u"created_event"_s).isEmpty());
}

void TestLive::drains()
{
    const auto anna = client(u"anna"_s);
    m_gateway->gateway().drainLive();
    QCOMPARE(anna->waitForClose(), 1001);
    const QByteArray refused = handshake(Fields{{"Authorization", "Bearer " + token(u"anna"_s)}});
    QCOMPARE(refused.mid(9, 3), "503"_ba);
    QCOMPARE(m_gateway->get(u"/user/status"_s).status, 200);
}

void TestLive::readsLogAsWhoSeesAll()
{
    std::vector<std::unique_ptr<LiveClient>> busy;
    for (int i = 0; i < 12; ++i) {
        const QString name = u"busy-%1"_s.arg(i);
        m_services->calendar.addMember(m_family, id(name), name, shared::Role::Busy);
        busy.push_back(client(name));
    }
    const auto anna = client(u"anna"_s);
    m_services->calendar.setMuted(true);
    m_services->calendar.addEvent(m_family, u"Surprise"_s);
    m_services->calendar.setMuted(false);
    m_services->calendar.addEvent(m_family, u"Party"_s);
    for (const QString &name : {u"Surprise"_s, u"Party"_s})
        QCOMPARE(anna->take(u"created_event"_s).value("data"_L1).toObject().value("event_name"_L1).toString(),
                 name);
    for (const auto &each : busy)
        QCOMPARE(each->take(u"created_event"_s).value("data"_L1).toObject().value("event_name"_L1).toString(),
                 u"Busy"_s);
}

QTEST_GUILESS_MAIN(TestLive)
#include "tst_live.moc"
