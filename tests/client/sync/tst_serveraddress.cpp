#include "client/sync/serveraddress.h"

#include <QTest>

using namespace hearth::client;
using namespace Qt::StringLiterals;

class TestServerAddress : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
};

void TestServerAddress::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fingerprint");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("live");
    QTest::addColumn<QString>("name");
    QTest::newRow("host") << u" calendar.example.org "_s << QString() << u"https://calendar.example.org"_s
                          << u"wss://calendar.example.org/ws"_s << u"calendar.example.org"_s;
    QTest::newRow("host and port") << u"192.168.1.24:8443"_s << QString() << u"https://192.168.1.24:8443"_s
                                   << u"wss://192.168.1.24:8443/ws"_s << u"192.168.1.24:8443"_s;
    QTest::newRow("URL with a path") << u"https://a.example/app/"_s << QString() << u"https://a.example"_s
                                     << u"wss://a.example/ws"_s << u"a.example"_s;
    QTest::newRow("this computer") << u"localhost:8080"_s << QString() << u"http://localhost:8080"_s
                                   << u"ws://localhost:8080/ws"_s << u"localhost:8080"_s;
    QTest::newRow("this computer, pinned")
        << u"127.0.0.1:8443"_s << QString(64, u'A') << u"https://127.0.0.1:8443"_s
        << u"wss://127.0.0.1:8443/ws"_s << u"127.0.0.1:8443"_s;
    QTest::newRow("IPv6") << u"[::1]:8080"_s << QString() << u"http://[::1]:8080"_s << u"ws://[::1]:8080/ws"_s
                          << u"[::1]:8080"_s;
}

void TestServerAddress::parses()
{
    QFETCH(QString, text);
    QFETCH(QString, fingerprint);
    QFETCH(QString, url);
    QFETCH(QString, live);
    QFETCH(QString, name);
    const auto address = ServerAddress::parse(text, fingerprint);
    QVERIFY(address.ok());
    QCOMPARE(address->url().toString(), url);
    QCOMPARE(address->liveUrl().toString(), live);
    QCOMPARE(address->displayName(), name);
    QCOMPARE(address->fingerprint(), fingerprint.toLower());
    QCOMPARE(*ServerAddress::parse(address->url().toString(), fingerprint), *address);
}

void TestServerAddress::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reason");
    QTest::newRow("empty") << QString() << u"invalid_address"_s;
    QTest::newRow("spaces") << u"my server"_s << u"invalid_address"_s;
    QTest::newRow("port") << u"host:99999"_s << u"invalid_address"_s;
    QTest::newRow("scheme") << u"ftp://host"_s << u"invalid_address"_s;
    QTest::newRow("password in it") << u"https://me:secret@host"_s << u"invalid_address"_s;
    QTest::newRow("in the clear") << u"http://192.168.1.24:8080"_s << u"not_encrypted"_s;
}

void TestServerAddress::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, reason);
    const auto address = ServerAddress::parse(text);
    QVERIFY(!address.ok());
    QCOMPARE(address.error().reason, reason);
    QVERIFY(!address.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
