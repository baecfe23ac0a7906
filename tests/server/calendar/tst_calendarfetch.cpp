#include "server/calendar/subscriptions/calendarfetch.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace hearth::server::calendar;
namespace shared = hearth::shared;

namespace {
/// Answers each request with the next of its texts.
class LocalServer {
public:
    explicit LocalServer(QByteArrayList answers)
        : m_answers(std::move(answers))
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { accept(); });
    }

    QString url(const QString &path = u"/a.ics"_s) const
    {
        return u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path);
    }
    const QByteArrayList &requests() const { return m_requests; }
    void setAnswers(const QByteArrayList &answers) { m_answers = answers; }

private:
    void accept()
    {
        QTcpSocket *peer = m_server.nextPendingConnection();
        QObject::connect(peer, &QTcpSocket::readyRead, peer, [this, peer] {
            m_requests.append(peer->readAll());
            if (!m_answers.isEmpty()) {
                peer->write(m_answers.takeFirst());
                peer->disconnectFromHost();
            }
        });
    }

    QTcpServer m_server;
    QByteArrayList m_answers;
    QByteArrayList m_requests;
};

shared::Result<FetchedText> fetch(const FetchRequest &request, bool allowPrivate = true)
{
    std::optional<shared::Result<FetchedText>> result;
    auto *job =
        new CalendarFetch(AddressGuard(allowPrivate), request,
                          [&result](const shared::Result<FetchedText> &fetched) { result = fetched; });
    job->start();
    if (!QTest::qWaitFor([&result] { return result.has_value(); }, 30'000)) {
        delete job;
        return shared::Error{shared::ErrorCode::Internal, {}, u"no answer"_s};
    }
    return *result;
}

shared::Result<FetchedText> fetchUrl(const QString &url, bool allowPrivate = true)
{
    return fetch({QUrl(url), {}, {}}, allowPrivate);
}

QByteArray answer(const QByteArray &fields, const QByteArray &body = {}, const QByteArray &status = "200 OK")
{
    return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
}
}

class TestCalendarFetch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void urls_data();
    void urls();
    void fetches_data();
    void fetches();
    void asksOnlyForNews();
    void refusesPrivateNetworks();
    void looksAtEachRedirect();
    void refusesWhatIsNoAnswer_data();
    void refusesWhatIsNoAnswer();
};

void TestCalendarFetch::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("https://example.org/a.ics") << u"https://example.org/a.ics"_s;
    QTest::newRow("webcal://example.org/a.ics") << u"https://example.org/a.ics"_s;
    QTest::newRow("http://example.org:8080/a?b=c#d") << u"http://example.org:8080/a?b=c"_s;
    for (const char *refused :
         {"ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "example.org", "", "https://",
          "https://ann:secret@example.org/", "javascript:alert(1)"})
        QTest::newRow(refused) << QString();
}

void TestCalendarFetch::urls()
{
    QFETCH(QString, url);
    const auto read = subscribableUrl(QString::fromLatin1(QTest::currentDataTag()));
    QCOMPARE(read ? read->toString() : QString(), url);
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
    LocalServer server({sent});
    const auto fetched = fetchUrl(server.url(u"/a b.ics?x=1"_s));
    QVERIFY2(fetched, fetched ? "" : qPrintable(fetched.error().reason));
    QCOMPARE(fetched->text, QByteArray("hello"));
    QVERIFY(server.requests().first().startsWith("GET /a%20b.ics?x=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
}

void TestCalendarFetch::asksOnlyForNews()
{
    LocalServer server({answer("ETag: \"v1\"\r\nLast-Modified: Tue\r\nContent-Length: 1\r\n", "x"),
                        answer("", {}, "304 Not Modified")});
    const auto first = fetchUrl(server.url());
    QVERIFY(first);
    QCOMPARE(first->etag, QByteArray("\"v1\""));
    const auto again = fetch({QUrl(server.url()), first->etag, first->lastModified});
    QVERIFY(again);
    QVERIFY(again->notModified);
    QVERIFY(server.requests().last().contains("\r\nIf-None-Match: \"v1\"\r\n"));
}

void TestCalendarFetch::refusesPrivateNetworks()
{
    LocalServer server({answer("Content-Length: 5\r\n", "hello")});
    QCOMPARE(fetchUrl(server.url(), false).error().reason, u"private_address"_s);
    QString name = server.url();
    QCOMPARE(fetchUrl(name.replace(u"127.0.0.1"_s, u"localhost"_s), false).error().reason,
             u"private_address"_s);
    QVERIFY(server.requests().isEmpty());
}

void TestCalendarFetch::looksAtEachRedirect()
{
    LocalServer server({});
    server.setAnswers(
        {answer("Location: /b.ics\r\n", {}, "302 Found"), answer("Content-Length: 5\r\n", "hello")});
    QVERIFY(fetchUrl(server.url()));
    QVERIFY(server.requests().last().startsWith("GET /b.ics "));
    server.setAnswers({answer("Location: file:///etc/passwd\r\n", {}, "302 Found")});
    QCOMPARE(fetchUrl(server.url()).error().reason, u"bad_redirect"_s);
    server.setAnswers({answer("Location: http://224.0.0.1/\r\n", {}, "302 Found")});
    QCOMPARE(fetchUrl(server.url()).error().reason, u"private_address"_s);
    server.setAnswers(QByteArrayList(10, answer("Location: /again\r\n", {}, "302 Found")));
    QCOMPARE(fetchUrl(server.url()).error().reason, u"too_many_redirects"_s);
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
    QTest::newRow("no chunk") << answer("Transfer-Encoding: chunked\r\n", "xyz\r\n") << u"bad_answer"_s;
    QTest::newRow("long head") << answer("X: " + QByteArray(40'000, 'x') + "\r\n") << u"bad_answer"_s;
}

void TestCalendarFetch::refusesWhatIsNoAnswer()
{
    QFETCH(QByteArray, sent);
    QFETCH(QString, reason);
    LocalServer server({sent});
    QCOMPARE(fetchUrl(server.url()).error().reason, reason);
}

QTEST_GUILESS_MAIN(TestCalendarFetch)
#include "tst_calendarfetch.moc"
