#include "httpfixture.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

#include <zlib.h>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace hearth::server::gateway;

namespace {

constexpr int kPatienceMs = 10'000;

QByteArray unzipped(const QByteArray &packed)
{
    QByteArray text(10'000'000, Qt::Uninitialized);
    z_stream z = {};
    inflateInit2(&z, 15 + 16);
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
    z.avail_in = uInt(packed.size());
    z.next_out = reinterpret_cast<Bytef *>(text.data());
    z.avail_out = uInt(text.size());
    const int result = inflate(&z, Z_FINISH);
    text.truncate(qsizetype(z.total_out));
    inflateEnd(&z);
    return result == Z_STREAM_END ? text : QByteArray();
}

/// Keeps responders until the test answers them.
class Waiting {
public:
    void add(HttpResponder responder)
    {
        const std::lock_guard lock(m_mutex);
        m_responders.push_back(std::move(responder));
    }
    size_t size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_responders.size();
    }
    std::vector<HttpResponder> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_responders, {});
    }

private:
    mutable std::mutex m_mutex;
    std::vector<HttpResponder> m_responders;
};

HttpResponse text(const QByteArray &body) { return HttpResponse::text(200, "text/plain", body); }

bool contains(const std::vector<HttpCut> &cuts, HttpCut cut)
{
    return std::find(cuts.begin(), cuts.end(), cut) != cuts.end();
}

}

class TestHttpServer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void keepsAlive();
    void answersInOrder();
    void startsUnsafeRequestsOneByOne();
    void boundsPipelining();
    void speaksHttp10();
    void answersHeadAsGet();
    void answersOptionsForTheServer();
    void takesChunkedBodies();
    void saysContinue();
    void refusesWithProblems_data();
    void refusesWithProblems();
    void doesNotReadLargeBodies();
    void letsTheHandlerRaiseTheBodyLimit();
    void boundsBodiesInAll();
    void timesOutHeaders();
    void timesOutBodies();
    void closesIdleConnections();
    void boundsConnections_data();
    void boundsConnections();
    void dropsFloodsUnanswered();
    void compresses_data();
    void compresses();
    void setsRequestIds_data();
    void setsRequestIds();
    void hidesTheEdgesFieldsFromHandlers();
    void answersFromOtherThreads();
    void answersOtherConnectionsInBetween();
    void answersOnlyOnce();
    void replacesImpossibleAnswers();
    void answersWhatHandlersForget();
    void survivesGoneClients();
    void cutsPeersThatDoNotRead();
    void writesLargeAnswers();
    void handsOverUpgrades_data();
    void handsOverUpgrades();
    void answersWhatCameBeforeAnUpgrade();
    void refusesUpgrades();
    void ignoresOtherUpgrades();
    void speaksTls();
    void cutsFailedHandshakes();
    void saysWhyItCannotListen();
    void drains();
    void drainsInBoundedTime();
    void reportsRequests();
    void endsWithOpenConnections();

private:
    void listen();

    HttpServerOptions m_options;
    std::unique_ptr<FunctionHandler> m_handler;
    std::unique_ptr<RecordingObserver> m_observer;
    std::unique_ptr<HttpServer> m_server;
};

void TestHttpServer::init()
{
    m_options = HttpServerOptions();
    m_options.port = 0;
    m_handler = std::make_unique<FunctionHandler>();
    m_observer = std::make_unique<RecordingObserver>();
}

void TestHttpServer::cleanup() { m_server.reset(); }

void TestHttpServer::listen()
{
    m_server = std::make_unique<HttpServer>(m_options, *m_handler, m_observer.get());
    const auto outcome = m_server->listen();
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : qPrintable(outcome.error().message));
    QVERIFY(m_server->port() != 0);
}

void TestHttpServer::keepsAlive()
{
    m_options.ioThreads = 2;
    listen();
    RawClient client(*m_server);
    for (int i = 0; i < 3; ++i) {
        const Answer answer = client.ask(post("/a", QByteArray::number(i)));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "POST /a " + QByteArray::number(i));
        QVERIFY(answer.field("Connection").isEmpty());
        QVERIFY(answer.field("Date").endsWith(" GMT"));
    }
    QCOMPARE(client.ask("\r\n" + get("/b")).body, "GET /b "_ba);
    const Answer last = client.ask(get("/c", "Connection: close\r\n"));
    QCOMPARE(last.field("Connection"), "close"_ba);
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(m_observer->closed, 1);
    QCOMPARE(m_server->connectionCount(), 0);
}

void TestHttpServer::answersInOrder()
{
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    RawClient client(*m_server);
    client.send(get("/1") + get("/2") + get("/3"));
    QTRY_COMPARE(waiting.size(), size_t(3));
    const std::vector<HttpResponder> responders = waiting.takeAll();
    responders[2].send(text("3"));
    responders[1].send(text("2"));
    responders[0].send(text("1"));
    QCOMPARE(client.read().body, "1"_ba);
    QCOMPARE(client.read().body, "2"_ba);
    QCOMPARE(client.read().body, "3"_ba);
}

void TestHttpServer::startsUnsafeRequestsOneByOne()
{
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest request, HttpResponder responder) {
        if (request.path == u"/fence")
            responder.send(text("fence"));
        else
            waiting.add(std::move(responder));
    };
    listen();
    RawClient client(*m_server);
    client.send(post("/1", "a") + get("/2") + get("/3") + post("/4", "b"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    RawClient fence(*m_server); // answered after all that the first client has sent was looked at
    QCOMPARE(fence.ask(get("/fence")).body, "fence"_ba);
    QCOMPARE(waiting.size(), size_t(1));
    waiting.takeAll().front().send(text("1"));
    QCOMPARE(client.read().body, "1"_ba);
    QTRY_COMPARE(waiting.size(), size_t(2));
    for (const HttpResponder &responder : waiting.takeAll())
        responder.send(text("get"));
    QCOMPARE(client.read().body, "get"_ba);
    QCOMPARE(client.read().body, "get"_ba);
    QTRY_COMPARE(waiting.size(), size_t(1));
    waiting.takeAll().front().send(text("4"));
    QCOMPARE(client.read().body, "4"_ba);
}

void TestHttpServer::boundsPipelining()
{
    m_options.maxPipelined = 2;
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    RawClient client(*m_server);
    client.send(get("/").repeated(5));
    int answered = 0;
    while (answered < 5) {
        QTRY_VERIFY(waiting.size() > 0);
        QVERIFY(waiting.size() <= 2);
        const std::vector<HttpResponder> responders = waiting.takeAll();
        for (const HttpResponder &responder : responders) {
            responder.send(text("x"));
            QCOMPARE(client.read().status, 200);
            ++answered;
        }
    }
}

void TestHttpServer::speaksHttp10()
{
    listen();
    RawClient client(*m_server);
    const Answer kept = client.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    QCOMPARE(kept.status, 200);
    QCOMPARE(kept.field("Connection"), "keep-alive"_ba);
    const Answer last = client.ask("GET /b HTTP/1.0\r\n\r\n");
    QCOMPARE(last.body, "GET /b "_ba);
    QCOMPARE(last.field("Connection"), "close"_ba);
    QVERIFY(client.waitForClose());
}

void TestHttpServer::answersHeadAsGet()
{
    const QByteArray body(5000, 'a');
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { responder.send(text(body)); };
    listen();
    RawClient client(*m_server);
    for (const QByteArray &encoding : {""_ba, "Accept-Encoding: gzip\r\n"_ba}) {
        const Answer whole = client.ask(get("/", encoding));
        client.send("HEAD / HTTP/1.1\r\nHost: a\r\n" + encoding + "\r\n");
        const Answer head = client.read(true);
        QCOMPARE(head.status, 200);
        QCOMPARE(head.field("Content-Length"), whole.field("Content-Length"));
        QCOMPARE(head.field("Content-Encoding"), whole.field("Content-Encoding"));
        QCOMPARE(head.field("Content-Type"), whole.field("Content-Type"));
    }
    QCOMPARE(client.ask(get("/")).status, 200);
}

void TestHttpServer::answersOptionsForTheServer()
{
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    QCOMPARE(answer.status, 204);
    QVERIFY(answer.field("Content-Length").isEmpty());
    QCOMPARE(client.ask("OPTIONS /x HTTP/1.1\r\nHost: a\r\n\r\n").body, "OPTIONS /x "_ba);
}

void TestHttpServer::takesChunkedBodies()
{
    listen();
    RawClient client(*m_server);
    const QByteArray chunked = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                               "chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nT: u\r\n\r\n";
    QCOMPARE(client.ask(chunked).body, "POST /c abcdefg"_ba);
    for (const char c : chunked) { // each byte on its own
        client.send(QByteArray(1, c));
        client.socket().waitForBytesWritten(1000);
    }
    QCOMPARE(client.read().body, "POST /c abcdefg"_ba);
    client.send(chunked + get("/next"));
    QCOMPARE(client.read().body, "POST /c abcdefg"_ba);
    QCOMPARE(client.read().body, "GET /next "_ba);
}

void TestHttpServer::saysContinue()
{
    listen();
    RawClient client(*m_server);
    const QByteArray head = "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    QCOMPARE(client.ask(head + "3\r\n\r\n").status, 100);
    QCOMPARE(client.ask("abc").body, "POST /e abc"_ba);
    QCOMPARE(client.ask(head + "3\r\n\r\nabc").status, 200); // who does not wait needs none
    QCOMPARE(client.ask(head + "2000000\r\n\r\n").status, 413);
    QVERIFY(client.waitForClose());
}

void TestHttpServer::refusesWithProblems_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("malformed") << "GET /\r\n\r\n"_ba << 400;
    QTest::newRow("no host") << "GET / HTTP/1.1\r\n\r\n"_ba << 400;
    QTest::newRow("garbage") << "\x16\x03\x01"_ba << 400;
    QTest::newRow("bad percent") << get("/%") << 400;
    QTest::newRow("bad chunk")
        << "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc"_ba << 400;
    QTest::newRow("header too large") << get("/", "A: " + QByteArray(17'000, 'a') + "\r\n") << 431;
    QTest::newRow("header too large, no end") << "GET /" + QByteArray(200'000, 'a') << 431;
    QTest::newRow("body too large") << post("/", QByteArray(1024 * 1024 + 1, 'a')) << 413;
    QTest::newRow("expectation") << post("/", "a", "Expect: x\r\n") << 417;
    QTest::newRow("version") << "GET / HTTP/3.0\r\nHost: a\r\n\r\n"_ba << 505;
    QTest::newRow("coding") << "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"_ba << 501;
}

void TestHttpServer::refusesWithProblems()
{
    QFETCH(QByteArray, request);
    QFETCH(int, status);
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask(request);
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.field("Content-Type"), "application/problem+json"_ba);
    QCOMPARE(answer.field("Connection"), "close"_ba);
    QCOMPARE(answer.field("X-Request-Id").size(), 16);
    const QJsonObject problem = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(problem.value("status"_L1).toInt(), status);
    QCOMPARE(problem.value("message"_L1), problem.value("detail"_L1));
    QVERIFY(!problem.value("detail"_L1).toString().isEmpty());
    QVERIFY(!problem.value("title"_L1).toString().isEmpty());
    QCOMPARE(problem.value("type"_L1).toString(), u"about:blank"_s);
    QVERIFY(client.waitForClose());
}

void TestHttpServer::doesNotReadLargeBodies()
{
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n"
                                     + QByteArray(100'000, 'a'));
    QCOMPARE(answer.status, 413);
    const QByteArray piece(1024 * 1024, 'a');
    qint64 sent = 0;
    while (client.socket().state() == QAbstractSocket::ConnectedState && sent < 100 * piece.size()) {
        client.send(piece);
        sent += piece.size();
        client.socket().waitForBytesWritten(1000);
    }
    QVERIFY(sent < 50 * piece.size());
}

void TestHttpServer::letsTheHandlerRaiseTheBodyLimit()
{
    listen();
    RawClient client(*m_server);
    const QByteArray large(5'000'000, 'b');
    QCOMPARE(client.ask(post("/import", large)).body.size(), 13 + large.size());
    QCOMPARE(client.ask(post("/other", large)).status, 413);
}

void TestHttpServer::boundsBodiesInAll()
{
    m_options.bodyMemory = 1'000'000;
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    RawClient first(*m_server);
    first.send(post("/", QByteArray(900'000, 'a')));
    QTRY_COMPARE(waiting.size(), size_t(1));
    RawClient second(*m_server);
    const Answer refused = second.ask(post("/", QByteArray(900'000, 'a')));
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.field("Retry-After").toInt() > 0);
    waiting.takeAll().front().send(text("ok"));
    QCOMPARE(first.read().status, 200);
    RawClient third(*m_server);
    third.send(post("/", QByteArray(900'000, 'a')));
    QTRY_COMPARE(waiting.size(), size_t(1));
    waiting.takeAll().front().send(text("ok"));
    QCOMPARE(third.read().status, 200);
}

void TestHttpServer::timesOutHeaders()
{
    m_options.headerTimeout = 300ms;
    listen();
    RawClient client(*m_server);
    QCOMPARE(client.ask(get("/")).status, 200);
    QElapsedTimer timer;
    timer.start();
    client.send("GET / HTTP/1.1\r\n");
    while (client.socket().bytesAvailable() == 0 && timer.elapsed() < kPatienceMs) {
        client.send("A: b\r\n"); // never silent, never done
        client.socket().waitForReadyRead(50);
    }
    QCOMPARE(client.read().status, 408);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(client.waitForClose());
    QVERIFY(contains(m_observer->cuts(), HttpCut::HeaderTimeout));

    RawClient silent(*m_server);
    QVERIFY(silent.waitForClose());
    QCOMPARE(silent.socket().bytesAvailable(), 0);
}

void TestHttpServer::timesOutBodies()
{
    m_options.bodyGrace = 200ms;
    m_options.bodyTimeout = 600ms;
    listen();
    const QByteArray head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";
    RawClient stalled(*m_server);
    QCOMPARE(stalled.ask(head + "abc").status, 408);
    QVERIFY(stalled.waitForClose());

    RawClient steady(*m_server); // fast enough, but not done in time
    QElapsedTimer timer;
    timer.start();
    steady.send(head);
    while (steady.socket().bytesAvailable() == 0 && timer.elapsed() < kPatienceMs) {
        steady.send(QByteArray(1000, 'a'));
        steady.socket().waitForReadyRead(20);
    }
    QCOMPARE(steady.read().status, 408);
    QVERIFY(timer.elapsed() >= 600);
    QVERIFY(contains(m_observer->cuts(), HttpCut::BodyTimeout));
}

void TestHttpServer::closesIdleConnections()
{
    m_options.idleTimeout = 200ms;
    listen();
    RawClient client(*m_server);
    QCOMPARE(client.ask(get("/")).status, 200);
    QVERIFY(client.waitForClose());
    QCOMPARE(client.socket().bytesAvailable(), 0);
    QVERIFY(m_observer->cuts().empty());
}

void TestHttpServer::boundsConnections_data()
{
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("perAddress");
    QTest::addColumn<int>("cut");
    QTest::newRow("in all") << 2 << 10 << int(HttpCut::TooManyConnections);
    QTest::newRow("from an address") << 10 << 2 << int(HttpCut::TooManyFromAddress);
}

void TestHttpServer::boundsConnections()
{
    QFETCH(int, total);
    QFETCH(int, perAddress);
    QFETCH(int, cut);
    m_options.maxConnections = total;
    m_options.maxConnectionsPerAddress = perAddress;
    listen();
    auto first = std::make_unique<RawClient>(*m_server);
    RawClient second(*m_server);
    QCOMPARE(first->ask(get("/")).status, 200);
    QCOMPARE(second.ask(get("/")).status, 200);
    RawClient third(*m_server);
    const Answer refused = third.ask(get("/"));
    QCOMPARE(refused.status, 503);
    QVERIFY(refused.field("Retry-After").toInt() > 0);
    QCOMPARE(refused.field("Connection"), "close"_ba);
    QVERIFY(third.waitForClose());
    QVERIFY(contains(m_observer->cuts(), HttpCut(cut)));
    first.reset();
    QTRY_COMPARE(m_server->connectionCount(), 1);
    RawClient fourth(*m_server);
    QCOMPARE(fourth.ask(get("/")).status, 200);
}

void TestHttpServer::dropsFloodsUnanswered()
{
    m_options.maxConnectionsPerAddress = 1;
    listen();
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 17; ++i)
        clients.push_back(std::make_unique<RawClient>(*m_server));
    RawClient last(*m_server);
    QVERIFY(last.waitForClose());
    QCOMPARE(last.socket().bytesAvailable(), 0);
    QCOMPARE(clients.back()->read().status, 503);
    QCOMPARE(clients.front()->ask(get("/")).status, 200);
}

void TestHttpServer::compresses_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("gzipped");
    QTest::addColumn<bool>("varies");
    const QByteArray json = "application/json";
    QTest::newRow("large") << "gzip"_ba << json << 2000 << true << true;
    QTest::newRow("list") << "br;q=1, gzip;q=0.5, *;q=0"_ba << json << 2000 << true << true;
    QTest::newRow("any") << "*"_ba << json << 2000 << true << true;
    QTest::newRow("in capitals") << "GZIP"_ba << json << 2000 << true << true;
    QTest::newRow("huge") << "gzip"_ba << json << 3'000'000 << true << true;
    QTest::newRow("problem") << "gzip"_ba
                             << "application/problem+json"_ba << 2000 << true << true;
    QTest::newRow("calendar") << "gzip"_ba
                              << "text/calendar; charset=utf-8"_ba << 2000 << true << true;
    QTest::newRow("small") << "gzip"_ba << json << 1024 << false << false;
    QTest::newRow("refused") << "gzip;q=0"_ba << json << 2000 << false << true;
    QTest::newRow("other") << "br"_ba << json << 2000 << false << true;
    QTest::newRow("nothing") << ""_ba << json << 2000 << false << true;
    QTest::newRow("picture") << "gzip"_ba
                             << "image/png"_ba << 2000 << false << false;
}

void TestHttpServer::compresses()
{
    QFETCH(QByteArray, accept);
    QFETCH(QByteArray, type);
    QFETCH(int, size);
    QFETCH(bool, gzipped);
    QFETCH(bool, varies);
    const QByteArray body = QByteArray("0123456789").repeated(size / 10 + 1).first(size);
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) {
        responder.send(HttpResponse::text(200, type, body));
    };
    listen();
    RawClient client(*m_server);
    const Answer answer =
        client.ask(get("/", accept.isEmpty() ? ""_ba : "Accept-Encoding: " + accept + "\r\n"));
    QCOMPARE(answer.field("Content-Encoding"), gzipped ? "gzip"_ba : ""_ba);
    QCOMPARE(answer.field("Vary"), varies ? "Accept-Encoding"_ba : ""_ba);
    QCOMPARE(gzipped ? unzipped(answer.body) : answer.body, body);
}

void TestHttpServer::setsRequestIds_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<bool>("taken");
    QTest::newRow("sane") << "aZ0._-"_ba << true;
    QTest::newRow("longest") << QByteArray(64, 'a') << true;
    QTest::newRow("too long") << QByteArray(65, 'a') << false;
    QTest::newRow("space") << "a b"_ba << false;
    QTest::newRow("quote") << "a\"b"_ba << false;
    QTest::newRow("empty") << ""_ba << false;
}

void TestHttpServer::setsRequestIds()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, taken);
    m_handler->onRequest = [&](HttpRequest request, HttpResponder responder) {
        responder.send(text(request.requestId));
    };
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask(get("/", "X-Request-Id: " + sent + "\r\n"));
    QCOMPARE(answer.field("X-Request-Id"), answer.body);
    QCOMPARE(answer.body == sent, taken);
    if (!taken)
        QCOMPARE(answer.body.size(), 16);
    QVERIFY(client.ask(get("/")).body != client.ask(get("/")).body);
}

void TestHttpServer::hidesTheEdgesFieldsFromHandlers()
{
    m_handler->onRequest = [](HttpRequest, HttpResponder responder) {
        HttpResponse response = text("abc");
        response.headers.add("Content-Length", "17");
        response.headers.add("Transfer-Encoding", "chunked");
        response.headers.add("Connection", "close");
        response.headers.add("X-Evil", "a\r\nSet-Cookie: b");
        responder.send(std::move(response));
    };
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask(get("/"));
    QCOMPARE(answer.field("Content-Length"), "3"_ba);
    QVERIFY(answer.field("Transfer-Encoding").isEmpty());
    QVERIFY(answer.field("Set-Cookie").isEmpty());
    QCOMPARE(client.ask(get("/")).body, "abc"_ba);
}

void TestHttpServer::answersFromOtherThreads()
{
    m_options.ioThreads = 2;
    std::vector<std::jthread> threads;
    std::mutex mutex;
    m_handler->onRequest = [&](HttpRequest request, HttpResponder responder) {
        const std::lock_guard lock(mutex);
        threads.emplace_back([path = request.path, responder] { responder.send(text(path.toUtf8())); });
    };
    listen();
    RawClient one(*m_server);
    RawClient two(*m_server);
    for (int i = 0; i < 20; ++i) {
        const QByteArray path = "/" + QByteArray::number(i);
        one.send(get(path) + get(path + "a"));
        two.send(get(path + "b"));
        QCOMPARE(one.read().body, path);
        QCOMPARE(one.read().body, path + "a");
        QCOMPARE(two.read().body, path + "b");
    }
    const std::lock_guard lock(mutex);
    threads.clear();
}

/// One request's handler answers another connection's too, as a coalesced query does.
void TestHttpServer::answersOtherConnectionsInBetween()
{
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest request, HttpResponder responder) {
        if (request.path == u"/wait") {
            waiting.add(std::move(responder));
            return;
        }
        responder.send(text("mine"));
        for (const HttpResponder &other : waiting.takeAll())
            other.send(text("theirs"));
        HttpResponder again = responder;
        again.send(text("never"));
    };
    listen();
    RawClient first(*m_server);
    first.send(get("/wait"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    RawClient second(*m_server);
    QCOMPARE(second.ask(get("/go")).body, "mine"_ba);
    QCOMPARE(first.read().body, "theirs"_ba);
}

void TestHttpServer::answersOnlyOnce()
{
    m_handler->onRequest = [](HttpRequest, HttpResponder responder) {
        const HttpResponder copy = responder;
        QVERIFY(!copy.isDone());
        responder.send(text("first"));
        QVERIFY(copy.isDone());
        copy.send(text("second"));
    };
    listen();
    RawClient client(*m_server);
    QCOMPARE(client.ask(get("/")).body, "first"_ba);
    QCOMPARE(client.ask(get("/")).body, "first"_ba);
}

void TestHttpServer::replacesImpossibleAnswers()
{
    m_handler->onRequest = [](HttpRequest, HttpResponder responder) {
        responder.send(HttpResponse::empty(101));
    };
    listen();
    RawClient client(*m_server);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"was answered with status 101"_s));
    QCOMPARE(client.ask(get("/")).status, 500);
}

void TestHttpServer::answersWhatHandlersForget()
{
    m_handler->onRequest = [](HttpRequest request, HttpResponder) {
        if (request.path == u"/throw")
            throw std::runtime_error("broken");
    };
    listen();
    RawClient client(*m_server);
    QCOMPARE(client.ask(get("/forget")).status, 500);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"ended in an exception"_s));
    QCOMPARE(client.ask(get("/throw")).status, 500);
    QCOMPARE(client.ask(get("/forget")).status, 500);
}

void TestHttpServer::survivesGoneClients()
{
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    {
        RawClient client(*m_server);
        client.send(get("/1") + get("/2"));
        QTRY_COMPARE(waiting.size(), size_t(2));
    }
    QTRY_COMPARE(m_server->connectionCount(), 0);
    const std::vector<HttpResponder> responders = waiting.takeAll();
    QVERIFY(responders[0].isDone());
    responders[0].send(text("late"));
    responders[1].send(text("late"));
    RawClient client(*m_server);
    client.send(get("/3"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    waiting.takeAll().front().send(text("3"));
    QCOMPARE(client.read().body, "3"_ba);
    QCOMPARE(m_observer->requests().front().status, 499);
}

void TestHttpServer::cutsPeersThatDoNotRead()
{
    m_options.writeTimeout = 300ms;
    m_options.writeBufferLimit = 100'000;
    std::atomic<int> handled = 0;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) {
        ++handled;
        responder.send(text(QByteArray(1'000'000, 'a')));
    };
    listen();
    RawClient client(*m_server);
    client.socket().setReadBufferSize(1024);
    client.send(get("/").repeated(500));
    QTRY_VERIFY(handled > 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->connectionCount(), 0, kPatienceMs);
    QVERIFY(contains(m_observer->cuts(), HttpCut::WriteTimeout));
    QVERIFY(handled < 100); // what the kernel's buffers take, and no more
}

void TestHttpServer::writesLargeAnswers()
{
    const QByteArray body = QByteArray("0123456789abcdef").repeated(500'000);
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) {
        responder.send(HttpResponse::text(200, "application/octet-stream", body));
    };
    listen();
    RawClient client(*m_server);
    client.send(get("/").repeated(3));
    for (int i = 0; i < 3; ++i)
        QVERIFY(client.read().body == body);
}

void TestHttpServer::handsOverUpgrades_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("elsewhere");
    QTest::newRow("at once") << false << false;
    QTest::newRow("from another thread") << false << true;
    QTest::newRow("tls") << true << true;
}

void TestHttpServer::handsOverUpgrades()
{
    QFETCH(bool, tls);
    QFETCH(bool, elsewhere);
    QTemporaryDir folder;
    if (tls)
        m_options.tls = selfSigned(folder.path());
    QCOMPARE(m_options.tls.has_value(), tls);
    m_options.headerTimeout = 500ms;
    m_options.idleTimeout = 100ms;
    std::jthread decider;
    const UpgradeTaker taker = [](std::unique_ptr<QTcpSocket> socket) {
        QCOMPARE(socket->thread(), QThread::currentThread());
        QCOMPARE(socket->parent(), nullptr);
        auto *server = new QWebSocketServer(u"test"_s, QWebSocketServer::NonSecureMode, socket.get());
        connect(server, &QWebSocketServer::newConnection, server, [server] {
            QWebSocket *peer = server->nextPendingConnection();
            connect(peer, &QWebSocket::disconnected, peer, &QObject::deleteLater);
            connect(peer, &QWebSocket::textMessageReceived, peer, [peer](const QString &message) {
                peer->sendTextMessage(u"echo "_s + message.first(std::min<qsizetype>(message.size(), 100))
                                      + QString::number(message.size()));
            });
        });
        QTcpSocket *released = socket.release();
        connect(released, &QTcpSocket::disconnected, released, &QObject::deleteLater);
        server->handleConnection(released);
    };
    m_handler->onUpgrade = [&](HttpRequest head, UpgradeResponder responder) {
        QCOMPARE(head.path, u"/ws"_s);
        QCOMPARE(head.query, "x=y"_ba);
        QVERIFY(!head.requestId.isEmpty());
        if (elsewhere)
            decider = std::jthread([responder, taker] { responder.accept(taker); });
        else
            responder.accept(taker);
    };
    listen();
    {
        QWebSocket client;
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.setPeerVerifyMode(QSslSocket::VerifyNone);
        client.setSslConfiguration(trusting);
        QSignalSpy connected(&client, &QWebSocket::connected);
        QSignalSpy answers(&client, &QWebSocket::textMessageReceived);
        client.open(QUrl(u"%1://127.0.0.1:%2/ws?x=y"_s.arg(tls ? u"wss"_s : u"ws"_s).arg(m_server->port())));
        QTRY_COMPARE_WITH_TIMEOUT(connected.size(), 1, kPatienceMs);
        RawClient witness(*m_server, tls);
        QVERIFY(witness.waitForClose()); // the edge's own deadlines are over
        client.sendTextMessage(u"hello"_s);
        client.sendTextMessage(QString(200'000, u'x')); // larger than the edge's read buffer
        QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 2, kPatienceMs);
        QCOMPARE(answers[0][0].toString(), u"echo hello5"_s);
        QVERIFY(answers[1][0].toString().endsWith(u"200000"_s));
        QTRY_COMPARE(m_server->connectionCount(), 1);
        QCOMPARE(m_observer->closed, 2);
    }
    QTRY_COMPARE(m_server->connectionCount(), 0);
    QCOMPARE(m_observer->requests().front().status, 101);
}

void TestHttpServer::answersWhatCameBeforeAnUpgrade()
{
    m_handler->onUpgrade = [](HttpRequest, UpgradeResponder responder) {
        responder.accept([](std::unique_ptr<QTcpSocket> socket) {
            const QByteArray unread = socket->readAll();
            socket->write("unread: " + unread.first(unread.indexOf('\r')) + "\r\n\r\n");
            QTcpSocket *released = socket.release();
            connect(released, &QTcpSocket::disconnected, released, &QObject::deleteLater);
        });
    };
    listen();
    {
        RawClient client(*m_server);
        client.send(get("/1") + get("/2") + get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
        QCOMPARE(client.read().body, "GET /1 "_ba);
        QCOMPARE(client.read().body, "GET /2 "_ba);
        QCOMPARE(client.read().head, "unread: GET /ws HTTP/1.1"_ba);
    }
    QTRY_COMPARE(m_server->connectionCount(), 0);
}

void TestHttpServer::refusesUpgrades()
{
    m_handler->onUpgrade = [&](HttpRequest, UpgradeResponder responder) {
        responder.refuse(HttpResponse::problem(401, u"A token is needed."_s));
    };
    listen();
    RawClient client(*m_server);
    const Answer answer = client.ask(get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n"));
    QCOMPARE(answer.status, 401);
    QVERIFY(client.waitForClose());
    m_handler->onUpgrade = nullptr;
    RawClient other(*m_server);
    QCOMPARE(other.ask(get("/first") + get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n")).body,
             "GET /first "_ba);
    QCOMPARE(other.read().status, 404);
    RawClient third(*m_server);
    QCOMPARE(third
                 .ask("GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                      "Content-Length: 1\r\n\r\na")
                 .status,
             400);
}

void TestHttpServer::ignoresOtherUpgrades()
{
    listen();
    RawClient client(*m_server);
    QCOMPARE(client.ask(get("/", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n")).status, 200);
    QCOMPARE(client.ask(get("/", "Upgrade: websocket\r\n")).status, 200);
}

void TestHttpServer::speaksTls()
{
    QTemporaryDir folder;
    m_options.tls = selfSigned(folder.path());
    QVERIFY(m_options.tls);
    m_options.ioThreads = 2;
    m_handler->onRequest = [](HttpRequest request, HttpResponder responder) {
        responder.send(HttpResponse::text(request.secure ? 200 : 500, "image/png",
                                          QByteArray(request.path == u"/large" ? 3'000'000 : 10, 'a')));
    };
    listen();
    RawClient client(*m_server, true);
    QCOMPARE(client.ask(get("/")).status, 200);
    client.send(get("/large") + get("/"));
    QCOMPARE(client.read().body.size(), 3'000'000);
    QCOMPARE(client.read().body.size(), 10);
    QCOMPARE(client.ask(post("/", QByteArray(900'000, 'b'))).status, 200);
    QCOMPARE(client.ask("GET\r\n\r\n").status, 400);
    QVERIFY(client.waitForClose());
    RawClient last(*m_server, true);
    QCOMPARE(last.ask(get("/", "Connection: close\r\n")).status, 200);
    QVERIFY(last.waitForClose());
}

void TestHttpServer::cutsFailedHandshakes()
{
    QTemporaryDir folder;
    m_options.tls = selfSigned(folder.path());
    m_options.headerTimeout = 300ms;
    listen();
    RawClient plain(*m_server);
    plain.send(get("/"));
    QVERIFY(plain.waitForClose());
    RawClient silent(*m_server);
    QVERIFY(silent.waitForClose());
    QTRY_COMPARE(m_server->connectionCount(), 0);
    QVERIFY(contains(m_observer->cuts(), HttpCut::TlsFailed));
}

void TestHttpServer::saysWhyItCannotListen()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_options.port = other.serverPort();
    HttpServer server(m_options, *m_handler);
    const auto outcome = server.listen();
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().message,
             u"Port %1 on 127.0.0.1 is in use by another program"_s.arg(other.serverPort()));

    m_options.port = 0;
    m_options.address = QHostAddress(u"203.0.113.1"_s);
    HttpServer elsewhere(m_options, *m_handler);
    QCOMPARE(elsewhere.listen().error().message, u"203.0.113.1 is not an address of this machine"_s);
}

void TestHttpServer::drains()
{
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest request, HttpResponder responder) {
        if (request.path == u"/wait")
            waiting.add(std::move(responder));
        else
            responder.send(text("ok"));
    };
    m_options.ioThreads = 2;
    listen();
    RawClient idle(*m_server);
    QCOMPARE(idle.ask(get("/")).status, 200);
    RawClient busy(*m_server);
    busy.send(get("/") + get("/wait"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    RawClient halfway(*m_server);
    QCOMPARE(halfway.ask(get("/")).status, 200);
    halfway.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
    QTRY_COMPARE(m_handler->bodies, 1);
    QSignalSpy finished(m_server.get(), &HttpServer::finished);
    m_server->drain();
    QVERIFY(idle.waitForClose());
    QTcpSocket late;
    late.connectToHost(QHostAddress(QHostAddress::LocalHost), m_server->port());
    QVERIFY(!late.waitForConnected(1000));
    QCOMPARE(busy.read().status, 200);
    QCOMPARE(finished.size(), 0);
    const Answer other = halfway.ask("b");
    QCOMPARE(other.status, 200);
    QCOMPARE(other.field("Connection"), "close"_ba);
    waiting.takeAll().front().send(text("done"));
    const Answer answer = busy.read();
    QCOMPARE(answer.body, "done"_ba);
    QCOMPARE(answer.field("Connection"), "close"_ba);
    QVERIFY(busy.waitForClose());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_server->connectionCount(), 0);
}

void TestHttpServer::drainsInBoundedTime()
{
    m_options.drainTimeout = 200ms;
    Waiting waiting;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    RawClient client(*m_server);
    client.send(get("/"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    QSignalSpy finished(m_server.get(), &HttpServer::finished);
    m_server->drain();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(client.waitForClose());
    waiting.takeAll();
}

void TestHttpServer::reportsRequests()
{
    listen();
    RawClient client(*m_server);
    client.ask(post("/a?token=secret", "body", "X-Request-Id: my-id\r\n"));
    client.ask("nonsense\r\n\r\n");
    QTRY_COMPARE(m_observer->requests().size(), size_t(2));
    const HttpAccess access = m_observer->requests().front();
    QCOMPARE(access.method, "POST"_ba);
    QCOMPARE(access.path, u"/a"_s);
    QCOMPARE(access.requestId, "my-id"_ba);
    QCOMPARE(access.status, 200);
    QCOMPARE(access.requestBytes, 4);
    QCOMPARE(access.responseBytes, 12);
    QVERIFY(access.durationUs >= 0 && access.durationUs < 10'000'000);
    const HttpAccess failed = m_observer->requests().back();
    QCOMPARE(failed.status, 400);
    QVERIFY(failed.durationUs >= 0 && failed.durationUs < 10'000'000);
    QVERIFY(client.waitForClose());
    QTRY_COMPARE(m_observer->closed, 1);
    QCOMPARE(m_observer->opened, 1);
}

void TestHttpServer::endsWithOpenConnections()
{
    Waiting waiting;
    m_options.ioThreads = 2;
    m_handler->onRequest = [&](HttpRequest, HttpResponder responder) { waiting.add(std::move(responder)); };
    listen();
    RawClient client(*m_server);
    RawClient silent(*m_server);
    client.send(get("/"));
    QTRY_COMPARE(waiting.size(), size_t(1));
    m_server.reset();
    QVERIFY(client.waitForClose());
    QVERIFY(silent.waitForClose());
    waiting.takeAll().front().send(text("late"));
}

QTEST_GUILESS_MAIN(TestHttpServer)
#include "tst_httpserver.moc"
