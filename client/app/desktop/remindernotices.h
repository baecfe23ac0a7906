#pragma once

#include "client/app/desktop/notifier.h"
#include "client/models/reminder.h"

#include <QHash>
#include <QPointer>
#include <QTimeZone>

#include <functional>

namespace hearth::shared {
class Clock;
}

namespace hearth::client {

class Workspace;

/// Reminders as notifications of the desktop, while nobody looks at the window.
class ReminderNotices : public QObject {
    Q_OBJECT

public:
    /// `isLookedAt`: whether the window is in front, where its card is enough.
    ReminderNotices(Notifier &notifier, const shared::Clock &clock, std::function<bool()> isLookedAt,
                    QObject *parent = nullptr);

    /// Of this account from now on; null: of none.
    void follow(Workspace *workspace);

Q_SIGNALS:
    void openWanted(hearth::shared::EventId event);
    /// Several at once: the window shows them.
    void windowWanted();
    /// What was asked for in a notification could not be done: a sentence.
    void failed(const QString &sentence);

private:
    void announce(const QList<Reminder> &reminders);
    void showOne(const Reminder &reminder);
    void showGathered(const QList<Reminder> &reminders);
    void act(const QString &id, const QString &action);
    void claim(const Reminder &reminder);
    bool mayClaim(const Reminder &reminder) const;

    Notifier &m_notifier;
    const shared::Clock &m_clock;
    std::function<bool()> m_isLookedAt;
    QPointer<Workspace> m_workspace;
    QHash<QString, Reminder> m_shown; ///< by the notification's id
};

}
