#include "shared/sql/databaseurl.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

class TestDatabaseUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hosts");
        QTest::addColumn<QString>("ports");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<QString>("options");
        QTest::addColumn<QString>("shown");
        QTest::newRow("full") << u"postgresql://u:p@h:5433/n?sslmode=require"_s << u"h"_s << u"5433"_s
                              << u"n"_s << u"u"_s << u"p"_s << u"sslmode=require"_s
                              << u"postgresql://u:***@h:5433/n"_s;
        QTest::newRow("short scheme") << u"postgres://u@h/n"_s << u"h"_s << u"5432"_s << u"n"_s << u"u"_s
                                      << u""_s << u""_s << u"postgresql://u@h:5432/n"_s;
        QTest::newRow("hosts") << u"postgresql://u:p@a:1,b,[::1]:3/n"_s << u"a,b,::1"_s << u"1,5432,3"_s
                               << u"n"_s << u"u"_s << u"p"_s << u""_s
                               << u"postgresql://u:***@a:1,b:5432,::1:3/n"_s;
        QTest::newRow("escaped") << u"postgresql://u%40x:p%3A%2F%27@h:1/n%20m"_s << u"h"_s << u"1"_s
                                 << u"n m"_s << u"u@x"_s << u"p:/'"_s << u""_s
                                 << u"postgresql://u@x:***@h:1/n m"_s;
        QTest::newRow("socket") << u"postgresql:///n?host=/tmp&port=55432&user=u"_s << u"/tmp"_s << u"55432"_s
                                << u"n"_s << u"u"_s << u""_s << u""_s << u"postgresql://u@/tmp:55432/n"_s;
    }
    void parses()
    {
        QFETCH(QString, text);
        const auto url = DatabaseUrl::parse(text);
        QVERIFY(url.ok());
        QCOMPARE(url->engine, Engine::PostgreSql);
        QTEST(url->hosts, "hosts");
        QTEST(url->ports, "ports");
        QTEST(url->name, "name");
        QTEST(url->user, "user");
        QTEST(url->password, "password");
        QTEST(url->options, "options");
        QTEST(url->displayText(), "shown");
    }

    void parsesFiles_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("sqlite:/var/lib/a b.db") << u"/var/lib/a b.db"_s;
        QTest::newRow("sqlite:///var/lib/a.db") << u"/var/lib/a.db"_s;
        QTest::newRow("sqlite:here.db") << u"here.db"_s;
    }
    void parsesFiles()
    {
        const auto url = DatabaseUrl::parse(QString::fromLatin1(QTest::currentDataTag()));
        QVERIFY(url.ok());
        QCOMPARE(url->engine, Engine::Sqlite);
        QTEST(url->path, "path");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "sqlite:", "mysql://a/b", "postgresql://h:1", "postgresql://h:1/",
                                 "postgresql://h:0/n", "postgresql://h:99999/n", "postgresql://h:x/n",
                                 "postgresql://a b:1/n", "postgresql://h;x=1:1/n", "postgresql://h/n?a%20b=1",
                                 "postgresql://h/n?sslmode=a;b", "/var/lib/a.db"})
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text);
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto url = DatabaseUrl::parse(text);
        QVERIFY(!url.ok());
        QCOMPARE(url.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!url.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDatabaseUrl)
#include "tst_databaseurl.moc"
