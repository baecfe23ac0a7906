#include "client/models/reminderplan.h"

#include "client/models/calendarlist.h"

#include <algorithm>
#include <tuple>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr int kLongestDays = 367; ///< the server takes up to a year before

void addTo(QSet<int> &offsets, const OwnMinutes &minutes)
{
    if (minutes)
        offsets.unite(QSet<int>(minutes->begin(), minutes->end()));
}

/// The wall time by which the series has it; empty for what happens once or was changed by itself.
QString wallOf(const Occurrence &occurrence, const QTimeZone &calendarZone)
{
    const EventItem &event = *occurrence.event;
    if (event.recurrence.isEmpty())
        return {};
    if (event.allDay)
        return occurrence.firstDay.toString(Qt::ISODate);
    const QTimeZone own(event.start.zone.toUtf8());
    const QTimeZone &zone = event.floating || !own.isValid() ? calendarZone : own;
    return shared::fromUtc(occurrence.startMs, zone).wall;
}
}

ReminderPlan::ReminderPlan(const EventIndex &index, const CalendarList &calendars)
    : m_index(index)
    , m_calendars(calendars)
{
}

void ReminderPlan::setSettings(CalendarId calendar, const ReminderSettings &settings)
{
    m_settings.insert(calendar, settings);
}

void ReminderPlan::note(QDate first, QDate last)
{
    const auto occurrences = m_index.allOccurrences(first, std::min(last, first.addDays(kLongestDays)));
    for (const Occurrence &occurrence : occurrences)
        for (const int minutes : occurrence.event->reminders)
            m_noted.insert(minutes);
}

void ReminderPlan::noteAll(qint64 nowMs)
{
    m_noted.clear();
    const QDate today = dayOf(nowMs);
    note(today.addDays(-1), today.addDays(kLongestDays));
}

QSet<int> ReminderPlan::offsets() const
{
    QSet<int> offsets = m_noted;
    for (const ReminderSettings &settings : m_settings) {
        for (const OwnMinutes &minutes :
             {settings.calendar.timed, settings.calendar.allDay, settings.own.timed, settings.own.allDay})
            addTo(offsets, minutes);
        for (const ReminderSettings::OfEvent &event : settings.events)
            addTo(offsets, event.own);
    }
    return offsets;
}

QList<Reminder> ReminderPlan::due(qint64 afterMs, qint64 untilMs) const
{
    QList<Reminder> reminders;
    const QSet<int> all = offsets();
    for (const int minutes : all) {
        // A day more on both sides: the calendar's days need not begin when the index's do.
        const QDate first = dayOf(afterMs + minutes * kMinuteMs).addDays(-1);
        const QDate last = dayOf(untilMs + minutes * kMinuteMs).addDays(1);
        const auto occurrences = m_index.allOccurrences(first, last);
        for (const Occurrence &occurrence : occurrences) {
            if (!minutesOf(*occurrence.event).contains(minutes))
                continue;
            const Reminder reminder = reminderOf(occurrence, minutes);
            if (reminder.dueMs > afterMs && reminder.dueMs <= untilMs && !isSilenced(reminder))
                reminders.append(reminder);
        }
    }
    std::sort(reminders.begin(), reminders.end(), [](const Reminder &a, const Reminder &b) {
        return std::tie(a.dueMs, a.startMs, a.key.event) < std::tie(b.dueMs, b.startMs, b.key.event);
    });
    return reminders;
}

std::optional<Reminder> ReminderPlan::find(const ReminderKey &key) const
{
    const auto reminder = at(key);
    const EventItem *event = m_index.find(key.event);
    return reminder && event && minutesOf(*event).contains(key.minutes) && !isSilenced(*reminder)
        ? reminder
        : std::nullopt;
}

std::optional<Reminder> ReminderPlan::at(const ReminderKey &key) const
{
    constexpr int kDateSize = 10;
    const QDate day = QDate::fromString(key.start.left(kDateSize), Qt::ISODate);
    const auto occurrences = m_index.allOccurrences(day.addDays(-1), day.addDays(1));
    for (const Occurrence &occurrence : occurrences) {
        if (occurrence.event->id != key.event)
            continue;
        const Reminder reminder = reminderOf(occurrence, key.minutes);
        if (reminder.key == key)
            return reminder;
    }
    return std::nullopt;
}

std::optional<Reminder> ReminderPlan::confirmed(const Reminder &told) const
{
    if (isSilenced(told))
        return std::nullopt;
    return m_index.find(told.key.event) ? at(told.key) : std::optional(told);
}

QList<int> ReminderPlan::minutesOf(const EventItem &event) const
{
    const bool maskedByOthers = event.visibility != shared::Visibility::Public && event.createdBy.isNull();
    if (event.status == shared::EventStatus::Cancelled || maskedByOthers)
        return {};
    const shared::Calendar *calendar = m_calendars.find(event.calendar);
    if (!calendar || calendar->role == shared::Role::Busy)
        return {};
    const ReminderSettings &settings = m_settings.value(event.calendar);
    if (event.myAnswer == shared::Answer::No && !settings.of(event).own)
        return {};
    return settings.minutesOf(event);
}

Reminder ReminderPlan::reminderOf(const Occurrence &occurrence, int minutes) const
{
    const EventItem &event = *occurrence.event;
    const QTimeZone zone = zoneOf(event.calendar);
    Reminder reminder;
    reminder.shown = occurrence.id;
    reminder.calendar = event.calendar;
    reminder.title = event.name;
    reminder.location = event.location;
    reminder.allDay = event.allDay;
    reminder.startMs = event.allDay
        ? shared::fromWall(QDateTime(occurrence.firstDay, QTime(0, 0), Qt::UTC), zone).utcMs
        : occurrence.startMs;
    reminder.endMs =
        event.allDay ? reminder.startMs + occurrence.endMs - occurrence.startMs : occurrence.endMs;
    reminder.dueMs = reminder.startMs - minutes * kMinuteMs;
    reminder.occurrence = wallOf(occurrence, zone);
    reminder.key = {event.id,
                    event.allDay ? occurrence.firstDay.toString(Qt::ISODate)
                                 : shared::formatUtc(occurrence.startMs),
                    minutes};
    return reminder;
}

bool ReminderPlan::isOwnLateChange(const Reminder &reminder) const
{
    const EventItem *event = m_index.find(reminder.key.event);
    if (!event)
        return false;
    const bool late = event->updatedMs > reminder.dueMs || event->createdMs > reminder.dueMs;
    const bool mine = event->waiting || event->updatedByName == m_username;
    return late && mine;
}

QString ReminderPlan::claimedBy(const Reminder &reminder) const
{
    return m_settings.value(reminder.calendar).claims.value(choreOf(reminder));
}

bool ReminderPlan::isSilenced(const Reminder &reminder) const
{
    const QString who = claimedBy(reminder);
    return !who.isEmpty() && who != m_username;
}

/// A changed instance is known by its series and where the rule has it.
QString ReminderPlan::choreOf(const Reminder &reminder) const
{
    const EventItem *event = m_index.find(reminder.key.event);
    if (event && !event->series.isNull())
        return ReminderSettings::chore(event->series, event->originalStart.wall);
    return ReminderSettings::chore(reminder.key.event, reminder.occurrence);
}

QTimeZone ReminderPlan::zoneOf(CalendarId calendar) const
{
    const shared::Calendar *found = m_calendars.find(calendar);
    if (!found)
        return m_index.zone();
    auto zone = m_zones.find(found->timeZone);
    if (zone == m_zones.end())
        zone = m_zones.insert(found->timeZone, QTimeZone(found->timeZone.toUtf8()));
    return zone->isValid() ? *zone : m_index.zone();
}

QDate ReminderPlan::dayOf(qint64 utcMs) const
{
    return QDateTime::fromMSecsSinceEpoch(utcMs, m_index.zone()).date();
}

}
