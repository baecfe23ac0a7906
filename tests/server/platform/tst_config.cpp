#include "server/platform/configloader.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server;

namespace {

QProcessEnvironment environmentOf(const QList<std::pair<QString, QString>> &variables)
{
    QProcessEnvironment environment;
    for (const auto &[name, value] : variables)
        environment.insert(name, value);
    return environment;
}

}

class TestConfig final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void everyDefaultIsValid();
    void everySettingHasItsOwnVariableAndOption();
    void laterSourcesWin();
    void readsSecretsFromFiles();
    void tellsOfForeignVariables();
    void repeatedListenIsAList();
    void takesCommands();
    void refuses_data();
    void refuses();
    void refusesInTheFile_data();
    void refusesInTheFile();
    void printsSourcesAndHidesSecrets();
    void helpNamesEverySetting();
    void durationsAndSizes();
    void endpoints_data();
    void endpoints();
    void everySettingIsRead();

private:
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("The test's file can't be written");
        return file.fileName();
    }

    QTemporaryDir m_folder;
};

void TestConfig::everyDefaultIsValid()
{
    for (const Setting &setting : allSettings())
        if (!setting.defaultValue.isEmpty())
            QVERIFY2(checkSetting(setting, setting.defaultValue).ok(), setting.key.data());
}

void TestConfig::everySettingHasItsOwnVariableAndOption()
{
    QSet<QString> names;
    for (const Setting &setting : allSettings()) {
        QVERIFY2(!names.contains(environmentName(setting)), setting.key.data());
        names.insert(environmentName(setting));
        QVERIFY2(!names.contains(environmentName(setting) + u"_FILE"_s), setting.key.data());
        QCOMPARE(findSetting(setting.key.toString()), &setting);
        if (!setting.option.isEmpty())
            QCOMPARE(findSettingByOption(setting.option.toString()), &setting);
    }
}

void TestConfig::laterSourcesWin()
{
    const QString file =
        write(u"a.conf"_s, "# comment\n\nlimits.login = 1/10\nlimits.register=2/10\n data = /from/file \n");
    const auto environment = environmentOf({{u"HEARTH_LIMITS_REGISTER"_s, u"3/10"_s},
                                            {u"HEARTH_DATA"_s, u"/from/env"_s},
                                            {u"PATH"_s, u"/bin"_s}});
    const auto request = loadConfig({u"hearthd"_s, u"--config"_s, file, u"--data=/from/option"_s, u"--set"_s,
                                     u"live.message_scope=server"_s},
                                    environment);
    QVERIFY2(request.ok(), request.ok() ? "" : qPrintable(request.error().message));
    const Config &config = request->config;
    QCOMPARE(config.limit("limits.login"_L1), (RateLimit{1, 10}));
    QCOMPARE(config.source("limits.login"_L1), file + u":3"_s);
    QCOMPARE(config.limit("limits.register"_L1), (RateLimit{3, 10}));
    QCOMPARE(config.source("limits.register"_L1), u"HEARTH_LIMITS_REGISTER"_s);
    QCOMPARE(config.path("data"_L1), u"/from/option"_s);
    QCOMPARE(config.source("data"_L1), u"--data"_s);
    QCOMPARE(config.text("live.message_scope"_L1), u"server"_s);
    QCOMPARE(config.source("live.message_scope"_L1), u"--set live.message_scope"_s);
    QCOMPARE(config.source("limits.get_events"_L1), u"default"_s);
    QVERIFY(!config.isSet("limits.get_events"_L1));
}

void TestConfig::readsSecretsFromFiles()
{
    const QString secret = write(u"secret"_s, "postgresql://hearth:pw@db/auth\n");
    auto request = loadConfig({u"hearthd"_s}, environmentOf({{u"HEARTH_AUTH_DATABASE_FILE"_s, secret}}));
    QVERIFY(request.ok());
    QCOMPARE(request->config.text("auth.database"_L1), u"postgresql://hearth:pw@db/auth"_s);

    request = loadConfig({u"hearthd"_s}, environmentOf({{u"HEARTH_AUTH_DATABASE_FILE"_s, u"/no/such"_s}}));
    QVERIFY(!request.ok());
    QVERIFY(request.error().message.contains("/no/such"_L1));

    request = loadConfig({u"hearthd"_s}, environmentOf({{u"HEARTH_LISTEN_FILE"_s, secret}}));
    QVERIFY(request.ok());
    QCOMPARE(request->ignored, QStringList{u"HEARTH_LISTEN_FILE"_s}); // only secrets come from files
    QVERIFY(!request->config.isSet("listen"_L1));
}

void TestConfig::tellsOfForeignVariables()
{
    const auto request = loadConfig(
        {u"hearthd"_s},
        environmentOf(
            {{u"HEARTH_LIMIT_LOGIN"_s, u"1/1"_s}, {u"HEARTH_TEST_REDIS"_s, u"x"_s}, {u"HOME"_s, u"/"_s}}));
    QVERIFY(request.ok());
    QCOMPARE(request->ignored, QStringList{u"HEARTH_LIMIT_LOGIN"_s});
}

void TestConfig::takesCommands()
{
    using Action = ConfigRequest::Action;
    for (const auto &[word, action] :
         {std::pair(u"backup"_s, Action::Backup), std::pair(u"export"_s, Action::Backup),
          std::pair(u"restore"_s, Action::Restore), std::pair(u"import"_s, Action::Restore)}) {
        const auto request =
            loadConfig({u"hearthd"_s, word, u"/a/folder"_s, u"--set"_s, u"limits.enabled=false"_s}, {});
        QVERIFY(request.ok());
        QCOMPARE(request->action, action);
        QCOMPARE(request->folder, u"/a/folder"_s);
        QVERIFY(!request->config.flag("limits.enabled"_L1));
    }
}

void TestConfig::repeatedListenIsAList()
{
    const auto request = loadConfig(
        {u"hearthd"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--listen"_s, u"https://0.0.0.0:8443"_s}, {});
    QVERIFY(request.ok());
    const QList<Endpoint> endpoints = request->config.endpoints("listen"_L1);
    QCOMPARE(endpoints.size(), 2);
    QCOMPARE(endpoints[0].scheme, Endpoint::Scheme::Unsaid);
    QCOMPARE(endpoints[1].port, 8443);
    QCOMPARE(endpoints[1].scheme, Endpoint::Scheme::Https);
}

void TestConfig::refuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("words");
    const auto option = [](const char *name, const QStringList &arguments, const QString &words) {
        QTest::newRow(name) << arguments << QString() << QString() << words;
    };
    option("unknown option", {u"--lisen"_s, u"1"_s}, u"--lisen: there is no such option"_s);
    option("no option", {u"start"_s}, u"\"start\" is not an option"_s);
    option("backup of nothing", {u"backup"_s}, u"backup: a folder must follow"_s);
    option("backup into an option", {u"backup"_s, u"--data"_s, u"x"_s}, u"backup: a folder must follow"_s);
    option("two folders", {u"restore"_s, u"a"_s, u"b"_s}, u"\"b\" is not an option"_s);
    option("command at the end", {u"--data"_s, u"x"_s, u"backup"_s, u"a"_s},
           u"\"backup\" is not an option"_s);
    option("value missing", {u"--data"_s}, u"--data: a value must follow"_s);
    option("set without =", {u"--set"_s, u"limits.enabled"_s}, u"--set: what follows is not KEY=VALUE"_s);
    option("set of unknown", {u"--set"_s, u"limits.foo=1"_s}, u"no setting \"limits.foo\""_s);
    option("role", {u"--role"_s, u"mail"_s}, u"--role: role: \"mail\" is not one of all, gateway"_s);
    option("port", {u"--listen"_s, u"127.0.0.1:99999"_s}, u"is not ADDR:PORT"_s);
    option("no port", {u"--admin"_s, u"127.0.0.1"_s}, u"is not ADDR:PORT"_s);
    option("boolean", {u"--set"_s, u"limits.enabled=maybe"_s}, u"neither true nor false"_s);
    option("limit", {u"--set"_s, u"limits.login=5"_s}, u"COUNT/SECONDS"_s);
    option("limit of 0", {u"--set"_s, u"limits.login=0/60"_s}, u"COUNT/SECONDS"_s);
    option("integer", {u"--set"_s, u"database.threads=many"_s}, u"is not a whole number"_s);
    option("bounds", {u"--set"_s, u"database.threads=0"_s}, u"is not from 1 to 64"_s);
    option("duration", {u"--set"_s, u"tokens.lifetime=15"_s}, u"is not a time"_s);
    option("size", {u"--set"_s, u"http.body_limit=1MB"_s}, u"is not a size"_s);
    option("database", {u"--auth-database"_s, u"mysql://x"_s}, u"neither sqlite:PATH nor postgresql://"_s);
    option("redis", {u"--redis"_s, u"localhost:6379"_s}, u"redis://"_s);
    option("control character", {u"--data"_s, u"/tmp/a\nb"_s}, u"control characters"_s);
    option("config missing", {u"--config"_s, u"/no/such.conf"_s}, u"/no/such.conf can't be read"_s);
    QTest::newRow("bad variable") << QStringList() << u"HEARTH_LIMITS_LOGIN"_s << u"x"_s
                                  << u"HEARTH_LIMITS_LOGIN: limits.login"_s;
}

void TestConfig::refuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QString, words);
    arguments.prepend(u"hearthd"_s);
    QProcessEnvironment environment;
    if (!variable.isEmpty())
        environment.insert(variable, value);
    const auto request = loadConfig(arguments, environment);
    QVERIFY(!request.ok());
    QVERIFY2(request.error().message.contains(words), qPrintable(request.error().message));
}

void TestConfig::refusesInTheFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("words");
    QTest::newRow("unknown key") << "\nlimit.login = 1/1\n"_ba
                                 << u":2: there is no setting \"limit.login\""_s;
    QTest::newRow("no =") << "limits.enabled\n"_ba << u":1: this is not key = value"_s;
    QTest::newRow("no key") << " = 5\n"_ba << u":1: "_s;
    QTest::newRow("twice") << "role = all\n\nrole = all\n"_ba << u":3: role has been set in line 1 already"_s;
    QTest::newRow("bad value") << "role = none\n"_ba << u":1: role: \"none\" is not one of"_s;
}

void TestConfig::refusesInTheFile()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, words);
    const QString file = write(u"bad.conf"_s, content);
    Config config;
    const auto outcome = readConfigFile(config, file);
    QVERIFY(!outcome.ok());
    QVERIFY2(outcome.error().message.startsWith(file), qPrintable(outcome.error().message));
    QVERIFY2(outcome.error().message.contains(words), qPrintable(outcome.error().message));
}

void TestConfig::printsSourcesAndHidesSecrets()
{
    const auto request = loadConfig({u"hearthd"_s, u"--print-config"_s, u"--auth-database"_s,
                                     u"postgresql://hearth:s3cret@s3cret@db:5432/auth"_s, u"--redis"_s,
                                     u"redis://:s3cret@cache"_s, u"--calendar-database"_s,
                                     u"postgresql://db/calendar?password=s3cret"_s},
                                    {});
    QVERIFY(request.ok());
    QCOMPARE(request->action, ConfigRequest::Action::PrintConfig);
    const QString text = request->config.print();
    QVERIFY(!text.contains("s3cret"_L1));
    QVERIFY(text.contains("auth.database = postgresql://hearth:***@db:5432/auth"_L1));
    QVERIFY(text.contains("redis = redis://:***@cache"_L1));
    QVERIFY(text.contains("# --auth-database\n"_L1));
    for (const Setting &setting : allSettings())
        QVERIFY2(text.contains(setting.key + u" ="_s), setting.key.data());
}

void TestConfig::helpNamesEverySetting()
{
    const QString help = configHelp();
    for (const Setting &setting : allSettings()) {
        QVERIFY2(help.contains(setting.key), setting.key.data());
        QVERIFY2(!setting.help.isEmpty(), setting.key.data());
    }
    const auto request = loadConfig({u"hearthd"_s, u"--help"_s}, {});
    QVERIFY(request.ok());
    QCOMPARE(request->action, ConfigRequest::Action::ShowHelp);
}

void TestConfig::durationsAndSizes()
{
    QCOMPARE(parseDuration(u"500ms"), 500);
    QCOMPARE(parseDuration(u"15m"), 900'000);
    QCOMPARE(parseDuration(u"30d"), 30LL * 24 * 3600 * 1000);
    for (const QStringView bad : {u"", u"5", u"s", u"-1s", u"1.5s", u"1 s", u"99999999999999999d"})
        QVERIFY(!parseDuration(bad));
    QCOMPARE(parseSize(u"4096"), 4096);
    QCOMPARE(parseSize(u"20MiB"), 20 * 1024 * 1024);
    for (const QStringView bad : {u"", u"MiB", u"-1", u"1KB", u"9223372036854775807GiB"})
        QVERIFY(!parseSize(bad));
}

void TestConfig::endpoints_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown"); // empty: none
    QTest::newRow("v4") << u"127.0.0.1:80"_s << u"127.0.0.1:80"_s;
    QTest::newRow("v6") << u"[::1]:80"_s << u"[::1]:80"_s;
    QTest::newRow("scheme") << u"https://10.0.0.1:8443"_s << u"10.0.0.1:8443"_s;
    QTest::newRow("localhost") << u"localhost:0"_s << u"127.0.0.1:0"_s;
    QTest::newRow("bare v6") << u"::1:80"_s << QString();
    QTest::newRow("brackets around v4") << u"[127.0.0.1]:80"_s << QString();
    QTest::newRow("name") << u"example.org:80"_s << QString();
    QTest::newRow("no port") << u"127.0.0.1:"_s << QString();
    QTest::newRow("no address") << u":80"_s << QString();
    QTest::newRow("other scheme") << u"ftp://127.0.0.1:80"_s << QString();
}

void TestConfig::endpoints()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const auto endpoint = Endpoint::parse(text);
    QCOMPARE(endpoint ? endpoint->toString() : QString(), shown);
}

/// A setting that nobody reads has no effect.
void TestConfig::everySettingIsRead()
{
    QByteArray readers;
    for (const QString &folder : {u"/server/host"_s, u"/server/rpc"_s})
        for (const QFileInfo &info :
             QDir(QStringLiteral(HEARTH_SOURCE_DIR) + folder).entryInfoList({u"*.cpp"_s})) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            readers += file.readAll();
        }
    for (const Setting &setting : allSettings())
        QVERIFY2(readers.contains('"' + QByteArray(setting.key.data(), setting.key.size()) + "\"_L1"),
                 setting.key.data());
}

QTEST_GUILESS_MAIN(TestConfig)
#include "tst_config.moc"
