#pragma once

#include <QMenu>
#include <QSystemTrayIcon>

namespace hearth::client {

/// Hearth in the tray, so that hosting goes on with the window closed.
class TrayIcon : public QObject {
    Q_OBJECT

public:
    explicit TrayIcon(QObject *parent = nullptr);

Q_SIGNALS:
    void openWanted();
    void quitWanted();

private:
    QMenu m_menu;
    QSystemTrayIcon m_icon;
};

}
