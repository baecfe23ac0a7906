#include "server/rpc/rpctarget.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::rpc;

class TestRpcTarget final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void targets_data();
    void targets();
};

void TestRpcTarget::targets_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isOne");
    QTest::addColumn<bool>("isLocal");
    QTest::newRow("loopback") << u"127.0.0.1:7070"_s << true << true;
    QTest::newRow("other loopback") << u"127.8.8.8:7070"_s << true << true;
    QTest::newRow("loopback v6") << u"[::1]:7070"_s << true << true;
    QTest::newRow("localhost") << u"localhost:7070"_s << true << true;
    QTest::newRow("localhost by dns") << u"dns:///localhost:7070"_s << true << true;
    QTest::newRow("unix") << u"unix:/run/hearth/auth.sock"_s << true << true;
    QTest::newRow("several") << u"ipv4:127.0.0.1:1,127.0.0.1:2"_s << true << true;
    QTest::newRow("one of several away") << u"ipv4:127.0.0.1:1,10.0.0.1:2"_s << true << false;
    QTest::newRow("all addresses") << u"0.0.0.0:7070"_s << true << false;
    QTest::newRow("network") << u"10.0.0.1:7070"_s << true << false;
    QTest::newRow("name") << u"auth:7070"_s << true << false;
    QTest::newRow("name by dns") << u"dns:///auth.example.org:7070"_s << true << false;
    QTest::newRow("looks like localhost") << u"localhost.example.org:7070"_s << true << false;
    QTest::newRow("no port") << u"auth"_s << false << false;
    QTest::newRow("bad port") << u"auth:70700"_s << false << false;
    QTest::newRow("no host") << u":7070"_s << false << false;
    QTest::newRow("nothing") << QString() << false << false;
    QTest::newRow("unix without path") << u"unix:"_s << false << true;
}

void TestRpcTarget::targets()
{
    QFETCH(QString, target);
    QFETCH(bool, isOne);
    QFETCH(bool, isLocal);
    QCOMPARE(isTarget(target), isOne);
    QCOMPARE(isLocalTarget(target), isLocal);
}

QTEST_GUILESS_MAIN(TestRpcTarget)
#include "tst_rpctarget.moc"
