#include "server/platform/logging.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace hearth::server;

class TestLogging final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { qInstallMessageHandler(nullptr); }
    void jsonHasTheFields();
    void noLineCanBeForged();
    void writesAndReopensTheFile();
    void levelDecides();
    void refusesAnImpossibleFile();

private:
    static QList<QJsonObject> lines(const QString &name)
    {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QJsonObject> result;
        for (const QByteArray &line : file.readAll().split('\n'))
            if (!line.isEmpty())
                result.append(QJsonDocument::fromJson(line).object());
        return result;
    }
    QTemporaryDir m_folder;
};

void TestLogging::jsonHasTheFields()
{
    const QByteArray line = jsonLogLine(1'700'000'000'123, QtWarningMsg, "hearth.auth", u"Hm"_s,
                                        {{"request_id", "r1"_ba}, {"user_id", u"u"_s}, {"count", 3}});
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    QCOMPARE(object[u"time"].toString(), u"2023-11-14T22:13:20.123Z"_s);
    QCOMPARE(object[u"level"].toString(), u"warning"_s);
    QCOMPARE(object[u"category"].toString(), u"hearth.auth"_s);
    QCOMPARE(object[u"message"].toString(), u"Hm"_s);
    QCOMPARE(object[u"request_id"].toString(), u"r1"_s);
    QCOMPARE(object[u"count"].toString(), u"3"_s);
}

void TestLogging::noLineCanBeForged()
{
    const QList<LogField> fields{{"user", u"a\nerror hearth.auth: forged"_s}};
    QVERIFY(!jsonLogLine(0, QtInfoMsg, "hearth.auth", u"x\ny"_s, fields).contains('\n'));
    QVERIFY(!textLogLine(0, QtInfoMsg, "hearth.auth", u"x\ny"_s, fields).contains('\n'));
}

void TestLogging::writesAndReopensTheFile()
{
    const QString name = m_folder.filePath(u"a.log"_s);
    QVERIFY(startLogging({QtInfoMsg, name, LogFormat::Auto}).ok());
    logInfo(lcAuth(), u"first"_s, {{"request_id", "r1"_ba}});
    QVERIFY(QFile::rename(name, name + u".1"_s));
    logInfo(lcAuth(), u"second"_s);
    QVERIFY(reopenLog().ok());
    logInfo(lcAuth(), u"third"_s);
    QCOMPARE(lines(name + u".1"_s).size(), 2);
    QCOMPARE(lines(name + u".1"_s)[0][u"request_id"].toString(), u"r1"_s);
    QVERIFY2(!lines(name + u".1"_s)[1].contains(u"request_id"), "fields belong to one line");
    QCOMPARE(lines(name).size(), 1);
    QCOMPARE(lines(name)[0][u"message"].toString(), u"third"_s);
}

void TestLogging::levelDecides()
{
    const QString name = m_folder.filePath(u"b.log"_s);
    QVERIFY(startLogging({QtWarningMsg, name, LogFormat::Json}).ok());
    logDebug(lcHttp(), u"debug"_s);
    logInfo(lcHttp(), u"info"_s);
    logWarning(lcHttp(), u"warning"_s);
    qWarning("from elsewhere");
    QCOMPARE(lines(name).size(), 2);

    QVERIFY(startLogging({QtDebugMsg, name, LogFormat::Json}).ok());
    logDebug(lcHttp(), u"debug"_s);
    QCOMPARE(lines(name).last()[u"level"].toString(), u"debug"_s);
}

void TestLogging::refusesAnImpossibleFile()
{
    const auto started =
        startLogging({QtInfoMsg, m_folder.filePath(u"no/such/folder.log"_s), LogFormat::Auto});
    QVERIFY(!started.ok());
    QVERIFY(started.error().message.contains("folder.log"_L1));
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
