#include "client/models/onboarding.h"

#include <QTest>

using namespace hearth::client;
using namespace Qt::StringLiterals;

class TestInvitationLink : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void codesComeByBothLinks();
    void refuses_data();
    void refuses();
};

void TestInvitationLink::roundTrip_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("calendar");
    QTest::addColumn<QString>("fingerprint");
    QTest::newRow("plain") << u"192.168.1.24:8443"_s << u"Family"_s << QString(64, u'a');
    QTest::newRow("signs") << u"192.168.1.24:8443"_s << u"Ana & Ben = 100 % #1?"_s << QString(64, u'0');
    QTest::newRow("scripts") << u"heim.example:443"_s << u"Família 家族 +1"_s << QString();
    QTest::newRow("IPv6") << u"[fe80::1]:8443"_s << u"A"_s << QString(64, u'f');
}

void TestInvitationLink::roundTrip()
{
    QFETCH(QString, address);
    QFETCH(QString, calendar);
    QFETCH(QString, fingerprint);
    const InvitationLink link{address, calendar, fingerprint};
    const auto parsed = InvitationLink::parse(u"  %1\n"_s.arg(link.toString()));
    QVERIFY2(parsed.ok(), qPrintable(link.toString()));
    QCOMPARE(parsed->address, address);
    QCOMPARE(parsed->calendarName, calendar);
    QCOMPARE(parsed->fingerprint, fingerprint);
}

void TestInvitationLink::codesComeByBothLinks()
{
    const QString code = u"K7M4-QX9_TPLDN2R8SVWYZ5"_s;
    const auto page = InvitationLink::parse(u"https://heim.example:8443/invite/%1"_s.arg(code));
    QVERIFY(page.ok());
    QCOMPARE(page->address, u"heim.example:8443"_s);
    QCOMPARE(page->code, code);
    const auto local = InvitationLink::parse(u"http://127.0.0.1:8080/invite/%1"_s.arg(code));
    QCOMPARE(local->address, u"http://127.0.0.1:8080"_s);
    const InvitationLink link{u"192.168.1.24:8443"_s, u"Family"_s, QString(64, u'a'), code};
    const auto parsed = InvitationLink::parse(link.toString());
    QVERIFY2(parsed.ok(), qPrintable(link.toString()));
    QCOMPARE(parsed->code, code);
    QCOMPARE(parsed->calendarName, u"Family"_s);
    QCOMPARE(parsed->fingerprint, link.fingerprint);
}

void TestInvitationLink::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("code with a slash") << u"https://example.org/invite/ab/cd"_s;
    QTest::newRow("page without a code") << u"https://example.org/invite/"_s;
    QTest::newRow("web page") << u"https://example.org/join?at=host"_s;
    QTest::newRow("other call") << u"hearth://open?at=host"_s;
    QTest::newRow("no address") << u"hearth://join?calendar=Family"_s;
    QTest::newRow("no calendar") << u"hearth://join?at=host"_s;
    QTest::newRow("short key") << u"hearth://join?at=host&calendar=A&key=abc"_s;
    QTest::newRow("line break after the key")
        << u"hearth://join?at=host&calendar=A&key="_s + QString(64, u'a') + u"%0A"_s;
}

void TestInvitationLink::refuses()
{
    QFETCH(QString, text);
    const auto parsed = InvitationLink::parse(text);
    QVERIFY(!parsed.ok());
    QVERIFY(!parsed.error().message.isEmpty());
}

QTEST_GUILESS_MAIN(TestInvitationLink)
#include "tst_invitationlink.moc"
