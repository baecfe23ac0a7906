#include "shared/ical/alarms.h"

#include "shared/domain/event.h"
#include "shared/ical/libicalvalues.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMaxReminderMinutes = 366 * 24 * 60;

QString valueOf(const RawComponent &alarm, QLatin1StringView name)
{
    const ContentLine *line = alarm.find(name);
    return line ? line->value.trimmed().toUpper() : QString();
}
}

std::optional<int> reminderOf(const RawComponent &alarm)
{
    const ContentLine *trigger = alarm.find("TRIGGER"_L1);
    if (alarm.name != "VALARM"_L1 || valueOf(alarm, "ACTION"_L1) != "DISPLAY"_L1 || !trigger
        || trigger->parameter("RELATED"_L1).compare("END"_L1, Qt::CaseInsensitive) == 0)
        return std::nullopt;
    const auto duration = libical::readDuration(trigger->value.trimmed());
    if (!duration)
        return std::nullopt;
    const qint64 seconds = -(duration->days * 86'400 + duration->seconds);
    if (seconds < 0 || seconds % 60 != 0 || seconds / 60 > kMaxReminderMinutes)
        return std::nullopt;
    return int(seconds / 60);
}

QString alarmText(int minutes, const QString &name)
{
    const QString trigger = minutes == 0 ? u"PT0S"_s : libical::durationText(-qint64{minutes} * 60);
    return u"BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:%1\nDESCRIPTION:%2\nEND:VALARM\n"_s.arg(trigger,
                                                                                           encodeText(name));
}

QList<int> readReminders(const QList<RawComponent> &alarms)
{
    QList<int> reminders;
    for (const RawComponent &alarm : alarms) {
        const auto minutes = reminderOf(alarm);
        if (minutes && !reminders.contains(*minutes) && reminders.size() < kMaxReminders)
            reminders.append(*minutes);
    }
    return reminders;
}

QString writeAlarms(const QList<int> &reminders, const QList<RawComponent> &kept, const QString &name)
{
    QString text;
    for (const int minutes : reminders) {
        const auto same = [minutes](const RawComponent &alarm) { return reminderOf(alarm) == minutes; };
        if (std::none_of(kept.begin(), kept.end(), same))
            text += alarmText(minutes, name);
    }
    for (const RawComponent &alarm : kept) {
        const auto minutes = reminderOf(alarm);
        if (alarm.name == "VALARM"_L1 && (!minutes || reminders.contains(*minutes)))
            text += alarm.toText();
    }
    return text;
}

}
