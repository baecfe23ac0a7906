#pragma once

#include "client/app/desktop/remindernotices.h"

#include <QObject>

#include <memory>

namespace hearth::client::ui {
class MainWindow;
class ThemeSource;
}

namespace hearth::client {

class DBusNotifier;
class Onboarding;
class Preferences;
class TrayIcon;
class TrayNotifier;

/// Keeps the tray, the notifications and the window together: what the app is on the desktop.
class DesktopShell : public QObject {
    Q_OBJECT

public:
    DesktopShell(Onboarding &onboarding, Preferences &preferences, const ui::ThemeSource &themes,
                 ui::MainWindow &window, const shared::Clock &clock);
    ~DesktopShell() override;

    /// Whether there is a tray icon by which the window can be brought back.
    bool hasTray() const { return m_tray != nullptr; }

private:
    void followWorkspace();
    void followTray();
    void makeTray();
    void openWindow();
    void openEvent(shared::EventId event);

    Onboarding &m_onboarding;
    Preferences &m_preferences;
    const ui::ThemeSource &m_themes;
    ui::MainWindow &m_window;
    const shared::Clock &m_clock;
    std::unique_ptr<Notifier> m_notifier;
    std::unique_ptr<ReminderNotices> m_notices;
    std::unique_ptr<TrayNotifier> m_trayNotifier;
    std::unique_ptr<TrayIcon> m_tray;
};

}
