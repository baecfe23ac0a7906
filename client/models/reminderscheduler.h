#pragma once

#include "client/models/quiethours.h"
#include "client/models/reminderlog.h"
#include "client/models/reminderplan.h"
#include "client/models/wallalarm.h"
#include "shared/base/clock.h"

#include <QObject>

#include <memory>

namespace hearth::client {

/// Reminds one person on time, with the server or without it: from what the index holds, by one alarm that is
/// set for the next due moment. Each reminder comes once, whoever says it first; what was due while the app
/// did not run comes at start().
class ReminderScheduler : public QObject {
    Q_OBJECT

public:
    ReminderScheduler(const EventIndex &index, const CalendarList &calendars,
                      std::unique_ptr<WallAlarm> alarm, const shared::Clock &clock,
                      QObject *parent = nullptr);

    void setUsername(const QString &username) { m_plan.setUsername(username); }
    /// The index is loaded; `log` is what logChanged() said last, empty the first time.
    void start(const QString &log);
    /// What the change makes due in the past is not said any more.
    void setSettings(shared::CalendarId calendar, const ReminderSettings &settings);
    ReminderSettings settings(shared::CalendarId calendar) const { return m_plan.settings(calendar); }
    /// While it is quiet nothing is said; what was held back comes at its end, all at once.
    void setQuietHours(const QuietHours &quiet);

    /// The server says so: shown where it has not been yet.
    void takeLive(const Reminder &reminder);

    /// Shown and not yet answered, soonest first.
    QList<Reminder> shown() const;
    /// Shows it again in so many minutes.
    void snooze(const ReminderKey &key, int minutes);
    /// Shows it again when the event begins.
    void snoozeUntilStart(const ReminderKey &key);
    void dismiss(const ReminderKey &key);
    QString claimedBy(const Reminder &reminder) const { return m_plan.claimedBy(reminder); }

Q_SIGNALS:
    /// Several where they were missed or held back.
    void fired(const QList<hearth::client::Reminder> &reminders);
    /// No longer to be shown: answered, or somebody else has got it, or there is no such event any more.
    void withdrawn(const hearth::client::ReminderKey &key);
    /// settings() says something else for that calendar.
    void settingsChanged(hearth::shared::CalendarId calendar);
    /// To be kept for the next start.
    void logChanged(const QString &log);

private:
    void lookSoon();
    void look();
    void arm(qint64 nowMs);
    void withdrawStale();
    std::optional<Reminder> stillOn(const ReminderKey &key) const;
    void withdraw(const ReminderKey &key);
    void wakeUp(const ReminderKey &key, qint64 atMs);
    qint64 fromMs(qint64 nowMs) const;
    bool isWorthSaying(const Reminder &reminder, qint64 nowMs) const;
    QList<Reminder> awoken(qint64 nowMs);
    QList<Reminder> newlyDue(qint64 nowMs);
    void show(const QList<Reminder> &reminders);

    const EventIndex &m_index;
    ReminderPlan m_plan;
    std::unique_ptr<WallAlarm> m_alarm;
    const shared::Clock &m_clock;
    QuietHours m_quiet;
    ReminderLog m_log;
    QHash<ReminderKey, Reminder> m_shown;
    QHash<ReminderKey, Reminder> m_told; ///< by the server
    bool m_started = false;
    bool m_looking = false; ///< look() is on its way
};

}
