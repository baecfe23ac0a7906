#include "client/app/desktopshell.h"

#include "client/app/desktop/dbusnotifier.h"
#include "client/app/desktop/trayicon.h"
#include "client/app/desktop/traynotifier.h"
#include "client/models/onboarding.h"
#include "client/models/preferences.h"
#include "client/models/reminderscheduler.h"
#include "client/models/systemwallalarm.h"
#include "client/models/workspace.h"
#include "client/ui/theme/sessionbus.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/mainwindow.h"

#include <QApplication>

namespace hearth::client {

DesktopShell::DesktopShell(Onboarding &onboarding, Preferences &preferences, const ui::ThemeSource &themes,
                           ui::MainWindow &window, const shared::Clock &clock)
    : m_onboarding(onboarding)
    , m_preferences(preferences)
    , m_themes(themes)
    , m_window(window)
    , m_clock(clock)
    , m_notifier(std::make_unique<DBusNotifier>(ui::hasSessionBus() ? QDBusConnection::sessionBus()
                                                                    : QDBusConnection(QString())))
    , m_notices(std::make_unique<ReminderNotices>(*m_notifier, clock,
                                                  [&window] { return window.isActiveWindow(); }))
{
    connect(m_notifier.get(), &Notifier::notShown, this, [this](const Notification &notification) {
        if (m_trayNotifier)
            m_trayNotifier->show(notification);
    });
    connect(m_notices.get(), &ReminderNotices::openWanted, this, &DesktopShell::openEvent);
    connect(m_notices.get(), &ReminderNotices::windowWanted, this, &DesktopShell::openWindow);
    connect(m_notices.get(), &ReminderNotices::failed, this, [this](const QString &sentence) {
        if (m_window.page())
            m_window.page()->say(sentence);
    });
    connect(&onboarding, &Onboarding::workspaceChanged, this, &DesktopShell::followWorkspace);
    connect(&onboarding, &Onboarding::hostingChanged, this, &DesktopShell::followTray);
    connect(&preferences, &Preferences::changed, this, [this] {
        followTray();
        if (Workspace *workspace = m_onboarding.workspace())
            workspace->reminders().setQuietHours(m_preferences.quietHours());
    });
    followTray();
    followWorkspace();
}

DesktopShell::~DesktopShell() = default;

void DesktopShell::followWorkspace()
{
    Workspace *workspace = m_onboarding.workspace();
    if (workspace)
        workspace->reminders().setQuietHours(m_preferences.quietHours());
    m_notices->follow(workspace);
    if (m_tray)
        m_tray->follow(workspace);
}

/// The window may be closed for good only where something brings it back.
void DesktopShell::followTray()
{
    const bool hosting = m_onboarding.hosting().running;
    const bool stays = m_preferences.staysInTray() || (hosting && m_onboarding.keepsHosting());
    const bool wanted = stays && QSystemTrayIcon::isSystemTrayAvailable();
    QApplication::setQuitOnLastWindowClosed(!wanted);
    if (wanted && !m_tray) {
        makeTray();
    } else if (!wanted) {
        m_trayNotifier.reset();
        m_tray.reset();
    }
    if (m_tray)
        m_tray->setHosting(hosting);
}

void DesktopShell::makeTray()
{
    m_tray = std::make_unique<TrayIcon>(m_themes, std::make_unique<SystemWallAlarm>(), m_clock);
    m_trayNotifier = std::make_unique<TrayNotifier>(m_tray->icon());
    connect(m_trayNotifier.get(), &Notifier::acted, m_notifier.get(), &Notifier::acted);
    connect(m_tray.get(), &TrayIcon::openWanted, this, &DesktopShell::openWindow);
    connect(m_tray.get(), &TrayIcon::eventWanted, this, &DesktopShell::openEvent);
    connect(m_tray.get(), &TrayIcon::createWanted, this, [this] {
        openWindow();
        if (m_window.page())
            m_window.page()->createNew();
    });
    connect(m_tray.get(), &TrayIcon::quitWanted, qApp, &QApplication::quit);
    m_tray->follow(m_onboarding.workspace());
}

void DesktopShell::openWindow()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void DesktopShell::openEvent(shared::EventId event)
{
    openWindow();
    if (m_window.page())
        m_window.page()->jumpTo(event);
}

}
