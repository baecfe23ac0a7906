#include "client/app/desktop/chosenproxy.h"

#include <QTest>

using namespace hearth::client;
using namespace Qt::StringLiterals;
using Kind = ProxyChoice::Kind;

class TestProxy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chooses_data();
    void chooses();
};

void TestProxy::chooses_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("url");
    QTest::addColumn<int>("expected");
    const int direct = QNetworkProxy::NoProxy;
    QTest::newRow("none") << int(Kind::None) << u"https://hearth.example"_s << direct;
    QTest::newRow("http") << int(Kind::Http) << u"https://hearth.example"_s << int(QNetworkProxy::HttpProxy);
    QTest::newRow("socks") << int(Kind::Socks) << u"wss://hearth.example"_s
                           << int(QNetworkProxy::Socks5Proxy);
    QTest::newRow("not for localhost") << int(Kind::Http) << u"http://localhost:8080"_s << direct;
    QTest::newRow("not for 127.0.0.1") << int(Kind::Http) << u"http://127.0.0.1:8080"_s << direct;
    QTest::newRow("not for ::1") << int(Kind::Socks) << u"http://[::1]:8080"_s << direct;
}

void TestProxy::chooses()
{
    QFETCH(int, kind);
    QFETCH(QString, url);
    ChosenProxy proxy({Kind(kind), u"proxy.example"_s, 3128});
    const QList<QNetworkProxy> found = proxy.queryProxy(QNetworkProxyQuery(QUrl(url)));
    QCOMPARE(found.size(), 1);
    QTEST(int(found.first().type()), "expected");
    if (found.first().type() == QNetworkProxy::NoProxy)
        return;
    QCOMPARE(found.first().hostName(), u"proxy.example"_s);
    QCOMPARE(found.first().port(), 3128);
}

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
