#include "server/host/certificate.h"
#include "server/host/serverhost.h"
#include "server/host/x509.h"
#include "shared/sql/database.h"
#include "tests/server/host/httpclient.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSslKey>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server;
using namespace hearth::server::host;
using hearth::tests::HttpClient;

namespace {

/// A config as the app makes it: everything inside, in `folder`, at free ports.
Config configIn(const QString &folder, const QList<std::pair<QString, QString>> &more = {})
{
    Config config;
    QList<std::pair<QString, QString>> settings{{u"data"_s, folder},
                                                {u"listen"_s, u"http://127.0.0.1:0"_s},
                                                {u"admin"_s, u"127.0.0.1:0"_s},
                                                {u"limits.enabled"_s, u"false"_s}};
    settings += more;
    for (const auto &[key, value] : settings)
        if (const auto outcome = config.set(key, value, u"test"_s); !outcome)
            qFatal("%s", qPrintable(outcome.error().message));
    return config;
}

/// Starts and waits; what it says where it fails.
QString startError(ServerHost &host, ExitCode *code = nullptr)
{
    QString error;
    bool done = false;
    QObject::connect(&host, &ServerHost::started, &host, [&done] { done = true; });
    QObject::connect(&host, &ServerHost::failed, &host, [&](ExitCode exitCode, const QString &message) {
        done = true;
        error = message;
        if (code)
            *code = exitCode;
    });
    host.start();
    if (!QTest::qWaitFor([&done] { return done; }, 30'000))
        return u"no answer"_s;
    host.disconnect(&host);
    return error;
}

bool stop(ServerHost &host)
{
    QSignalSpy stopped(&host, &ServerHost::stopped);
    host.stop();
    return stopped.wait(30'000);
}

QString urlOf(quint16 port) { return u"http://127.0.0.1:%1"_s.arg(port); }

}

class TestServerHost final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void startsServesAndStops();
    void startsQuicklyOnAnEmptyFolder();
    void keepsItsDataOverARestart();
    void endsWhileItRuns();
    void endsWhileItStarts();
    void adminAnswers();
    void servesTlsBesidePlain();
    void readsTheCertificateAnew();
    void namesATakenPort();
    void refusesALockedFolder();
    void refusesWhatIsNoFolder();
    void refusesANewerSchema();
    void refusesABrokenDatabase();
    void refusesRolesWithoutATransport();
};

void TestServerHost::startsServesAndStops()
{
    const QTemporaryDir folder;
    ServerHost host(configIn(folder.filePath(u"data"_s)));
    QCOMPARE(host.state(), ServerHost::State::Stopped);
    QCOMPARE(startError(host), QString());
    QCOMPARE(host.state(), ServerHost::State::Running);
    QVERIFY(host.httpPort() != 0);
    QCOMPARE(host.httpsPort(), 0);
    QVERIFY(host.certificateFingerprint().isEmpty());

    HttpClient client(urlOf(host.httpPort()));
    QTRY_COMPARE(client.get(u"/user/status"_s).status, 200);
    QCOMPARE(client.get(u"/calendar/status"_s).status, 200);
    QCOMPARE(client.get(u"/metrics"_s).status, 404);
    QVERIFY(stop(host));
    QCOMPARE(host.state(), ServerHost::State::Stopped);
    QCOMPARE(client.get(u"/user/status"_s).status, 0);
}

void TestServerHost::startsQuicklyOnAnEmptyFolder()
{
    const QTemporaryDir folder;
    ServerHost host(configIn(folder.path()));
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(startError(host), QString());
    qInfo("ready in %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 5000); // the measure is the benchmark's; here only nothing may hang
}

void TestServerHost::keepsItsDataOverARestart()
{
    const QTemporaryDir folder;
    ServerHost host(configIn(folder.path()));
    const QJsonObject ana{{u"username"_s, u"ana"_s}, {u"password"_s, u"correct horse"_s}};
    QCOMPARE(startError(host), QString());
    QCOMPARE(HttpClient(urlOf(host.httpPort())).post(u"/user/register"_s, ana).status, 201);
    QVERIFY(stop(host));
    QCOMPARE(startError(host), QString());
    QCOMPARE(HttpClient(urlOf(host.httpPort())).post(u"/user/login"_s, ana).status, 200);
}

void TestServerHost::endsWhileItRuns()
{
    const QTemporaryDir folder;
    {
        ServerHost host(configIn(folder.path()));
        QCOMPARE(startError(host), QString());
    }
    ServerHost again(configIn(folder.path()));
    QCOMPARE(startError(again), QString());
}

void TestServerHost::endsWhileItStarts()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 3; ++i) {
        ServerHost host(configIn(folder.path()));
        host.start();
    }
    ServerHost host(configIn(folder.path()));
    QCOMPARE(startError(host), QString());
}

void TestServerHost::adminAnswers()
{
    const QTemporaryDir folder;
    ServerHost host(configIn(folder.path()));
    QCOMPARE(startError(host), QString());
    HttpClient admin(urlOf(host.adminPort()));
    QCOMPARE(admin.get(u"/healthz"_s).status, 200);
    QTRY_COMPARE(admin.get(u"/readyz"_s).status, 200);
    const QJsonObject checks = admin.get(u"/readyz"_s).json()[u"checks"].toObject();
    QCOMPARE(checks[u"auth"].toString(), u"ok"_s);
    QCOMPARE(checks[u"calendar"].toString(), u"ok"_s);
    QCOMPARE(checks[u"gateway"].toString(), u"ok"_s);
    const tests::HttpAnswer metrics = admin.get(u"/metrics"_s);
    QCOMPARE(metrics.status, 200);
    QVERIFY(metrics.body.contains("hearth_build_info"));
    QVERIFY(metrics.body.contains("hearth_db_queued{database=\"calendar\"} 0"));
    QVERIFY(metrics.body.contains("hearth_gateway_ready 1"));
    QVERIFY(metrics.body.contains("hearth_db_threads{database=\"auth\"} 5"));
    QVERIFY(metrics.body.contains("process_resident_memory_bytes"));
    QVERIFY2(!metrics.body.contains("hearth_db_replicas"), "SQLite has none");
    QCOMPARE(admin.get(u"/user/status"_s).status, 404);
    const tests::HttpAnswer refused = admin.post(u"/healthz"_s, {{u"a"_s, 1}});
    QCOMPARE(refused.status, 405);
    QCOMPARE(refused.allow, "GET, HEAD"_ba);
}

void TestServerHost::servesTlsBesidePlain()
{
    const QTemporaryDir folder;
    ServerHost host(configIn(
        folder.path(),
        {{u"listen"_s, u"http://127.0.0.1:0,https://127.0.0.1:0"_s}, {u"tls.self_signed"_s, u"true"_s}}));
    QCOMPARE(startError(host), QString());
    QVERIFY(host.httpPort() != 0 && host.httpsPort() != 0);
    HttpClient plain(urlOf(host.httpPort()));
    QTRY_COMPARE(plain.get(u"/user/status"_s).status, 200);
    HttpClient secure(u"https://127.0.0.1:%1"_s.arg(host.httpsPort()));
    const tests::HttpAnswer answer = secure.get(u"/user/status"_s);
    QCOMPARE(answer.status, 200);
    QSslConfiguration shown;
    shown.setLocalCertificate(answer.certificate);
    QCOMPARE(publicKeyFingerprint(shown), host.certificateFingerprint());
}

void TestServerHost::readsTheCertificateAnew()
{
    const QTemporaryDir folder;
    const auto writePair = [&folder] {
        const QByteArray key = makePrivateKey();
        for (const auto &[name, content] :
             {std::pair(u"key"_s, key), std::pair(u"cert"_s, makeCertificate(key, {u"DNS:localhost"_s}))}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write(content), content.size());
        }
    };
    writePair();
    ServerHost host(configIn(folder.filePath(u"data"_s),
                             {{u"listen"_s, u"https://127.0.0.1:0"_s},
                              {u"tls.cert"_s, folder.filePath(u"cert"_s)},
                              {u"tls.key"_s, folder.filePath(u"key"_s)}}));
    QCOMPARE(startError(host), QString());
    const auto shown = [&host] {
        return HttpClient(u"https://127.0.0.1:%1"_s.arg(host.httpsPort())).get(u"/user/status"_s).certificate;
    };
    const QSslCertificate first = shown();
    QVERIFY(!first.isNull());
    writePair();
    host.reload();
    QTRY_VERIFY(shown() != first);
}

void TestServerHost::namesATakenPort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    const QTemporaryDir folder;
    const QString address = u"127.0.0.1:%1"_s.arg(other.serverPort());
    for (const QString &key : {u"listen"_s, u"admin"_s}) {
        ServerHost host(configIn(folder.path(), {{key, address}}));
        ExitCode code = ExitCode::Done;
        const QString error = startError(host, &code);
        QVERIFY2(error.contains(QString::number(other.serverPort())), qPrintable(error));
        QCOMPARE(code, ExitCode::AddressUnusable);
        QCOMPARE(host.state(), ServerHost::State::Stopped);
    }
}

void TestServerHost::refusesALockedFolder()
{
    const QTemporaryDir folder;
    ServerHost first(configIn(folder.path()));
    QCOMPARE(startError(first), QString());
    ServerHost second(configIn(folder.path()));
    ExitCode code = ExitCode::Done;
    const QString error = startError(second, &code);
    QVERIFY2(error.contains(folder.path()) && error.contains("locked"_L1), qPrintable(error));
    QCOMPARE(code, ExitCode::DataFolderUnusable);
    QVERIFY(stop(first));
    QCOMPARE(startError(second), QString());
}

void TestServerHost::refusesWhatIsNoFolder()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    ServerHost host(configIn(file.fileName() + u"/data"_s));
    ExitCode code = ExitCode::Done;
    QVERIFY(startError(host, &code).contains(file.fileName()));
    QCOMPARE(code, ExitCode::DataFolderUnusable);
}

void TestServerHost::refusesANewerSchema()
{
    const QTemporaryDir folder;
    {
        ServerHost host(configIn(folder.path()));
        QCOMPARE(startError(host), QString());
        QVERIFY(stop(host));
    }
    {
        shared::Database database(
            *shared::DatabaseUrl::parse(u"sqlite:"_s + folder.filePath(u"calendar.db"_s)));
        database.ensureOpen();
        database.execute(
            u"INSERT INTO schema_version (version, name, applied_ms) VALUES (9999, 'future', 0)"_s);
    }
    ServerHost host(configIn(folder.path()));
    ExitCode code = ExitCode::Done;
    const QString error = startError(host, &code);
    QVERIFY2(error.contains("calendar"_L1), qPrintable(error));
    QCOMPARE(code, ExitCode::SchemaNewer);
}

void TestServerHost::refusesABrokenDatabase()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"auth.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.write(QByteArray(8192, 'x')) > 0);
    file.close();
    ServerHost host(configIn(folder.path()));
    ExitCode code = ExitCode::Done;
    QVERIFY(startError(host, &code).contains("auth"_L1));
    QVERIFY(code == ExitCode::DatabaseUnreachable || code == ExitCode::Internal);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(8192, 'x'));
}

void TestServerHost::refusesRolesWithoutATransport()
{
    const QTemporaryDir folder;
    ServerHost host(
        configIn(folder.path(), {{u"role"_s, u"gateway"_s}, {u"auth.service"_s, u"127.0.0.1:1"_s}}));
    ExitCode code = ExitCode::Done;
    QVERIFY(!startError(host, &code).isEmpty());
    QCOMPARE(code, ExitCode::BadConfig);
}

QTEST_GUILESS_MAIN(TestServerHost)
#include "tst_serverhost.moc"
