#pragma once

#include <QList>
#include <QObject>
#include <QString>

namespace hearth::client {

/// What the desktop is to show beside all windows.
struct Notification {
    struct Action {
        QString name;
        QString text;
    };
    QString id; ///< the same one again takes the place of what was shown
    QString title;
    QString body; ///< plain text
    QList<Action> actions; ///< in the order of the buttons
};

/// Shows notifications in the way of this desktop.
class Notifier : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// What a click on the notification itself is called.
    static inline const QString kActivated = QStringLiteral("default");

    virtual void show(const Notification &notification) = 0;
    virtual void withdraw(const QString &id) = 0;

Q_SIGNALS:
    void acted(const QString &id, const QString &action);
    /// It can't be shown in this way: there is nobody on this desktop who does.
    void notShown(const hearth::client::Notification &notification);
};

}
