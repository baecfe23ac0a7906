#include "client/app/trayicon.h"

#include "client/ui/theme/icons.h"

namespace hearth::client {

TrayIcon::TrayIcon(QObject *parent)
    : QObject(parent)
    , m_icon(ui::Icons::appIcon())
{
    connect(m_menu.addAction(tr("Open Hearth")), &QAction::triggered, this, &TrayIcon::openWanted);
    m_menu.addSeparator();
    connect(m_menu.addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitWanted);
    m_icon.setContextMenu(&m_menu);
    m_icon.setToolTip(tr("Hearth is hosting"));
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            Q_EMIT openWanted();
    });
    m_icon.show();
}

}
