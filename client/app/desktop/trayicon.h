#pragma once

#include "client/models/reminder.h"
#include "client/models/wallalarm.h"

#include <QMenu>
#include <QPointer>
#include <QSystemTrayIcon>

#include <memory>

namespace hearth::shared {
class Clock;
}

namespace hearth::client::ui {
class ThemeSource;
}

namespace hearth::client {

class Workspace;

/// Hearth in the tray: today's date, what comes next, and the way back to the window.
class TrayIcon : public QObject {
    Q_OBJECT

public:
    /// `alarm` rings at midnight and where what comes next changes.
    TrayIcon(const ui::ThemeSource &themes, std::unique_ptr<WallAlarm> alarm, const shared::Clock &clock,
             QObject *parent = nullptr);

    /// What comes next is this account's; null: nobody's.
    void follow(Workspace *workspace);
    void setHosting(bool hosting);
    /// For messages beside the icon.
    QSystemTrayIcon &icon() { return m_icon; }
    const QMenu &menu() const { return m_menu; }

Q_SIGNALS:
    void openWanted();
    void eventWanted(hearth::shared::EventId event);
    void createWanted();
    void quitWanted();

private:
    void lookSoon();
    void look();
    void showNext(qint64 nowMs);

    const ui::ThemeSource &m_themes;
    std::unique_ptr<WallAlarm> m_alarm;
    const shared::Clock &m_clock;
    QPointer<Workspace> m_workspace;
    std::optional<Reminder> m_next;
    bool m_hosting = false;
    bool m_looking = false; ///< look() is on its way
    QMenu m_menu;
    QAction *m_nextAction;
    QAction *m_createAction;
    QSystemTrayIcon m_icon;
};

}
