#pragma once

#include "server/proto/reminders.pb.h"

#include <QJsonObject>

namespace hearth::server::gateway {

/// {"defaults": {"reminders","all_day_reminders"}, "own": {"reminders","all_day_reminders","muted"}}, in
/// minutes; null where somebody has none of their own.
QJsonObject reminderSettingsJson(const calendar::ReminderSettingsResponse &response);
/// {"event_id","reminders","muted"} and, where it is known, "effective".
QJsonObject eventRemindersJson(const calendar::EventReminders &event);
/// {"event_id","claimed_by","claimed_at"} and "occurrence" for one of a series.
QJsonObject claimJson(const calendar::ReminderClaim &claim);
/// The settings with the user's own for "events", and "claims".
QJsonObject remindersJson(const calendar::RemindersResponse &response);

}
