#include "client/app/desktop/traynotifier.h"

#include <QSystemTrayIcon>

namespace hearth::client {

TrayNotifier::TrayNotifier(QSystemTrayIcon &icon, QObject *parent)
    : Notifier(parent)
    , m_icon(&icon)
{
    connect(&icon, &QSystemTrayIcon::messageClicked, this, [this] {
        if (!m_shown.isEmpty())
            Q_EMIT acted(m_shown, kActivated);
    });
}

void TrayNotifier::show(const Notification &notification)
{
    if (!m_icon || !QSystemTrayIcon::supportsMessages())
        return Q_EMIT notShown(notification);
    m_shown = notification.id;
    m_icon->showMessage(notification.title, notification.body, QSystemTrayIcon::NoIcon);
}

void TrayNotifier::withdraw(const QString &id)
{
    if (m_shown == id)
        m_shown.clear();
}

}
