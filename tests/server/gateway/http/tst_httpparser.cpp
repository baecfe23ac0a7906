#include "server/gateway/http/httpparser.h"

#include <QTest>

#include <functional>
#include <random>

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway;
using Step = HttpParser::Step;

namespace {

constexpr qint64 kHeaderLimit = 1024;
constexpr qint64 kBodyLimit = 256;

/// Says in one line what a stream of bytes was read as: "GET /a;POST /b=body;400", "more" for an unfinished
/// end. `nextPiece` says how many bytes arrive at a time.
QByteArray readAs(const QByteArray &stream, const std::function<qsizetype()> &nextPiece)
{
    HttpParser parser(kHeaderLimit);
    QByteArray unread;
    QByteArray result;
    qsizetype arrived = 0;
    bool inBody = false;
    const auto complete = [&] {
        const HttpRequest request = parser.takeRequest();
        result += request.method + ' ' + request.path.toUtf8();
        result += (request.query.isNull() ? QByteArray() : '?' + request.query);
        result += (request.body.isEmpty() ? QByteArray() : '=' + request.body) + ';';
        inBody = false;
    };
    while (true) {
        Step step = Step::NeedMore;
        if (inBody) {
            qsizetype consumed = 0;
            step = parser.parseBody(unread, consumed);
            unread.remove(0, consumed);
        } else {
            step = parser.parseHeader(unread);
        }
        if (step == Step::Failed)
            return result + QByteArray::number(parser.failure().status);
        if (step == Step::HeaderComplete) {
            unread.remove(0, parser.headerSize());
            inBody = parser.expectsBody();
            parser.setBodyLimit(kBodyLimit);
            if (!inBody)
                complete();
        } else if (step == Step::Complete) {
            complete();
        } else {
            if (arrived == stream.size())
                return unread.isEmpty() && !inBody ? result : result + "more";
            const qsizetype piece = std::min(nextPiece(), stream.size() - arrived);
            unread += stream.sliced(arrived, piece);
            arrived += piece;
        }
    }
}

void addRow(const char *name, const QByteArray &stream, const QByteArray &expected)
{
    QTest::newRow(name) << stream << expected;
}

/// A request with these header lines, each with its own end of line, on top of a Host field.
QByteArray request(const QByteArray &firstLine, const QByteArray &lines = {}, const QByteArray &body = {})
{
    return firstLine + "\r\nHost: a.example\r\n" + lines + "\r\n" + body;
}

}

class TestHttpParser : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void survivesEveryCut_data() { reads_data(); }
    void survivesEveryCut();
    void decodesTargets_data();
    void decodesTargets();
    void knowsItsHeader();
    void looksUpFields();
    void splitsPathsBeforeDecoding();
    void decodesQueries();
    void neverSpinsOnGarbage();
};

void TestHttpParser::reads_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray chunked = "Transfer-Encoding: chunked\r\n";

    addRow("get", request("GET /a HTTP/1.1"), "GET /a;");
    addRow("query", request("GET /a?b=c&d HTTP/1.1"), "GET /a?b=c&d;");
    addRow("any method", request("PROPFIND /dav/ HTTP/1.1"), "PROPFIND /dav/;");
    addRow("method in lower case is another method", request("get / HTTP/1.1"), "get /;");
    addRow("length", request("POST / HTTP/1.1", "Content-Length: 3\r\n", "abc"), "POST /=abc;");
    addRow("length zero", request("POST / HTTP/1.1", "Content-Length: 0\r\n"), "POST /;");
    addRow("pipelined",
           request("POST /1 HTTP/1.1", "Content-Length: 3\r\n", "abc") + request("GET /2 HTTP/1.1"),
           "POST /1=abc;GET /2;");
    addRow("unfinished header", "GET / HTTP/1.1\r\nHost: a\r\n", "more");
    addRow("unfinished body", request("POST / HTTP/1.1", "Content-Length: 3\r\n", "ab"), "more");
    addRow("no body on post", request("POST / HTTP/1.1"), "POST /;");

    addRow("http/1.0 without host", "GET / HTTP/1.0\r\n\r\n", "GET /;");
    addRow("http/2.0", request("GET / HTTP/2.0"), "505");
    addRow("http/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
    addRow("http/0.9", "GET /\r\n\r\n", "400");
    addRow("http in lower case", request("GET / http/1.1"), "400");
    addRow("tls hello", QByteArray("\x16\x03\x01\x02\x00\x01", 6), "400");
    addRow("no method", " / HTTP/1.1\r\n\r\n", "400");
    addRow("two spaces", request("GET  / HTTP/1.1"), "400");
    addRow("space in target", request("GET /a b HTTP/1.1"), "400");
    addRow("tab after method", request("GET\t/ HTTP/1.1"), "400");
    addRow("space after version", request("GET / HTTP/1.1 "), "400");
    addRow("long method", request("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGH / HTTP/1.1"), "501");
    addRow("connect", request("CONNECT a.example:443 HTTP/1.1"), "501");

    addRow("no host", "GET / HTTP/1.1\r\n\r\n", "400");
    addRow("two hosts", request("GET / HTTP/1.1", "Host: a.example\r\n"), "400");
    addRow("host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400");
    addRow("host with a comma", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "400");
    addRow("host with a user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "400");
    addRow("host with port", "GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", "GET /;");

    addRow("absolute target", request("GET http://b.example/a?c HTTP/1.1"), "GET /a?c;");
    addRow("absolute target without path", request("GET http://b.example HTTP/1.1"), "GET /;");
    addRow("absolute target without path, query", request("GET http://b.example?x HTTP/1.1"), "GET /?x;");
    addRow("absolute target without host", request("GET http:///a HTTP/1.1"), "400");
    addRow("absolute target, user", request("GET http://u@b.example/ HTTP/1.1"), "400");
    addRow("absolute target, no host field", "GET http://b.example/ HTTP/1.1\r\n\r\n", "400");
    addRow("other scheme", request("GET ftp://b.example/ HTTP/1.1"), "400");
    addRow("asterisk", request("OPTIONS * HTTP/1.1"), "OPTIONS *;");
    addRow("asterisk of the whole server", request("OPTIONS http://b.example HTTP/1.1"), "OPTIONS *;");
    addRow("asterisk for get", request("GET * HTTP/1.1"), "400");
    addRow("relative target", request("GET a HTTP/1.1"), "400");
    addRow("fragment", request("GET /a#b HTTP/1.1"), "400");
    addRow("bad percent", request("GET /%zz HTTP/1.1"), "400");
    addRow("cut percent", request("GET /%4 HTTP/1.1"), "400");
    addRow("bad percent in query", request("GET /?a=%f HTTP/1.1"), "400");
    addRow("encoded nul", request("GET /a%00b HTTP/1.1"), "400");
    addRow("encoded line feed", request("GET /a%0ab HTTP/1.1"), "400");
    addRow("not utf-8", request("GET /%ff HTTP/1.1"), "400");
    addRow("overlong utf-8", request("GET /%c0%af HTTP/1.1"), "400");
    addRow("dot segment", request("GET /a/../b HTTP/1.1"), "400");
    addRow("encoded dot segment", request("GET /a/%2e%2E/b HTTP/1.1"), "400");

    addRow("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", "400");
    addRow("bare line feed in the header", "GET / HTTP/1.1\r\nHost: a\n\r\n", "400");
    addRow("bare carriage return", request("GET / HTTP/1.1", "A: b\rc\r\n"), "400");
    addRow("carriage return before the name", request("GET / HTTP/1.1", "\rA: b\r\n"), "400");
    addRow("nul in a value", request("GET / HTTP/1.1", QByteArray("A: b\0c\r\n", 8)), "400");
    addRow("nul in a name", request("GET / HTTP/1.1", QByteArray("A\0: b\r\n", 7)), "400");
    addRow("control in a value", request("GET / HTTP/1.1", "A: b\x01\r\n"), "400");
    addRow("tab in a value", request("GET / HTTP/1.1", "A: b\tc\r\n"), "GET /;");
    addRow("empty value", request("GET / HTTP/1.1", "A:\r\n"), "GET /;");
    addRow("space before the colon", request("GET / HTTP/1.1", "A : b\r\n"), "400");
    addRow("space before the colon of a length", request("POST / HTTP/1.1", "Content-Length : 3\r\n", "abc"),
           "400");
    addRow("tab before the colon", request("GET / HTTP/1.1", "A\t: b\r\n"), "400");
    addRow("no colon", request("GET / HTTP/1.1", "A\r\n"), "400");
    addRow("no name", request("GET / HTTP/1.1", ": b\r\n"), "400");
    addRow("folded", request("GET / HTTP/1.1", "A: b\r\n c\r\n"), "400");
    addRow("folded with a tab", request("GET / HTTP/1.1", "A: b\r\n\tc\r\n"), "400");
    addRow("folded, empty", request("GET / HTTP/1.1", "A: b\r\n \r\n"), "400");
    addRow("first field folded", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "400");
    addRow("folded transfer coding",
           request("POST / HTTP/1.1", "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n"), "400");

    addRow("length and coding", request("POST / HTTP/1.1", "Content-Length: 3\r\n" + chunked, "0\r\n\r\n"),
           "400");
    addRow("coding and length", request("POST / HTTP/1.1", chunked + "Content-Length: 3\r\n", "0\r\n\r\n"),
           "400");
    addRow("two lengths", request("POST / HTTP/1.1", "Content-Length: 3\r\nContent-Length: 4\r\n", "abc"),
           "400");
    addRow("two equal lengths",
           request("POST / HTTP/1.1", "Content-Length: 3\r\ncontent-length: 3\r\n", "abc"), "400");
    addRow("list of lengths", request("POST / HTTP/1.1", "Content-Length: 3, 3\r\n", "abc"), "400");
    addRow("signed length", request("POST / HTTP/1.1", "Content-Length: +3\r\n", "abc"), "400");
    addRow("negative length", request("POST / HTTP/1.1", "Content-Length: -1\r\n", "abc"), "400");
    addRow("hex length", request("POST / HTTP/1.1", "Content-Length: 0x3\r\n", "abc"), "400");
    addRow("spaced length", request("POST / HTTP/1.1", "Content-Length: 1 1\r\n", "abc"), "400");
    addRow("empty length", request("POST / HTTP/1.1", "Content-Length:\r\n", "abc"), "400");
    addRow("huge length", request("POST / HTTP/1.1", "Content-Length: 99999999999999999999999\r\n"), "400");
    addRow("length beyond the sign", request("POST / HTTP/1.1", "Content-Length: 18446744073709551615\r\n"),
           "413");
    addRow("length over the limit", request("POST / HTTP/1.1", "Content-Length: 257\r\n", "a"), "413");
    addRow("length at the limit", request("POST / HTTP/1.1", "Content-Length: 256\r\n", QByteArray(256, 'a')),
           "POST /=" + QByteArray(256, 'a') + ';');

    addRow("chunked", request("POST / HTTP/1.1", chunked, "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"),
           "POST /=abcde;");
    addRow("chunked, then another",
           request("POST / HTTP/1.1", chunked, "3\r\nabc\r\n0\r\n\r\n") + request("GET /2 HTTP/1.1"),
           "POST /=abc;GET /2;");
    addRow("chunked, nothing", request("POST / HTTP/1.1", chunked, "0\r\n\r\n"), "POST /;");
    addRow("chunk size in hex", request("POST / HTTP/1.1", chunked, "0A\r\n0123456789\r\n0\r\n\r\n"),
           "POST /=0123456789;");
    addRow("chunk extension", request("POST / HTTP/1.1", chunked, "3;a=b;c=\"d\"\r\nabc\r\n0\r\n\r\n"),
           "POST /=abc;");
    addRow("trailer", request("POST / HTTP/1.1", chunked, "3\r\nabc\r\n0\r\nX: y\r\n\r\n"), "POST /=abc;");
    addRow("trailer with a length", request("POST / HTTP/1.1", chunked, "0\r\nContent-Length: 3\r\n\r\n"),
           "400");
    addRow("coding in capitals", request("POST / HTTP/1.1", "Transfer-Encoding: CHUNKED\r\n", "0\r\n\r\n"),
           "POST /;");
    addRow("chunk size missing", request("POST / HTTP/1.1", chunked, "\r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk size not hex", request("POST / HTTP/1.1", chunked, "g\r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk size signed", request("POST / HTTP/1.1", chunked, "+3\r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk size with 0x", request("POST / HTTP/1.1", chunked, "0x3\r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk size with a space", request("POST / HTTP/1.1", chunked, "3 \r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk size overflows",
           request("POST / HTTP/1.1", chunked, "10000000000000003\r\nabc\r\n0\r\n\r\n"), "400");
    addRow("chunk over the limit", request("POST / HTTP/1.1", chunked, "101\r\n"), "413");
    addRow("chunks over the limit",
           request("POST / HTTP/1.1", chunked, "ff\r\n" + QByteArray(255, 'a') + "\r\n2\r\nbb\r\n0\r\n\r\n"),
           "413");
    addRow("chunk with bare line feeds", request("POST / HTTP/1.1", chunked, "3\nabc\n0\n\n"), "more");
    addRow("chunk line with a bare line feed", request("POST / HTTP/1.1", chunked, "3\n\r\nabc\r\n0\r\n\r\n"),
           "400");
    addRow("chunk longer than it says", request("POST / HTTP/1.1", chunked, "3\r\nabcd\r\n0\r\n\r\n"), "400");
    addRow("chunk without its end", request("POST / HTTP/1.1", chunked, "3\r\nabc0\r\n\r\n"), "400");
    addRow("unfinished chunk header", request("POST / HTTP/1.1", chunked, "3"), "more");
    addRow("unfinished chunk end", request("POST / HTTP/1.1", chunked, "3\r\nabc\r"), "more");
    addRow("endless chunk extension", request("POST / HTTP/1.1", chunked, "3;" + QByteArray(2048, 'a')),
           "400");
    addRow("gzip coding", request("POST / HTTP/1.1", "Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"),
           "501");
    addRow("identity coding", request("POST / HTTP/1.1", "Transfer-Encoding: identity\r\n"), "501");
    addRow("coding with a control",
           request("POST / HTTP/1.1",
                   "Transfer-Encoding: \x0b"
                   "chunked\r\n"),
           "400");
    addRow("two codings", request("POST / HTTP/1.1", chunked + chunked, "0\r\n\r\n"), "400");
    addRow("almost chunked", request("POST / HTTP/1.1", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
           "501");
    addRow("chunked, http/1.0", request("POST / HTTP/1.0", chunked, "0\r\n\r\n"), "400");

    addRow("expectation", request("POST / HTTP/1.1", "Expect: 100-continue\r\nContent-Length: 1\r\n", "a"),
           "POST /=a;");
    addRow("unknown expectation", request("POST / HTTP/1.1", "Expect: magic\r\n"), "417");
    addRow("header over the limit", request("GET / HTTP/1.1", "A: " + QByteArray(1024, 'a') + "\r\n"), "431");
    addRow("target over the limit", "GET /" + QByteArray(2048, 'a'), "431");
    addRow("many fields over the limit", "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(300), "431");
}

void TestHttpParser::reads()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, expected);
    QCOMPARE(readAs(stream, [&] { return stream.size(); }), expected);
}

void TestHttpParser::survivesEveryCut()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, expected);
    QCOMPARE(readAs(stream, [] { return 1; }), expected);
    std::mt19937 random(4711);
    std::uniform_int_distribution<qsizetype> sizes(1, 40);
    for (int round = 0; round < 50; ++round)
        QCOMPARE(readAs(stream, [&] { return sizes(random); }), expected);
    for (qsizetype cut = 1; cut < std::min<qsizetype>(stream.size(), 400); ++cut) {
        qsizetype pieces = 0;
        QCOMPARE(readAs(stream, [&] { return pieces++ == 0 ? cut : stream.size(); }), expected);
    }
}

void TestHttpParser::decodesTargets_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << "/a/b"_ba << u"/a/b"_s;
    QTest::newRow("space") << "/a%20b"_ba << u"/a b"_s;
    QTest::newRow("plus stays in a path") << "/a+b"_ba << u"/a+b"_s;
    QTest::newRow("utf-8") << "/%C3%A4"_ba << u"/ä"_s;
    QTest::newRow("raw utf-8") << "/\xc3\xa4"_ba << u"/ä"_s;
    QTest::newRow("at the end") << "/a%41"_ba << u"/aA"_s;
    QTest::newRow("dots that are no segment") << "/.well-known/..a/b.."_ba << u"/.well-known/..a/b.."_s;
    QTest::newRow("dot at the end") << "/a/.."_ba << QString();
    QTest::newRow("nothing") << ""_ba << QString();
    QTest::newRow("delete") << "/%7f"_ba << QString();
}

void TestHttpParser::decodesTargets()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, path);
    HttpRequest request;
    QCOMPARE(request.setTarget(target), !path.isNull());
    QCOMPARE(request.path, path);
}

void TestHttpParser::knowsItsHeader()
{
    HttpParser parser(kHeaderLimit);
    const QByteArray upgrade =
        "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c, WebSocket\r\n\r\n";
    QCOMPARE(parser.parseHeader(upgrade + "rest"), Step::HeaderComplete);
    QCOMPARE(parser.headerSize(), upgrade.size());
    QVERIFY(parser.isWebSocketUpgrade());
    QVERIFY(parser.keepsAlive());
    parser.takeRequest();

    QCOMPARE(parser.parseHeader("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n"
                                "Expect: 100-Continue\r\n\r\n"),
             Step::HeaderComplete);
    QVERIFY(!parser.isWebSocketUpgrade());
    QVERIFY(!parser.keepsAlive());
    QVERIFY(parser.expectsContinue());
    QCOMPARE(parser.contentLength(), 2);
    parser.takeRequest();

    QCOMPARE(parser.parseHeader("GET / HTTP/1.0\r\n\r\n"), Step::HeaderComplete);
    QVERIFY(!parser.keepsAlive());
    QCOMPARE(parser.request().minorVersion, 0);
    parser.takeRequest();
    QCOMPARE(parser.parseHeader("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"), Step::HeaderComplete);
    QVERIFY(parser.keepsAlive());
    parser.takeRequest();

    QCOMPARE(parser.parseHeader("GET http://b:1/x HTTP/1.1\r\nHost: a\r\n\r\n"), Step::HeaderComplete);
    QCOMPARE(parser.request().headers.value("host"), QByteArrayView("b:1"));
}

void TestHttpParser::looksUpFields()
{
    HttpHeaders headers;
    headers.add("Accept", "a, b");
    headers.add("X-Empty", "");
    headers.add("accept", "c");
    headers.add("X-Split", "a\r\nSet-Cookie: b");
    QCOMPARE(headers.value("ACCEPT"), QByteArrayView("a, b"));
    QCOMPARE(headers.joined("Accept"), "a, b, c"_ba);
    QCOMPARE(headers.count("Accept"), 2);
    QVERIFY(headers.contains("x-empty"));
    QVERIFY(!headers.contains("x-empt"));
    QVERIFY(headers.hasToken("Accept", "B"));
    QVERIFY(headers.hasToken("Accept", "c"));
    QVERIFY(!headers.hasToken("Accept", "d"));
    QVERIFY(!headers.value("X-Split").contains('\n'));
    headers.set("Accept", "z");
    QCOMPARE(headers.joined("accept"), "z"_ba);
    headers.remove("Accept");
    QVERIFY(headers.joined("accept").isNull());
    QCOMPARE(headers.size(), 2);
}

void TestHttpParser::splitsPathsBeforeDecoding()
{
    HttpRequest request;
    QVERIFY(request.setTarget("/dav/a%2Fb/?x=/y"));
    QCOMPARE(request.pathSegments(), QStringList({u"dav"_s, u"a/b"_s, u""_s}));
    QVERIFY(request.setTarget("/"));
    QCOMPARE(request.pathSegments(), QStringList({u""_s}));
}

void TestHttpParser::decodesQueries()
{
    HttpRequest request;
    QVERIFY(
        request.setTarget("/?calendar_name=A+%26+B&from=2024-01-01T00%3A00%3A00%2B01%3A00&flag&=x&&empty="));
    QCOMPARE(request.queryValue(u"calendar_name"), u"A & B"_s);
    QCOMPARE(request.queryValue(u"from"), u"2024-01-01T00:00:00+01:00"_s);
    QCOMPARE(request.queryValue(u"flag"), u""_s);
    QCOMPARE(request.queryValue(u"empty"), u""_s);
    QVERIFY(!request.queryValue(u"none").has_value());
    QCOMPARE(request.queryItems().size(), 5);
}

/// Random bytes, and a good request with random bytes changed: any answer will do, but there must be one.
void TestHttpParser::neverSpinsOnGarbage()
{
    std::mt19937 random(42);
    const QByteArray good = request("POST /a%20b HTTP/1.1", "Transfer-Encoding: chunked\r\nA: b\r\n",
                                    "3;x=y\r\nabc\r\n0\r\nT: u\r\n\r\n");
    std::uniform_int_distribution<qsizetype> sizes(1, 20);
    for (int round = 0; round < 20000; ++round) {
        QByteArray stream = good;
        for (unsigned changes = random() % 4 + 1; changes > 0; --changes)
            stream[qsizetype(random() % unsigned(stream.size()))] = char(random() % 256);
        readAs(stream, [&] { return sizes(random); });
    }
}

QTEST_GUILESS_MAIN(TestHttpParser)
#include "tst_httpparser.moc"
