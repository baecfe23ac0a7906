#pragma once

#include "client/models/reminder.h"

#include <optional>

namespace hearth::client {

class EventIndex;

/// What comes next in the calendars that are shown: the first event with a time of the day that is not over
/// and takes place, within a week; as a Reminder, for its words.
std::optional<Reminder> upcoming(const EventIndex &events, qint64 nowMs);

}
