#include "tests/server/gateway/gatewayfixture.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway;

namespace {
const auto kPath = u"/socket.io/?EIO=4&transport=polling"_s;

/// A client of Engine.IO that polls with bare requests.
class Poller {
public:
    explicit Poller(RunningGateway &gateway)
        : opening(gateway.get(kPath))
        , m_gateway(gateway)
    {
        const QJsonObject handshake = QJsonDocument::fromJson(opening.body.mid(1)).object();
        m_path = kPath + u"&sid="_s + handshake.value("sid"_L1).toString();
    }
    HttpAnswer poll() { return m_gateway.get(m_path); }
    HttpAnswer post(const QByteArray &body)
    {
        return m_gateway.request("POST", m_path, body, {{"Content-Type", "text/plain;charset=UTF-8"}});
    }
    /// Polls until the text has come.
    bool hears(const QByteArray &text)
    {
        for (int polls = 0; polls < 20 && !heard.contains(text); ++polls) {
            const HttpAnswer answer = poll();
            if (answer.status != 200)
                return false;
            heard += answer.body;
        }
        return heard.contains(text);
    }
    bool connects(const QByteArray &token)
    {
        return post("40{\"token\":\"" + token + "\"}").body == "ok" && hears("42[\"connected\"");
    }
    bool isKnown() { return post("6").status == 200; }

    HttpAnswer opening;
    QByteArray heard;

private:
    RunningGateway &m_gateway;
    QString m_path;
};
}

/// What bounds and ends the sessions of Socket.IO, over real sockets and with the services faked.
class TestSocketIo : public LiveWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void greets();
    void sharesRoomsWithWebSockets();
    void refusesTokens();
    void endsWithoutToken();
    void endsAfterThreeWrongTokens();
    void boundsWaitingSessions();
    void boundsWhatWaitsForPolls();
    void boundsBodies();
    void holdsPollsBeyondDeadline();
    void dropsWhoDoesNotPoll();
    void closesRevokedSession();
    void drains();
    void answersPreflight();
    void movesToWebSocket();
};

void TestSocketIo::greets()
{
    Poller anna(*m_gateway);
    QCOMPARE(anna.opening.status, 200);
    QVERIFY(anna.connects(token(u"anna"_s)));
    QVERIFY(anna.heard.startsWith("40{\"sid\":"));
    QVERIFY(anna.heard.contains("anna has connected"));
    QCOMPARE(m_gateway->gateway().liveSessions(), 1);
    QCOMPARE(anna.post("41").body, "ok"_ba);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
    QVERIFY(!anna.isKnown());
}

void TestSocketIo::sharesRoomsWithWebSockets()
{
    const auto raw = client(u"anna"_s);
    Poller anna(*m_gateway);
    QVERIFY(anna.connects(token(u"anna"_s)));
    const QByteArray event = QJsonDocument(draft()).toJson(QJsonDocument::Compact);
    QCOMPARE(anna.post("421[\"create_event\"," + event + ']').body, "ok"_ba);
    QVERIFY(anna.hears("431[{\"data\":"));
    QVERIFY(anna.hears("42[\"created_event\",{\"data\":"));
    const QJsonObject frame = raw->take(u"created_event"_s);
    QCOMPARE(frame.value("calendar_id"_L1).toString(), m_family.toString());
}

void TestSocketIo::refusesTokens()
{
    Poller stranger(*m_gateway);
    QCOMPARE(stranger.post("40{\"token\":\"x\"}").body, "ok"_ba);
    QVERIFY(stranger.hears("44{\"message\":"));
    QVERIFY2(stranger.connects(token(u"anna"_s)), "it may try again");
}

void TestSocketIo::endsWithoutToken()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.connectGrace = std::chrono::milliseconds(100);
    restart(options);
    Poller idle(*m_gateway);
    QCOMPARE(idle.poll().body, "6"_ba); // when its time is over
    QVERIFY(!idle.isKnown());
    Poller anna(*m_gateway);
    QVERIFY(anna.connects(token(u"anna"_s)));
    Poller later(*m_gateway);
    QCOMPARE(later.poll().body, "6"_ba); // by then her grace is over too, and says nothing to her
    QVERIFY(anna.isKnown());
}

void TestSocketIo::endsAfterThreeWrongTokens()
{
    Poller stranger(*m_gateway);
    for (int i = 0; i < 3; ++i)
        QVERIFY(stranger.post("40").status == 200);
    QTRY_VERIFY(!stranger.isKnown());
}

void TestSocketIo::boundsWaitingSessions()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.maxWaitingPerAddress = 2;
    options.live.maxEngineSessions = 4;
    restart(options);
    Poller one(*m_gateway);
    Poller two(*m_gateway);
    QCOMPARE(Poller(*m_gateway).opening.status, 503);
    QVERIFY(one.connects(token(u"anna"_s)));
    QVERIFY(two.connects(token(u"anna"_s)));
    Poller three(*m_gateway);
    QCOMPARE(three.opening.status, 200);
    QVERIFY(three.connects(token(u"anna"_s)));
    Poller four(*m_gateway);
    QCOMPARE(four.opening.status, 200);
    QVERIFY(four.connects(token(u"anna"_s)));
    QCOMPARE(Poller(*m_gateway).opening.status, 503);
    QCOMPARE(four.post("1").body, "ok"_ba);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 3);
    QCOMPARE(Poller(*m_gateway).opening.status, 200);
}

void TestSocketIo::boundsWhatWaitsForPolls()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.sendBuffer = 8 * 1024;
    options.live.closeGrace = std::chrono::milliseconds(5000);
    restart(options);
    const auto anna = client(u"anna"_s);
    Poller slow(*m_gateway);
    QVERIFY(slow.connects(token(u"anna"_s)));
    for (int i = 0; i < 10; ++i)
        QVERIFY(!anna->ask(u"message"_s, {{u"message"_s, QString(1000, u'x')}}).isEmpty());
    QVERIFY(slow.hears("\"code\":1013"));
    QVERIFY(!slow.heard.contains("\x1e"
                                 "41"));
    QVERIFY(slow.heard.size() < 16 * 1024);
    QCOMPARE(slow.poll().body, "1"_ba);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 1);
}

void TestSocketIo::boundsBodies()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.maxMessage = 2048;
    restart(options);
    Poller anna(*m_gateway);
    QCOMPARE(anna.post(QByteArray(2049, '6')).status, 413);
}

void TestSocketIo::holdsPollsBeyondDeadline()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.pingInterval = std::chrono::milliseconds(2500);
    restart(options);
    Poller anna(*m_gateway);
    QVERIFY(anna.connects(token(u"anna"_s)));
    QVERIFY(anna.hears("42[\"presence\""));
    QTimer::singleShot(300, this, [this] { m_services->clock.advance(60'000); });
    QCOMPARE(anna.poll().body, "2"_ba);
}

void TestSocketIo::dropsWhoDoesNotPoll()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.pingInterval = std::chrono::milliseconds(100);
    restart(options);
    Poller anna(*m_gateway);
    QVERIFY(anna.connects(token(u"anna"_s)));
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
    QVERIFY(!anna.isKnown());
}

void TestSocketIo::closesRevokedSession()
{
    const QByteArray text = token(u"anna"_s);
    Poller anna(*m_gateway);
    QVERIFY(anna.connects(text));
    m_services->auth.revoke(m_services->auth.sessionOf(text), m_services->clock.nowMs() + 900'000);
    QVERIFY(anna.hears("\x1e"
                       "41"));
    QVERIFY(anna.heard.contains("\"code\":4401"));
    QCOMPARE(anna.poll().body, "1"_ba);
    QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
}

void TestSocketIo::drains()
{
    Poller anna(*m_gateway);
    Poller waiting(*m_gateway);
    QVERIFY(anna.connects(token(u"anna"_s)));
    m_gateway->gateway().drainLive();
    QVERIFY(anna.hears("\"code\":1001"));
    QTRY_VERIFY(!waiting.isKnown());
    QCOMPARE(Poller(*m_gateway).opening.status, 503);
}

void TestSocketIo::answersPreflight()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.allowedOrigins = {u"https://app.example.org"_s};
    restart(options);
    const Fields page{{"Origin", "https://app.example.org"}};
    const HttpAnswer answer = m_gateway->request("OPTIONS", kPath, {}, page);
    QCOMPARE(answer.status, 204);
    QCOMPARE(answer.field("Access-Control-Allow-Origin"), "https://app.example.org"_ba);
    QVERIFY(answer.field("Access-Control-Allow-Headers").contains("Authorization"));
    QCOMPARE(m_gateway->request("GET", kPath, {}, page).field("Access-Control-Allow-Origin"),
             "https://app.example.org"_ba);
    const HttpAnswer refused =
        m_gateway->request("GET", kPath, {}, Fields{{"Origin", "https://evil.example"}});
    QCOMPARE(refused.status, 403);
    QCOMPARE(refused.json().value("code"_L1).toInt(), 4);
}

// The WebSocket comes on either of the two IO threads, and the session lives on one of them.
void TestSocketIo::movesToWebSocket()
{
    for (int i = 0; i < 40; ++i) {
        Poller anna(*m_gateway);
        QVERIFY(anna.connects(token(u"anna"_s)));
        const QString sid =
            QJsonDocument::fromJson(anna.opening.body.mid(1)).object().value("sid"_L1).toString();
        QWebSocket socket;
        QStringList heard;
        connect(&socket, &QWebSocket::textMessageReceived, this,
                [&](const QString &text) { heard.append(text); });
        socket.open(m_gateway->url(u"/socket.io/?EIO=4&transport=websocket&sid="_s + sid, u"ws"_s));
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        socket.sendTextMessage(u"2probe"_s);
        QTRY_VERIFY(heard.contains(u"3probe"_s));
        QVERIFY2(anna.poll().status == 200, "answered at once, so that the client can move");
        socket.sendTextMessage(u"5"_s);
        socket.sendTextMessage(u"421[\"message\",{\"message\":\"hello\"}]"_s);
        QTRY_COMPARE(heard.filter(u"431["_s).size(), 1);
        QCOMPARE(anna.poll().status, 400);
        socket.close();
        QTRY_COMPARE(m_gateway->gateway().liveSessions(), 0);
    }
}

QTEST_GUILESS_MAIN(TestSocketIo)
#include "tst_socketio.moc"
