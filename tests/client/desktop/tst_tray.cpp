#include "client/app/desktop/autostart.h"
#include "client/app/desktop/dayicon.h"
#include "client/app/desktop/trayicon.h"
#include "client/models/eventindex.h"
#include "client/models/upcoming.h"
#include "client/ui/theme/fonts.h"
#include "tests/client/models/fakealarm.h"
#include "tests/client/ui/household.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestTray : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void nextEventInMenuAndToolTip();
    void nextFollowsChanges();
    void nextFollowsTheClock();
    void dateFollowsMidnight();
    void actionsAreSaid();
    void hostingIsSaid();
    void passesOverWhatDoesNotTakePlace();
    void iconsDiffer();
    void startsWithTheSession();
    void commandsAreQuoted();
    void refusingDisksAreSaid();

private:
    QAction *action(int index) const { return m_tray->menu().actions().at(index); }

    std::unique_ptr<Household> m_home;
    std::unique_ptr<TrayIcon> m_tray;
    FakeAlarm *m_alarm = nullptr;
};

void TestTray::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    ui::registerFonts();
}

void TestTray::init()
{
    m_home = std::make_unique<Household>();
    auto alarm = std::make_unique<FakeAlarm>(m_home->december.clock);
    m_alarm = alarm.get();
    m_tray = std::make_unique<TrayIcon>(m_home->december.theme, std::move(alarm), m_home->december.clock);
    m_tray->follow(&m_home->workspace);
}

void TestTray::cleanup()
{
    m_tray.reset();
    m_home.reset();
}

void TestTray::nextEventInMenuAndToolTip()
{
    const auto next = upcoming(m_home->december.index, m_home->december.clock.nowMs());
    QVERIFY(next);
    QVERIFY(action(0)->isEnabled());
    QVERIFY2(action(0)->text().contains(next->title), qPrintable(action(0)->text()));
    QVERIFY(m_tray->icon().toolTip().contains(next->title));
    m_tray->follow(nullptr);
    QVERIFY(!action(0)->isEnabled());
    QVERIFY(!m_tray->icon().toolTip().contains(next->title));
}

void TestTray::nextFollowsChanges()
{
    const auto next = upcoming(m_home->december.index, m_home->december.clock.nowMs());
    EventItem item = *m_home->december.index.find(next->key.event);
    item.name = u"Salt & pepper"_s;
    m_home->december.index.put(item);
    QCoreApplication::processEvents();
    QVERIFY(action(0)->text().contains(u"Salt && pepper"_s));
}

void TestTray::nextFollowsTheClock()
{
    const auto next = upcoming(m_home->december.index, m_home->december.clock.nowMs());
    const QString before = action(0)->text();
    m_alarm->runUntil(next->startMs);
    QVERIFY(action(0)->text() != before);
    m_alarm->runUntil(next->endMs);
    QVERIFY(!action(0)->text().contains(next->title));
}

void TestTray::dateFollowsMidnight()
{
    const QImage before = m_tray->icon().icon().pixmap(32, 32).toImage();
    m_home->december.index.replaceAll({});
    QCoreApplication::processEvents();
    const QDateTime midnight(QDate(2026, 12, 10), QTime(0, 0), QTimeZone("Europe/Berlin"));
    QCOMPARE(m_alarm->atMs, midnight.toMSecsSinceEpoch());
    m_alarm->runUntil(midnight.toMSecsSinceEpoch());
    QVERIFY(m_tray->icon().icon().pixmap(32, 32).toImage() != before);
}

void TestTray::actionsAreSaid()
{
    QSignalSpy event(m_tray.get(), &TrayIcon::eventWanted);
    QSignalSpy open(m_tray.get(), &TrayIcon::openWanted);
    QSignalSpy create(m_tray.get(), &TrayIcon::createWanted);
    QSignalSpy quit(m_tray.get(), &TrayIcon::quitWanted);
    for (QAction *each : m_tray->menu().actions())
        each->trigger();
    for (const QSignalSpy *spy : {&event, &open, &create, &quit})
        QCOMPARE(spy->size(), 1);
}

void TestTray::hostingIsSaid()
{
    const QString before = m_tray->icon().toolTip();
    m_tray->setHosting(true);
    QVERIFY(m_tray->icon().toolTip().size() > before.size());
}

void TestTray::passesOverWhatDoesNotTakePlace()
{
    const auto first = upcoming(m_home->december.index, m_home->december.clock.nowMs());
    EventItem item = *m_home->december.index.find(first->key.event);
    item.status = shared::EventStatus::Cancelled;
    m_home->december.index.put(item);
    const auto second = upcoming(m_home->december.index, m_home->december.clock.nowMs());
    QVERIFY(second && second->key.event != first->key.event);
}

/// Saves the icons beside the other pictures, to be looked at.
void TestTray::iconsDiffer()
{
    const ui::Theme light;
    const ui::Theme dark({.mode = ui::ThemeMode::Dark});
    const QDir folder(QString::fromUtf8(HEARTH_GALLERY));
    QVERIFY(folder.mkpath(u"."_s));
    for (const int size : {16, 22, 32, 64}) {
        const QPixmap nine = dayIcon(QDate(2026, 12, 9), light).pixmap(size, size);
        const QPixmap thirty = dayIcon(QDate(2026, 12, 30), dark).pixmap(size, size);
        QVERIFY(nine.toImage() != thirty.toImage());
        QVERIFY(nine.save(folder.filePath(u"tray-light-%1.png"_s.arg(size))));
        QVERIFY(thirty.save(folder.filePath(u"tray-dark-%1.png"_s.arg(size))));
    }
}

void TestTray::startsWithTheSession()
{
    QTemporaryDir folder;
    const Autostart autostart(folder.filePath(u"autostart"_s), {u"/usr/bin/hearth"_s, u"--background"_s});
    QVERIFY(!autostart.isEnabled());
    QVERIFY(autostart.setEnabled(false).ok());
    QVERIFY(autostart.setEnabled(true).ok());
    QVERIFY(autostart.isEnabled());
    QFile file(folder.filePath(u"autostart/hearth.desktop"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray entry = file.readAll();
    QVERIFY(entry.startsWith("[Desktop Entry]\nType=Application\n"));
    QVERIFY(entry.contains("\nExec=\"/usr/bin/hearth\" \"--background\"\n"));
    QVERIFY(autostart.setEnabled(false).ok());
    QVERIFY(!QFile::exists(file.fileName()));
}

void TestTray::commandsAreQuoted()
{
    QTemporaryDir folder;
    const Autostart autostart(folder.path(), {uR"(/opt/a "b"/$x%)"_s});
    QVERIFY(autostart.setEnabled(true).ok());
    QFile file(folder.filePath(u"hearth.desktop"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains(R"(Exec="/opt/a \\"b\\"/\\$x%%")"));
}

void TestTray::refusingDisksAreSaid()
{
    QTemporaryDir folder;
    QFile blocking(folder.filePath(u"autostart"_s));
    QVERIFY(blocking.open(QIODevice::WriteOnly));
    const Autostart autostart(blocking.fileName(), {u"/usr/bin/hearth"_s});
    const shared::Outcome outcome = autostart.setEnabled(true);
    QVERIFY(!outcome.ok());
    QVERIFY(!outcome.error().message.isEmpty());
}

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
