#include "client/app/desktop/dbusnotifier.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QVariantMap>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
const auto kService = u"org.freedesktop.Notifications"_s;
const auto kPath = u"/org/freedesktop/Notifications"_s;
constexpr int kTimeoutMs = 5'000;
constexpr int kUntilClosed = 0; ///< it stays until somebody has seen it

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(kService, kPath, kService, method);
}
}

DBusNotifier::DBusNotifier(const QDBusConnection &bus, QObject *parent)
    : Notifier(parent)
    , m_bus(bus)
{
    m_bus.connect(QString(), kPath, kService, u"ActionInvoked"_s, this, SLOT(actionInvoked(uint, QString)));
    m_bus.connect(QString(), kPath, kService, u"NotificationClosed"_s, this,
                  SLOT(notificationClosed(uint, uint)));
}

void DBusNotifier::show(const Notification &notification)
{
    if (!m_bus.isConnected())
        return Q_EMIT notShown(notification);
    if (m_capabilities)
        return notify(notification);
    m_waiting.append(notification);
    if (m_waiting.size() == 1)
        askCapabilities();
}

void DBusNotifier::askCapabilities()
{
    auto *watcher =
        new QDBusPendingCallWatcher(m_bus.asyncCall(call(u"GetCapabilities"_s), kTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *answer) {
        answer->deleteLater();
        const QDBusPendingReply<QStringList> reply = *answer;
        const QList<Notification> waiting = std::exchange(m_waiting, {});
        if (!reply.isError())
            m_capabilities = reply.value();
        for (const Notification &notification : waiting) {
            if (m_capabilities)
                notify(notification);
            else
                Q_EMIT notShown(notification);
        }
    });
}

void DBusNotifier::notify(const Notification &notification)
{
    QStringList actions{kActivated, QString()};
    for (const Notification::Action &action : notification.actions)
        actions << action.name << action.text;
    if (!m_capabilities->contains(u"actions"_s))
        actions.clear();
    const bool markup = m_capabilities->contains(u"body-markup"_s);
    const QVariantMap hints{{u"desktop-entry"_s, QGuiApplication::desktopFileName()},
                            {u"category"_s, u"x-hearth.reminder"_s},
                            {u"urgency"_s, QVariant::fromValue(uchar(1))}};
    QDBusMessage message = call(u"Notify"_s);
    message << QGuiApplication::applicationDisplayName() << m_numbers.value(notification.id) << u"hearth"_s
            << notification.title << (markup ? notification.body.toHtmlEscaped() : notification.body)
            << actions << hints << kUntilClosed;
    m_withdrawn.removeAll(notification.id);
    m_numbers.insert(notification.id, m_numbers.value(notification.id));
    auto *watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(message, kTimeoutMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, notification](QDBusPendingCallWatcher *answer) {
                answer->deleteLater();
                takeNumber(notification, answer);
            });
}

void DBusNotifier::takeNumber(const Notification &notification, QDBusPendingCallWatcher *answer)
{
    const QDBusPendingReply<uint> reply = *answer;
    if (reply.isError()) {
        // The service may have gone; another one may be able to do other things.
        m_capabilities.reset();
        m_numbers.remove(notification.id);
        if (m_withdrawn.removeAll(notification.id) == 0)
            Q_EMIT notShown(notification);
        return;
    }
    m_numbers.insert(notification.id, reply.value());
    if (m_withdrawn.removeAll(notification.id) > 0)
        withdraw(notification.id);
}

void DBusNotifier::withdraw(const QString &id)
{
    m_waiting.removeIf([&id](const Notification &each) { return each.id == id; });
    const auto number = m_numbers.constFind(id);
    if (number == m_numbers.constEnd())
        return;
    if (*number == 0) {
        m_withdrawn.append(id);
        return;
    }
    QDBusMessage message = call(u"CloseNotification"_s);
    message << *number;
    m_bus.asyncCall(message, kTimeoutMs);
    m_numbers.remove(id);
}

void DBusNotifier::actionInvoked(uint number, const QString &action)
{
    const QString id = idOf(number);
    if (!id.isEmpty())
        Q_EMIT acted(id, action);
}

void DBusNotifier::notificationClosed(uint number, uint) { m_numbers.remove(idOf(number)); }

}
