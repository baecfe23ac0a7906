#pragma once

#include "client/models/onboarding.h"

#include <QMainWindow>

#include <optional>

class QStackedWidget;

namespace hearth::shared {
class Clock;
}

namespace hearth::client::ui {

class CalendarPage;
class FirstRun;
class ThemeSource;

/// The one window: the first minute until a workspace is there, then the calendar.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    MainWindow(ThemeSource &themes, Onboarding &onboarding, const shared::Clock &clock);
    ~MainWindow() override;

    void openInvitation(const InvitationLink &link);
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
    void save();

    ThemeSource &m_themes;
    Onboarding &m_onboarding;
    const shared::Clock &m_clock;
    QStackedWidget *m_stack;
    FirstRun *m_firstRun = nullptr;
    CalendarPage *m_page = nullptr;
    std::optional<InvitationLink> m_pending; ///< came before there was a page to show it
    int m_textSize;
    bool m_announced = false;
};

}
