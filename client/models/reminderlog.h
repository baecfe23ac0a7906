#pragma once

#include "client/models/reminder.h"

#include <QHash>

namespace hearth::client {

/// What has been shown already, and what is to be shown again; kept in the replica.
class ReminderLog {
public:
    /// How long what was missed is still worth saying, and how long it is remembered that it was said.
    static constexpr qint64 kKeptMs = 8LL * 24 * 3600 * 1000;

    /// Empty where the text can't be read.
    static ReminderLog fromText(const QString &text);
    QString toText() const;

    /// Since when there have been reminders on this computer (UTC milliseconds); 0 before the first.
    qint64 sinceMs() const { return m_sinceMs; }
    void setSinceMs(qint64 utcMs) { m_sinceMs = utcMs; }

    bool hasFired(const ReminderKey &key) const { return m_fired.contains(key); }
    void addFired(const ReminderKey &key, qint64 dueMs) { m_fired.insert(key, dueMs); }

    /// Of what is to be shown again: when.
    const QHash<ReminderKey, qint64> &snoozed() const { return m_snoozed; }
    void snooze(const ReminderKey &key, qint64 untilMs) { m_snoozed.insert(key, untilMs); }
    void wake(const ReminderKey &key) { m_snoozed.remove(key); }

    /// Forgets what was due longer ago than kKeptMs.
    void trim(qint64 nowMs);

private:
    qint64 m_sinceMs = 0;
    QHash<ReminderKey, qint64> m_fired; ///< when it was due
    QHash<ReminderKey, qint64> m_snoozed;
};

}
