#include "client/models/remindertext.h"

#include "client/models/habits.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kHourMinutes = 60;
constexpr qint64 kDayMinutes = 24 * kHourMinutes;

QDate dayOf(const Reminder &reminder, const QDateTime &start)
{
    return reminder.allDay ? QDate::fromString(reminder.key.start, Qt::ISODate) : start.date();
}
}

ReminderText::ReminderText(const Reminder &reminder, qint64 nowMs, const QTimeZone &zone)
    : m_reminder(reminder)
    , m_nowMs(nowMs)
    , m_start(QDateTime::fromMSecsSinceEpoch(reminder.startMs, zone))
    , m_days(QDateTime::fromMSecsSinceEpoch(nowMs, zone).date().daysTo(dayOf(reminder, m_start)))
{
}

QString ReminderText::title() const
{
    const QString &name = m_reminder.title;
    const QString time = clockText(m_start.time());
    const QString day = QLocale().toString(dayOf(m_reminder, m_start), u"ddd d MMM"_s);
    if (m_reminder.allDay)
        return m_days == 0 ? tr("%1 today").arg(name)
            : m_days == 1  ? tr("%1 tomorrow").arg(name)
                           : tr("%1, %2").arg(name, day);
    return m_days == 0 ? tr("%1 at %2").arg(name, time)
        : m_days == 1  ? tr("%1 tomorrow at %2").arg(name, time)
                       : tr("%1, %2 at %3").arg(name, day, time);
}

QString ReminderText::detail() const
{
    QStringList parts;
    if (!m_reminder.allDay)
        parts.append(m_reminder.startMs - m_nowMs >= kMinuteMs ? until() : ago());
    else if (m_days > 1)
        parts.append(tr("in %n day(s)", nullptr, int(m_days)));
    if (!m_reminder.location.isEmpty())
        parts.append(m_reminder.location);
    return parts.join(u", "_s);
}

QString ReminderText::until() const
{
    // Said at its due moment some milliseconds late, it is still the full number.
    const qint64 minutes = (m_reminder.startMs - m_nowMs + kMinuteMs / 2) / kMinuteMs;
    if (minutes >= kDayMinutes)
        return tr("in %n day(s)", nullptr, int(std::max<qint64>(m_days, 1)));
    if (minutes < kHourMinutes)
        return tr("in %n minute(s)", nullptr, int(minutes));
    const QString hours = tr("in %n hour(s)", nullptr, int(minutes / kHourMinutes));
    return minutes % kHourMinutes == 0 ? hours : tr("%1 %2 min").arg(hours).arg(minutes % kHourMinutes);
}

QString ReminderText::ago() const
{
    const qint64 minutes = (m_nowMs - m_reminder.startMs) / kMinuteMs;
    if (minutes < 1)
        return tr("now");
    if (m_reminder.endMs <= m_nowMs)
        return tr("is over");
    return minutes < kHourMinutes ? tr("began %n minute(s) ago", nullptr, int(minutes))
                                  : tr("began %n hour(s) ago", nullptr, int(minutes / kHourMinutes));
}

}
