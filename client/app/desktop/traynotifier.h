#pragma once

#include "client/app/desktop/notifier.h"

#include <QPointer>

class QSystemTrayIcon;

namespace hearth::client {

/// Messages beside the tray icon, where the desktop has nothing better: without buttons, one at a time.
class TrayNotifier final : public Notifier {
    Q_OBJECT

public:
    explicit TrayNotifier(QSystemTrayIcon &icon, QObject *parent = nullptr);

    void show(const Notification &notification) override;
    /// A message can't be taken back; a click on it no longer counts.
    void withdraw(const QString &id) override;

private:
    QPointer<QSystemTrayIcon> m_icon;
    QString m_shown;
};

}
