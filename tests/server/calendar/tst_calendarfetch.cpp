#include "server/calendar/subscriptions/bodydecoder.h"
#include "server/calendar/subscriptions/calendarfetch.h"
#include "server/calendar/subscriptions/feedurl.h"
#include "server/calendar/subscriptions/refreshpace.h"
#include "tests/server/calendar/feedserver.h"

#include <QTest>

#include <zlib.h>

#include <optional>

using namespace Qt::StringLiterals;
using namespace hearth::server::calendar;
using hearth::tests::FeedServer;
namespace shared = hearth::shared;

namespace {
QByteArray answer(const QByteArray &fields, const QByteArray &body = {}, const QByteArray &status = "200 OK")
{
    return FeedServer::answer(fields, body, status);
}

/// The policy of an operator who lets feeds lie on this machine, on the server's port.
FetchPolicy policyFor(const FeedServer &server, const QStringList &networks = {u"127.0.0.0/8"_s})
{
    return {AddressGuard(networks), {server.port()}, 20'000};
}

shared::Result<FetchedText> fetch(const FetchPolicy &policy, const FetchRequest &request)
{
    std::optional<shared::Result<FetchedText>> result;
    auto *job = new CalendarFetch(
        policy, request, [&result](const shared::Result<FetchedText> &fetched) { result = fetched; });
    job->start();
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30'000)) {
        delete job;
        return shared::Error{shared::ErrorCode::Internal, {}, u"no answer"_s};
    }
    return *result;
}

shared::Result<FetchedText> fetchFrom(const FeedServer &server, const QString &path = u"/a.ics"_s)
{
    return fetch(policyFor(server), {QUrl(server.url(path)), {}, {}});
}

QByteArray gzipped(const QByteArray &text)
{
    z_stream stream = {};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray packed(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))) + 64, 0);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.constData()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return packed;
}
}

/// One feed from one server, that may be a hostile one.
class TestCalendarFetch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urls_data();
    void urls();
    void fetches_data();
    void fetches();
    void asksOnlyForNews();
    void refusesPrivateNetworks();
    void follows();
    void looksAtEachRedirect_data();
    void looksAtEachRedirect();
    void followsNotForEver();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
    void saysWhenToComeBack();
    void endsInTime();
    void trustsNoCertificateOfItsOwn();
    void decodes();
    void pace();
    void hints();
};

void TestCalendarFetch::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("reason");
    const auto taken = [](const char *text, const QString &url) { QTest::newRow(text) << url << QString(); };
    taken("https://example.org/a.ics", u"https://example.org/a.ics"_s);
    taken(" webcal://example.org/a.ics ", u"https://example.org/a.ics"_s);
    taken("http://example.org:8080/a?b=c#d", u"http://example.org:8080/a?b=c"_s);
    taken("https://b\303\274cher.example/", u"https://xn--bcher-kva.example/"_s);
    for (const char *refused :
         {"ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "example.org", "", "https://",
          "javascript:alert(1)", "https://a b/", "http://[::1", "https://exa\r\nmple.org/", "https://%00/"})
        QTest::newRow(refused) << QString() << u"invalid_url"_s;
    QTest::newRow("https://ann:secret@example.org/") << QString() << u"url_with_credentials"_s;
    QTest::newRow("http://example.org:25/") << QString() << u"port_not_allowed"_s;
    QTest::newRow("https://example.org:6379/") << QString() << u"port_not_allowed"_s;
}

void TestCalendarFetch::urls()
{
    QFETCH(QString, url);
    QFETCH(QString, reason);
    const auto read = parseFeedUrl(QString::fromUtf8(QTest::currentDataTag()), {8080});
    if (reason.isEmpty()) {
        QVERIFY(read);
        QCOMPARE(*read, QUrl(url));
    } else {
        QVERIFY(!read);
        QCOMPARE(read.error().reason, reason);
    }
}

void TestCalendarFetch::fetches_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("length") << answer("Content-Length: 5\r\n", "hello");
    QTest::newRow("chunks") << answer("Transfer-Encoding: chunked\r\n",
                                      "2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n");
    QTest::newRow("until closed") << answer("Content-Type: text/calendar\r\n", "hello");
    QTest::newRow("after a 103") << "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
            + answer("Content-Length: 5\r\n", "hello");
}

void TestCalendarFetch::fetches()
{
    QFETCH(QByteArray, sent);
    FeedServer server({sent});
    const auto fetched = fetchFrom(server, u"/a b.ics?x=1"_s);
    QVERIFY2(fetched, fetched ? "" : qPrintable(fetched.error().reason));
    QCOMPARE(fetched->body, QByteArray("hello"));
    QVERIFY(server.requests().first().startsWith("GET /a%20b.ics?x=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
}

void TestCalendarFetch::asksOnlyForNews()
{
    FeedServer server({answer("ETag: \"v1\"\r\nLast-Modified: Tue\r\nContent-Length: 1\r\n", "x"),
                       answer("", {}, "304 Not Modified")});
    const auto first = fetchFrom(server);
    QVERIFY(first);
    QCOMPARE(first->etag, QByteArray("\"v1\""));
    const auto again = fetch(policyFor(server), {QUrl(server.url()), first->etag, first->lastModified});
    QVERIFY(again);
    QVERIFY(again->notModified);
    QVERIFY(server.requests().last().contains("\r\nIf-None-Match: \"v1\"\r\n"));
    QVERIFY(server.requests().last().contains("\r\nIf-Modified-Since: Tue\r\n"));
}

void TestCalendarFetch::refusesPrivateNetworks()
{
    FeedServer server({answer("Content-Length: 5\r\n", "hello")});
    for (const QString &host : {u"127.0.0.1"_s, u"localhost"_s, u"[::1]"_s, u"[::ffff:127.0.0.1]"_s,
                                u"2130706433"_s, u"0x7f.1"_s, u"0177.0.0.1"_s, u"127.1"_s}) {
        const QUrl url(u"http://%1:%2/a.ics"_s.arg(host).arg(server.port()));
        const auto refused = fetch(policyFor(server, {}), {url, {}, {}});
        QVERIFY2(!refused, qPrintable(host));
        QVERIFY2(refused.error().reason == "private_address"_L1
                     || refused.error().reason == "no_such_host"_L1,
                 qPrintable(host + refused.error().reason));
    }
    QVERIFY(server.requests().isEmpty());
}

void TestCalendarFetch::follows()
{
    FeedServer server(
        {answer("Location: /b.ics\r\n", {}, "302 Found"), answer("Content-Length: 5\r\n", "hello")});
    QVERIFY(fetchFrom(server));
    QVERIFY(server.requests().last().startsWith("GET /b.ics "));
}

void TestCalendarFetch::looksAtEachRedirect_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("reason");
    const auto row = [](const QByteArray &to, const QString &reason) {
        QTest::newRow(to.constData()) << to << reason;
    };
    for (const QByteArray to :
         {"http://127.0.0.1:80/", "http://[::1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/",
          "http://[::ffff:10.0.0.1]/", "http://224.0.0.1/", "http://0.0.0.0/", "https://[fe80::1]/"})
        row(to, u"private_address"_s);
    for (const QByteArray to : {"file:///etc/passwd", "ftp://example.org/", "http://ann:secret@example.org/",
                                "http://example.org:22/", "", "http://"})
        row(to, u"bad_redirect"_s);
}

void TestCalendarFetch::looksAtEachRedirect()
{
    QFETCH(QByteArray, to);
    QFETCH(QString, reason);
    // Only the server's own address is allowed, which is none of those that are tried.
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(u"127.0.0.2"_s)));
    connect(&other, &QTcpServer::newConnection, this, [&other, to] {
        QTcpSocket *peer = other.nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer, to] {
            peer->write(answer("Location: " + to + "\r\n", {}, "302 Found"));
            peer->disconnectFromHost();
        });
    });
    const FetchPolicy policy{AddressGuard({u"127.0.0.2/32"_s}), {other.serverPort()}, 20'000};
    const QUrl url(u"http://127.0.0.2:%1/"_s.arg(other.serverPort()));
    const auto refused = fetch(policy, {url, {}, {}});
    QVERIFY(!refused);
    // A redirect to nowhere is one to itself.
    QCOMPARE(refused.error().reason, to.isEmpty() ? u"too_many_redirects"_s : reason);
}

void TestCalendarFetch::followsNotForEver()
{
    FeedServer server({answer("Location: /again\r\n", {}, "302 Found")});
    QCOMPARE(fetchFrom(server).error().reason, u"too_many_redirects"_s);
    QCOMPARE(server.requests().size(), 1 + CalendarFetch::kMaxRedirects);
}

void TestCalendarFetch::refusesWhatIsNoAnswer_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no HTTP") << QByteArray("hello\r\n\r\n") << u"bad_answer"_s;
    QTest::newRow("error") << answer("Content-Length: 0\r\n", {}, "500 No") << u"status"_s;
    QTest::newRow("too short") << answer("Content-Length: 50\r\n", "hello") << u"bad_answer"_s;
    QTest::newRow("too large") << answer("Content-Length: 20000001\r\n", "hello") << u"too_large"_s;
    QTest::newRow("large chunk") << answer("Transfer-Encoding: chunked\r\n", "fffffff\r\n") << u"too_large"_s;
    QTest::newRow("huge chunk") << answer("Transfer-Encoding: chunked\r\n", "7fffffffffffffff\r\n")
                                << u"too_large"_s;
    QTest::newRow("negative chunk") << answer("Transfer-Encoding: chunked\r\n", "-1\r\n") << u"bad_answer"_s;
    QTest::newRow("no chunk") << answer("Transfer-Encoding: chunked\r\n", "xyz\r\n") << u"bad_answer"_s;
    QTest::newRow("cut chunk") << answer("Transfer-Encoding: chunked\r\n", "5\r\nhel") << u"bad_answer"_s;
    QTest::newRow("long head") << answer("X: " + QByteArray(40'000, 'x') + "\r\n") << u"bad_answer"_s;
    QTest::newRow("early answers") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(50'000)
                                   << u"bad_answer"_s;
    QTest::newRow("endless") << answer("Content-Type: text/calendar\r\n", QByteArray(20'000'001, 'x'))
                             << u"too_large"_s;
}

void TestCalendarFetch::refusesWhatIsNoAnswer()
{
    QFETCH(QByteArray, sent);
    QFETCH(QString, reason);
    FeedServer server({sent});
    QCOMPARE(fetchFrom(server).error().reason, reason);
}

void TestCalendarFetch::saysWhenToComeBack()
{
    FeedServer server({answer("Retry-After: 120\r\nContent-Length: 0\r\n", {}, "429 Slow down")});
    const auto refused = fetchFrom(server);
    QCOMPARE(refused.error().reason, u"status"_s);
    QCOMPARE(refused.error().retryAfterSeconds, 120);
}

void TestCalendarFetch::endsInTime()
{
    FeedServer silent;
    FetchPolicy policy = policyFor(silent);
    policy.timeoutMs = 200;
    QCOMPARE(fetch(policy, {QUrl(silent.url()), {}, {}}).error().reason, u"timeout"_s);
}

void TestCalendarFetch::trustsNoCertificateOfItsOwn()
{
    FeedServer server({answer("Content-Length: 5\r\n", "hello")});
    QUrl url(server.url());
    url.setScheme(u"https"_s);
    FetchPolicy policy = policyFor(server);
    policy.timeoutMs = 500;
    const auto refused = fetch(policy, {url, {}, {}});
    QVERIFY(!refused); // which speaks no TLS at all
    QVERIFY(server.requests().isEmpty() || !server.requests().first().startsWith("GET"));
}

void TestCalendarFetch::decodes()
{
    const QByteArray text = QByteArray("BEGIN:VCALENDAR\r\n").repeated(1000);
    const auto decoded = decodedBody(gzipped(text), "gzip", CalendarFetch::kMaxBytes);
    QVERIFY(decoded);
    QCOMPARE(*decoded, text);
    QCOMPARE(*decodedBody(text, {}, CalendarFetch::kMaxBytes), text);
    const QByteArray bomb = gzipped(QByteArray(CalendarFetch::kMaxBytes + 1, 'x'));
    QVERIFY(bomb.size() < 100'000);
    QCOMPARE(decodedBody(bomb, "gzip", CalendarFetch::kMaxBytes).error().reason, u"too_large"_s);
    QCOMPARE(decodedBody("nonsense", "gzip", 1000).error().reason, u"bad_answer"_s);
    QCOMPARE(decodedBody(gzipped(text).chopped(20), "gzip", 1'000'000).error().reason, u"bad_answer"_s);
    QCOMPARE(decodedBody(text, "br", 1'000'000).error().reason, u"bad_answer"_s);
}

void TestCalendarFetch::pace()
{
    constexpr qint64 kHour = 3'600'000;
    constexpr qint64 kDay = RefreshPace::kDayMs;
    const RefreshPace pace(kHour, 0);
    QCOMPARE(pace.afterSuccess(1000, 0), 1000 + kHour);
    QCOMPARE(pace.afterSuccess(1000, kHour / 2), 1000 + kHour);
    QCOMPARE(pace.afterSuccess(1000, 3 * kHour), 1000 + 3 * kHour);
    QCOMPARE(pace.afterSuccess(1000, 100 * kDay), 1000 + kDay);
    QCOMPARE(pace.afterFailure(0, 1, 0), kHour);
    QCOMPARE(pace.afterFailure(0, 3, 0), 4 * kHour);
    QCOMPARE(pace.afterFailure(0, 1000, 0), kDay);
    QCOMPARE(pace.afterFailure(0, 1, 2 * kHour), 2 * kHour);
    QCOMPARE(RefreshPace(7 * kDay, 0).afterFailure(0, 5, 0), 7 * kDay);
    QCOMPARE(RefreshPace(kHour, 0.5).afterSuccess(0, 0), kHour + kHour / 20);
}

void TestCalendarFetch::hints()
{
    QCOMPARE(maxAgeMs("private, max-age=600"), 600'000);
    QCOMPARE(maxAgeMs("no-store"), 0);
    QCOMPARE(maxAgeMs("max-age=99999999999"), RefreshPace::kDayMs);
    QCOMPARE(retryAfterMs("30", 0), 30'000);
    QCOMPARE(retryAfterMs("-5", 0), 0);
    QCOMPARE(retryAfterMs("Thu, 01 Jan 1970 00:10:00 GMT", 0), 600'000);
    QCOMPARE(retryAfterMs("soon", 0), 0);
    QCOMPARE(publishedEveryMs("BEGIN:VCALENDAR\r\nREFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n"),
             12 * 3'600'000);
    QCOMPARE(publishedEveryMs("X-PUBLISHED-TTL:P1DT1H\r\n"), RefreshPace::kDayMs);
    QCOMPARE(publishedEveryMs("BEGIN:VEVENT\r\nX-PUBLISHED-TTL:PT5H\r\n"), 0);
    QCOMPARE(publishedEveryMs("X-PUBLISHED-TTL:often\r\n"), 0);
}

QTEST_GUILESS_MAIN(TestCalendarFetch)
#include "tst_calendarfetch.moc"
