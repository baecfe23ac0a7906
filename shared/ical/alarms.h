#pragma once

#include "shared/ical/rawcomponent.h"

namespace hearth::shared {

/// Minutes before the start, where a VALARM is what a reminder is: a message a fixed time before the start.
std::optional<int> reminderOf(const RawComponent &alarm);
/// The VALARM of a reminder, in the form of RawComponent::toText().
QString alarmText(int minutes, const QString &name);
/// The reminders of all alarms, each once and at most as many as an event has.
QList<int> readReminders(const QList<RawComponent> &alarms);
/// The alarms of the reminders, those of `kept` as they came, then every other alarm of `kept`.
QString writeAlarms(const QList<int> &reminders, const QList<RawComponent> &kept, const QString &name);

}
