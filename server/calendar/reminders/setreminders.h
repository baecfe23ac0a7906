#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/reminders.pb.h"

namespace hearth::server::calendar {

/// Puts the caller's own reminders for a calendar in place of what they were.
class SetReminderSettings {
public:
    explicit SetReminderSettings(pb::SetReminderSettingsRequest request);
    shared::Result<pb::ReminderSettingsResponse> operator()(UnitOfWork &unit) const;

private:
    pb::SetReminderSettingsRequest m_request;
};

/// Puts a calendar's default reminders in place of what they were, and tells the room.
class SetReminderDefaults {
public:
    explicit SetReminderDefaults(pb::SetReminderDefaultsRequest request);
    shared::Result<pb::ReminderSettingsResponse> operator()(UnitOfWork &unit) const;

private:
    pb::SetReminderDefaultsRequest m_request;
};

/// Puts the caller's own reminders for one event, or for a whole series, in place of what they were.
class SetEventReminders {
public:
    explicit SetEventReminders(pb::SetEventRemindersRequest request);
    shared::Result<pb::EventReminders> operator()(UnitOfWork &unit) const;

private:
    pb::SetEventRemindersRequest m_request;
};

}
