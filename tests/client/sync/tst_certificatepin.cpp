#include "client/sync/apiclient.h"
#include "client/sync/liveconnection.h"
#include "tests/client/sync/testcertificate.h"

#include <QSignalSpy>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

using namespace hearth::client;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
/// Made by openssl; its key was thrown away.
const QByteArray kForeignCertificate = R"(-----BEGIN CERTIFICATE-----
MIIBhDCCASugAwIBAgIUM7BJU5GCo5G1KfyIvOeekRFi63AwCgYIKoZIzj0EAwIw
FzEVMBMGA1UEAwwMYW5vdGhlci50ZXN0MCAXDTI2MTEyNDE0MDM1NloYDzIxMjYx
MDMxMTQwMzU2WjAXMRUwEwYDVQQDDAxhbm90aGVyLnRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAT6yyyitORczGdO9I59I1VQAfk5+CZrLVAh7NotwEpUGD6X
xhk6vVOUAP6Udz31hHn+GF9qFdPB622Lm6VkobAHo1MwUTAdBgNVHQ4EFgQUuHKS
5KVU8AyWzv7lMtcqkArHAzEwHwYDVR0jBBgwFoAUuHKS5KVU8AyWzv7lMtcqkArH
AzEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiATa4OS6bo0DBDE
WwtMLbuQZKgcK06oyYP5ZblLfBiG5QIgdljhPII6KR/zLIOvbEnn2NqvIIBN0mow
33zf3tfRN7k=
-----END CERTIFICATE-----)";
}

/// Nothing of a request, least of all a token, reaches a server with another certificate than the expected
/// one.
class TestCertificatePin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void requests_data();
    void requests();
    void liveConnections_data();
    void liveConnections();
    void aForeignCertificateBesideTheRightOneIsNoExcuse();

private:
    static void rows();
    ServerAddress address(const QString &fingerprint) const
    {
        return *ServerAddress::parse(u"https://127.0.0.1:%1"_s.arg(m_server->serverPort()), fingerprint);
    }

    std::unique_ptr<QSslServer> m_server;
    QByteArray m_received;
    const QString m_fingerprint = TlsPin::fingerprintOf(QSslCertificate(kTestCertificate));
};

void TestCertificatePin::init()
{
    m_received.clear();
    m_server = std::make_unique<QSslServer>();
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(kTestCertificate));
    tls.setPrivateKey(QSslKey(kTestKey, QSsl::Ec));
    m_server->setSslConfiguration(tls);
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        QTcpSocket *socket = m_server->nextPendingConnection();
        const auto take = [this, socket] {
            m_received += socket->readAll();
            if (m_received.contains("\r\n\r\n"))
                socket->write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        };
        connect(socket, &QTcpSocket::readyRead, this, take);
        take();
    });
}

void TestCertificatePin::rows()
{
    QTest::addColumn<QString>("fingerprint");
    QTest::addColumn<bool>("accepted");
    QTest::newRow("right") << TlsPin::fingerprintOf(QSslCertificate(kTestCertificate)) << true;
    QTest::newRow("wrong") << QString(64, u'a') << false;
    QTest::newRow("none") << QString() << false;
}

void TestCertificatePin::requests_data() { rows(); }

void TestCertificatePin::requests()
{
    QFETCH(QString, fingerprint);
    QFETCH(bool, accepted);
    ApiClient api(address(fingerprint), {});
    api.setTokens({u"secret-token"_s, u"secret-refresh"_s, std::numeric_limits<qint64>::max()});
    QSignalSpy refused(&api, &ApiClient::certificateRefused);
    std::optional<ApiResult> result;
    api.send({"GET", u"/api/v1/me"_s}, this, [&](const ApiResult &each) { result = each; });
    QTRY_VERIFY(result);
    QCOMPARE(result->ok(), accepted);
    QCOMPARE(m_received.contains("secret-token"), accepted);
    QCOMPARE(m_received.isEmpty(), !accepted);
    QCOMPARE(refused.size(), accepted ? 0 : 1);
    if (accepted)
        return;
    QCOMPARE(refused.first().first().toString(), m_fingerprint);
    QCOMPARE(result->error->failure, Failure::WrongServer);
    QCOMPARE(result->error->error.reason,
             fingerprint.isEmpty() ? u"unknown_certificate"_s : u"certificate_changed"_s);
}

void TestCertificatePin::liveConnections_data() { rows(); }

void TestCertificatePin::liveConnections()
{
    QFETCH(QString, fingerprint);
    QFETCH(bool, accepted);
    LiveConnection live(address(fingerprint), {});
    QSignalSpy refused(&live, &LiveConnection::certificateRefused);
    QSignalSpy closed(&live, &LiveConnection::closed);
    live.open(u"secret-token"_s);
    if (accepted) {
        QTRY_VERIFY(m_received.contains("Bearer secret-token"));
        QCOMPARE(refused.size(), 0);
    } else {
        QTRY_COMPARE(closed.size(), 1);
        QCOMPARE(refused.size(), 1);
        QVERIFY(m_received.isEmpty());
    }
}

void TestCertificatePin::aForeignCertificateBesideTheRightOneIsNoExcuse()
{
    const QSslCertificate right(kTestCertificate);
    const QSslCertificate foreign(kForeignCertificate);
    QVERIFY(!foreign.isNull());
    const TlsPin pin(m_fingerprint);
    const QSslError ours(QSslError::SelfSignedCertificateInChain, right);
    QVERIFY(pin.excuses({ours}));
    QVERIFY(!pin.excuses({ours, QSslError(QSslError::CertificateSignatureFailed, foreign)}));
    QVERIFY(!pin.excuses({ours, QSslError(QSslError::NoPeerCertificate)}));
    QVERIFY(!pin.excuses({}));
}

QTEST_GUILESS_MAIN(TestCertificatePin)
#include "tst_certificatepin.moc"
