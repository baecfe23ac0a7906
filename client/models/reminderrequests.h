#pragma once

#include "client/models/reminder.h"
#include "client/models/remindersettings.h"
#include "shared/base/result.h"

#include <functional>

namespace hearth::client {

/// What a person asks of the server about reminders. Everything needs a connection; answers come later, on
/// the caller's thread, with a sentence for people where it failed.
class ReminderRequests {
public:
    virtual ~ReminderRequests() = default;

    using Finished = std::function<void(const shared::Outcome &)>;

    /// "I've got it": nobody else is reminded of it.
    virtual void claim(const Reminder &reminder, Finished finished) = 0;
    /// One's own reminders in a calendar and whether it is muted: `settings.own` and `settings.muted`.
    virtual void setOwn(shared::CalendarId calendar, const ReminderSettings &settings, Finished finished) = 0;
    /// The calendar's, for everybody who has set no others; for its owners.
    virtual void setDefaults(shared::CalendarId calendar, const ReminderDefaults &defaults,
                             Finished finished) = 0;
};

}
