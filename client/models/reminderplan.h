#pragma once

#include "client/models/eventindex.h"
#include "client/models/reminder.h"
#include "client/models/remindersettings.h"

#include <QHash>
#include <QSet>

namespace hearth::client {

class CalendarList;

/// By what one person is to be reminded, and when: worked out from the index and the person's settings, as
/// the server does it. The cost of a question is that of its window, not of the whole index.
class ReminderPlan {
public:
    ReminderPlan(const EventIndex &index, const CalendarList &calendars);

    void setUsername(const QString &username) { m_username = username; }
    const QString &username() const { return m_username; }
    void setSettings(shared::CalendarId calendar, const ReminderSettings &settings);
    ReminderSettings settings(shared::CalendarId calendar) const { return m_settings.value(calendar); }

    /// The index has changed on these days: takes note of how long before events people are reminded there.
    void note(QDate first, QDate last);
    /// The same of everything within a year of `nowMs`.
    void noteAll(qint64 nowMs);

    /// Due after `afterMs` and not after `untilMs`, soonest first.
    QList<Reminder> due(qint64 afterMs, qint64 untilMs) const;
    /// That reminder as it is now; nothing where it is none any more.
    std::optional<Reminder> find(const ReminderKey &key) const;
    /// What the server has said, as far as the index does not know better: the event may have moved since, or
    /// somebody else may have it.
    std::optional<Reminder> confirmed(const Reminder &told) const;
    /// Whether the person made the change by which something came to be due in the past.
    bool isOwnLateChange(const Reminder &reminder) const;
    /// Who has taken care of it ("I've got it"); empty where nobody has.
    QString claimedBy(const Reminder &reminder) const;

private:
    Reminder reminderOf(const Occurrence &occurrence, int minutes) const;
    std::optional<Reminder> at(const ReminderKey &key) const;
    QList<int> minutesOf(const EventItem &event) const;
    bool isSilenced(const Reminder &reminder) const;
    QString choreOf(const Reminder &reminder) const;
    QTimeZone zoneOf(shared::CalendarId calendar) const;
    QDate dayOf(qint64 utcMs) const;
    QSet<int> offsets() const;

    const EventIndex &m_index;
    const CalendarList &m_calendars;
    QString m_username;
    QHash<shared::CalendarId, ReminderSettings> m_settings;
    QSet<int> m_noted; ///< minutes that events of the index have
    mutable QHash<QString, QTimeZone> m_zones;
};

}
