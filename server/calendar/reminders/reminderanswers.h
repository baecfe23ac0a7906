#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/reminders/claimtable.h"
#include "server/calendar/reminders/remindertable.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/reminders.pb.h"

namespace hearth::server::calendar {

/// The calendar's defaults and what the user has set for it.
pb::ReminderSettingsResponse settingsAnswer(ReminderTable &table, const shared::UserId &user);
/// What the user has set for the event, and what comes of it.
pb::EventReminders eventAnswer(ReminderTable &table, const shared::UserId &user, const shared::Event &event);
/// The same of a list, without what comes of it.
pb::EventReminders toProto(const ReminderTable::OfEvent &set);
pb::ReminderClaim toProto(const Claim &claim);

/// {"user_id","username"} of who has it.
QJsonObject claimantJson(const Claim &claim);

/// The event, where it is there and the user may know of it; its reminders are nobody else's business.
shared::Result<shared::Event> visibleEvent(shared::Database &database, const shared::CalendarId &calendar,
                                           const shared::EventId &id, const shared::UserId &user);

/// Tells the caller's other apps that what they know of the reminders in a calendar holds no more.
PersonalMessage settingsChanged(const CallContext &caller, const shared::CalendarId &calendar);

}
