#include "client/ui/theme/themesource.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

namespace {

const auto kPath = u"/org/freedesktop/portal/desktop"_s;
const auto kInterface = u"org.freedesktop.portal.Settings"_s;
const auto kSpace = u"org.freedesktop.appearance"_s;
const auto kKey = u"color-scheme"_s;

}

/// Stands in for the desktop's portal, on the session bus that the test was started with.
class FakePortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    uint scheme = 0;

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        if (space != kSpace || key != kKey)
            return QDBusVariant(0u);
        // The portal wraps its answer twice.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(scheme)));
    }
};

class TestThemePortal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void startsDark();
    void followsChange();
    void choiceWins();

private:
    void announce(uint scheme);

    FakePortal m_portal;
    QDBusConnection m_bus = QDBusConnection(QString());
};

void TestThemePortal::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS"), "run it under dbus-run-session");
    m_bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s);
    QVERIFY(m_bus.isConnected());
    QVERIFY(m_bus.registerObject(kPath, &m_portal, QDBusConnection::ExportAllSlots));
    QVERIFY2(m_bus.registerService(u"org.freedesktop.portal.Desktop"_s),
             "this session has a portal of its own");
}

void TestThemePortal::announce(uint scheme)
{
    m_portal.scheme = scheme;
    QDBusMessage signal = QDBusMessage::createSignal(kPath, kInterface, u"SettingChanged"_s);
    signal << kSpace << kKey << QVariant::fromValue(QDBusVariant(scheme));
    QVERIFY(m_bus.send(signal));
}

void TestThemePortal::startsDark()
{
    m_portal.scheme = 1;
    ThemeSource source;
    QTRY_VERIFY(source.theme().isDark());
}

void TestThemePortal::followsChange()
{
    m_portal.scheme = 2;
    ThemeSource source;
    QSignalSpy changed(&source, &ThemeSource::changed);
    announce(1);
    QTRY_VERIFY(source.theme().isDark());
    announce(2);
    QTRY_VERIFY(!source.theme().isDark());
    QVERIFY(changed.count() >= 2);
}

void TestThemePortal::choiceWins()
{
    m_portal.scheme = 2;
    ThemeSource source;
    source.setChoice(ThemeChoice::Light);
    QSignalSpy changed(&source, &ThemeSource::changed);
    ThemeSource witness;
    announce(1);
    QTRY_VERIFY(witness.theme().isDark());
    QVERIFY(!source.theme().isDark());
    QCOMPARE(changed.count(), 0);
    source.setChoice(ThemeChoice::System);
    QVERIFY(source.theme().isDark());
}

QTEST_MAIN(TestThemePortal)
#include "tst_themeportal.moc"
