#pragma once

#include "client/app/desktop/notifier.h"

#include <QDBusConnection>
#include <QHash>
#include <QStringList>

#include <optional>

class QDBusPendingCallWatcher;

namespace hearth::client {

/// The desktop's notification service (Desktop Notifications Specification 1.2) over D-Bus; never waits for
/// it.
class DBusNotifier final : public Notifier {
    Q_OBJECT

public:
    explicit DBusNotifier(const QDBusConnection &bus, QObject *parent = nullptr);

    void show(const Notification &notification) override;
    void withdraw(const QString &id) override;

private:
    void askCapabilities();
    void notify(const Notification &notification);
    void takeNumber(const Notification &notification, QDBusPendingCallWatcher *call);
    QString idOf(uint number) const { return m_numbers.key(number); }

    QDBusConnection m_bus;
    std::optional<QStringList> m_capabilities; ///< nothing before the service has answered
    QList<Notification> m_waiting; ///< for the capabilities
    QHash<QString, uint> m_numbers; ///< of what is shown; 0 while the answer is on its way
    QStringList m_withdrawn; ///< before their number was known

private Q_SLOTS:
    void actionInvoked(uint number, const QString &action);
    void notificationClosed(uint number, uint reason);
};

}
