#include "server/calendar/subscriptions/addressguard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using hearth::server::calendar::AddressGuard;

/// What may be fetched from, address by address.
class TestAddressGuard : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void allows_data();
    void allows();
    void allowsWhatTheOperatorAllows();
    void refusesWhatIsNoAddress();
};

void TestAddressGuard::allows_data()
{
    QTest::addColumn<bool>("allowed");
    const auto rows = [](bool allowed, std::initializer_list<const char *> addresses) {
        for (const char *address : addresses)
            QTest::newRow(address) << allowed;
    };
    rows(true,
         {"1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
          "169.253.0.1", "192.167.1.1", "223.255.255.255", "2606:2800:220:1::1", "2001:4860:4860::8888",
          "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"});
    rows(false,
         {"127.0.0.1",
          "127.255.255.254",
          "10.0.0.1",
          "10.255.255.255",
          "172.16.0.1",
          "172.31.255.255",
          "192.168.0.1",
          "169.254.169.254",
          "100.64.0.1",
          "100.127.255.255",
          "::1",
          "fc00::1",
          "fdff:ffff::1",
          "fe80::1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::ffff:7f00:1",
          "::ffff:a9fe:a9fe",
          "64:ff9b::192.168.0.1",
          "64:ff9b::7f00:1",
          "64:ff9b:1::1",
          "2002:7f00:1::",
          "2002:a00:1::1"});
    rows(false,
         {"0.0.0.0",          "0.1.2.3",     "192.0.0.1", "192.0.2.1",       "198.18.0.1",  "198.19.255.255",
          "198.51.100.7",     "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1",   "255.255.255.255",
          "192.88.99.1",      "::",          "ff02::1",   "ff0e::1",         "2001::1",     "2001:10::1",
          "2001:db8::1",      "3fff::1",     "fec0::1",   "100::1",          "::127.0.0.1", "::ffff:0.0.0.0",
          "::ffff:224.0.0.1", "4000::1"});
}

void TestAddressGuard::allows()
{
    QFETCH(bool, allowed);
    const QHostAddress address(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!address.isNull());
    QCOMPARE(AddressGuard().allows(address), allowed);
}

void TestAddressGuard::allowsWhatTheOperatorAllows()
{
    const AddressGuard guard({u"10.1.0.0/16"_s, u" ::1"_s, u"nonsense"_s});
    const auto allows = [&guard](const char *text) {
        return guard.allows(QHostAddress(QString::fromLatin1(text)));
    };
    QVERIFY(allows("10.1.2.3"));
    QVERIFY(allows("::ffff:10.1.2.3"));
    QVERIFY(allows("::1"));
    QVERIFY(allows("1.1.1.1"));
    for (const char *text : {"10.2.0.1", "127.0.0.1", "::2", "fe80::1"})
        QVERIFY2(!allows(text), text);
}

void TestAddressGuard::refusesWhatIsNoAddress() { QVERIFY(!AddressGuard().allows(QHostAddress())); }

QTEST_GUILESS_MAIN(TestAddressGuard)
#include "tst_addressguard.moc"
