#include "tests/server/host/httpclient.h"

#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using hearth::tests::HttpClient;

namespace {

/// A running hearthd at free ports.
class Hearthd {
public:
    Hearthd(const QString &folder, const QString &name, const QStringList &arguments,
            const QList<std::pair<QString, QString>> &variables = {})
        : m_portFile(folder + u'/' + name + u".ports"_s)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto &[key, value] : variables)
            environment.insert(key, value);
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(HEARTHD_BINARY),
                        QStringList{u"--data"_s, folder + u"/data"_s, u"--admin"_s, u"127.0.0.1:0"_s,
                                    u"--port-file"_s, m_portFile}
                            + arguments);
    }
    ~Hearthd()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    bool isReady()
    {
        return QTest::qWaitFor([this] { return QFile::exists(m_portFile) || hasEnded(); }, 30'000)
            && !hasEnded();
    }
    bool hasEnded() const { return m_process.state() == QProcess::NotRunning; }
    QJsonObject ports() const
    {
        QFile file(m_portFile);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }
    QString url(const QString &which) const { return u"http://127.0.0.1:%1"_s.arg(ports()[which].toInt()); }
    void signal(int number) const { ::kill(pid_t(m_process.processId()), number); }
    /// The exit code; -1 where it does not end, -2 where it crashes.
    int waitForEnd()
    {
        if (!hasEnded() && !m_process.waitForFinished(30'000))
            return -1;
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -2;
    }
    QString output() { return QString::fromUtf8(m_process.readAllStandardOutput()); }
    QString errors() { return QString::fromUtf8(m_process.readAllStandardError()); }

private:
    const QString m_portFile;
    QProcess m_process;
};

}

class TestHearthd final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhereItAnswersAndEndsOnSigterm();
    void reopensItsLogOnSighup();
    void printsItsConfig();
    void failsWithACode_data();
    void failsWithACode();
    void refusesALockedFolderAndATakenPort();
    void runsAsThreeProcesses();
};

void TestHearthd::saysWhereItAnswersAndEndsOnSigterm()
{
    const QTemporaryDir folder;
    Hearthd daemon(folder.path(), u"all"_s, {u"--listen"_s, u"127.0.0.1:0"_s});
    QVERIFY2(daemon.isReady(), qPrintable(daemon.errors()));
    QTRY_COMPARE(HttpClient(daemon.url(u"http"_s)).get(u"/user/status"_s).status, 200);
    daemon.signal(SIGTERM);
    QCOMPARE(daemon.waitForEnd(), 0);
    QCOMPARE(daemon.output(), u"hearthd answers on %1\n"_s.arg(daemon.url(u"http"_s)));
}

void TestHearthd::reopensItsLogOnSighup()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"hearthd.log"_s);
    Hearthd daemon(folder.path(), u"all"_s, {u"--listen"_s, u"127.0.0.1:0"_s}, {{u"HEARTH_LOG_FILE"_s, log}});
    QVERIFY2(daemon.isReady(), qPrintable(daemon.errors()));
    QTRY_VERIFY(QFile::exists(log));
    QVERIFY(QFile::rename(log, log + u".1"_s));
    daemon.signal(SIGHUP);
    QTRY_VERIFY(QFile::exists(log));
    QCOMPARE(HttpClient(daemon.url(u"http"_s)).get(u"/none"_s).status, 404);
    daemon.signal(SIGINT);
    QCOMPARE(daemon.waitForEnd(), 0);
    QFile file(log);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray lines = file.readAll();
    QVERIFY(lines.contains("\"status\":\"404\""));
    QVERIFY(lines.contains("Stopped"));
}

void TestHearthd::printsItsConfig()
{
    const QTemporaryDir folder;
    Hearthd daemon(folder.path(), u"x"_s, {u"--print-config"_s, u"--redis"_s, u"redis://:pw@127.0.0.1"_s},
                   {{u"HEARTH_LIMITS_LOGIN"_s, u"9/60"_s}});
    QCOMPARE(daemon.waitForEnd(), 0);
    const QString text = daemon.output();
    QVERIFY(text.contains("limits.login = 9/60"_L1) && text.contains("# HEARTH_LIMITS_LOGIN"_L1));
    QVERIFY(text.contains("redis = redis://:***@127.0.0.1"_L1));
}

void TestHearthd::failsWithACode_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown option") << QStringList{u"--port"_s, u"1"_s} << 2 << u"--port"_s;
    QTest::newRow("gateway alone") << QStringList{u"--role"_s, u"gateway"_s} << 2 << u"--auth-service"_s;
    QTest::newRow("auth unheard") << QStringList{u"--role"_s, u"auth"_s} << 2 << u"--rpc-listen"_s;
    QTest::newRow("plain text on the network") << QStringList{u"--role"_s,    u"auth"_s,  u"--rpc-listen"_s,
                                                              u"0.0.0.0:0"_s, u"--set"_s, u"rpc.tls=off"_s}
                                               << 2 << u"rpc.tls"_s;
    QTest::newRow("plain text to another machine")
        << QStringList{u"--role"_s,      u"calendar"_s,       u"--rpc-listen"_s,
                       u"127.0.0.1:0"_s, u"--auth-service"_s, u"192.0.2.1:7070"_s}
        << 2 << u"rpc.tls"_s;
    QTest::newRow("certificate missing")
        << QStringList{u"--listen"_s, u"https://127.0.0.1:0"_s, u"--set"_s, u"tls.cert=/no/cert"_s,
                       u"--set"_s,    u"tls.key=/no/key"_s}
        << 2 << u"/no/cert"_s;
    QTest::newRow("certificate without key")
        << QStringList{u"--set"_s, u"tls.cert=/no/cert"_s} << 2 << u"tls.key"_s;
    QTest::newRow("log file") << QStringList{u"--set"_s, u"log.file=/no/such/log"_s} << 2
                              << u"/no/such/log"_s;
    QTest::newRow("address elsewhere")
        << QStringList{u"--listen"_s, u"192.0.2.1:8080"_s} << 3 << u"192.0.2.1"_s;
    QTest::newRow("database away") << QStringList{u"--auth-database"_s,
                                                  u"postgresql://hearth:pw@127.0.0.1:1/auth"_s}
                                   << 4 << u"auth.database"_s;
    QTest::newRow("data folder") << QStringList{u"--data"_s, u"/dev/null/data"_s} << 6 << u"/dev/null/data"_s;
}

void TestHearthd::failsWithACode()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QString, words);
    const QTemporaryDir folder;
    if (!arguments.contains(u"--listen"_s))
        arguments += {u"--listen"_s, u"127.0.0.1:0"_s};
    Hearthd daemon(folder.path(), u"x"_s, arguments);
    QCOMPARE(daemon.waitForEnd(), code);
    const QString errors = daemon.errors();
    QVERIFY2(errors.startsWith("hearthd: "_L1) && errors.contains(words), qPrintable(errors));
    QCOMPARE(errors.count(u'\n'), 1);
    QVERIFY(!errors.contains(":pw@"_L1));
    QCOMPARE(daemon.output(), QString());
}

void TestHearthd::refusesALockedFolderAndATakenPort()
{
    const QTemporaryDir folder;
    Hearthd first(folder.path(), u"first"_s, {u"--listen"_s, u"127.0.0.1:0"_s});
    QVERIFY2(first.isReady(), qPrintable(first.errors()));
    Hearthd second(folder.path(), u"second"_s, {u"--listen"_s, u"127.0.0.1:0"_s});
    QCOMPARE(second.waitForEnd(), 6);
    QVERIFY(second.errors().contains("is locked"_L1));

    const QTemporaryDir other;
    Hearthd third(other.path(), u"third"_s,
                  {u"--listen"_s, u"127.0.0.1:%1"_s.arg(first.ports()[u"http"].toInt())});
    QCOMPARE(third.waitForEnd(), 3);

    first.signal(SIGKILL); // what a killed one leaves behind locks nobody out
    first.waitForEnd();
    Hearthd fourth(folder.path(), u"fourth"_s, {u"--listen"_s, u"127.0.0.1:0"_s});
    QVERIFY2(fourth.isReady(), qPrintable(fourth.errors()));
}

void TestHearthd::runsAsThreeProcesses()
{
    const QTemporaryDir folder;
    const QStringList rpc{u"--rpc-listen"_s, u"127.0.0.1:0"_s};
    Hearthd auth(folder.path(), u"auth"_s, QStringList{u"--role"_s, u"auth"_s} + rpc);
    QVERIFY2(auth.isReady(), qPrintable(auth.errors()));
    const QStringList authTarget{u"--auth-service"_s, auth.ports()[u"rpc_target"].toString()};
    Hearthd calendar(folder.path(), u"calendar"_s,
                     QStringList{u"--role"_s, u"calendar"_s} + rpc + authTarget);
    QVERIFY2(calendar.isReady(), qPrintable(calendar.errors()));
    const QStringList calendarTarget{u"--calendar-service"_s, calendar.ports()[u"rpc_target"].toString()};
    Hearthd gateway(folder.path(), u"gateway"_s,
                    QStringList{u"--role"_s, u"gateway"_s, u"--listen"_s, u"127.0.0.1:0"_s} + authTarget
                        + calendarTarget);
    QVERIFY2(gateway.isReady(), qPrintable(gateway.errors()));
    HttpClient admin(gateway.url(u"admin"_s));
    QTRY_COMPARE_WITH_TIMEOUT(admin.get(u"/readyz"_s).status, 200, 20'000);

    HttpClient client(gateway.url(u"http"_s));
    const QJsonObject ana{{u"username"_s, u"ana"_s}, {u"password"_s, u"correct horse"_s}};
    QCOMPARE(client.post(u"/user/register"_s, ana).status, 201);
    client.setToken(client.post(u"/user/login"_s, ana).json()[u"token"].toString());
    QCOMPARE(client
                 .post(u"/calendar/create_calendar"_s,
                       {{u"calendar_name"_s, u"Home"_s}, {u"calendar_password"_s, QString()}})
                 .status,
             201);
    const QJsonObject dinner{{u"calendar_name"_s, u"Home"_s},
                             {u"event_name"_s, u"Dinner"_s},
                             {u"event_start"_s, u"2030-01-01T19:00:00Z"_s},
                             {u"event_end"_s, u"2030-01-01T21:00:00Z"_s}};
    QCOMPARE(client.post(u"/calendar/create_event"_s, dinner).status, 201);
    QCOMPARE(client.get(u"/calendar/get_events"_s).json()[u"events"].toArray().size(), 1);

    auth.signal(SIGTERM);
    QCOMPARE(auth.waitForEnd(), 0);
    QCOMPARE(client.get(u"/user/status"_s).status, 503);
    QCOMPARE(client.get(u"/calendar/status"_s).status, 200);
    QCOMPARE(client.get(u"/calendar/get_events"_s).status, 200);
    QCOMPARE(admin.get(u"/readyz"_s).status, 503);
    for (Hearthd *daemon : {&gateway, &calendar}) {
        daemon->signal(SIGTERM);
        QCOMPARE(daemon->waitForEnd(), 0);
    }
}

QTEST_GUILESS_MAIN(TestHearthd)
#include "tst_hearthd.moc"
