#pragma once

#include "client/models/onboarding.h"
#include "client/models/preferences.h"

#include <QMainWindow>
#include <QPointer>

#include <optional>

class QStackedWidget;

namespace hearth::shared {
class Clock;
}

namespace hearth::client::ui {

class CalendarPage;
class FirstRun;
class SettingsDialog;
class ThemeSource;

/// The one window: the first minute until a workspace is there, then the calendar.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(ThemeSource &themes, Onboarding &onboarding, const shared::Clock &clock);
    ~MainWindow() override;

    void openInvitation(const InvitationLink &link);
    /// What was chosen on this computer; followed by the window.
    Preferences &preferences() { return m_preferences; }
    /// The calendar's page; null in the first minute.
    CalendarPage *page() { return m_page; }

Q_SIGNALS:
    /// Once, when the first frame is on the screen.
    void painted();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showWorkspace();
    void showFirstRun();
    void openPendingInvitation();
    void showInvitation(const QRect &anchor);
    void followTextSize();
    void rebuild();
    void signOut();
    void followHabits();
    void showSettings();
    void save();

    ThemeSource &m_themes;
    Onboarding &m_onboarding;
    const shared::Clock &m_clock;
    Preferences m_preferences;
    Habits m_habits;
    QStackedWidget *m_stack;
    QPointer<SettingsDialog> m_settings;
    FirstRun *m_firstRun = nullptr;
    CalendarPage *m_page = nullptr;
    std::optional<InvitationLink> m_pending; ///< came before there was a page to show it
    int m_textSize;
    bool m_announced = false;
};

}
