#pragma once

#include "server/proto/call.h"
#include "server/proto/reminders.pb.h"

namespace hearth::server {

/// Reminders: of the calendar, of each member in it, and of each member for one event; who takes care of
/// what; and what has been fired. Not for members with the role `busy`. Thread-safe, never blocks.
class RemindersApi {
public:
    virtual ~RemindersApi() = default;

    /// All that an app needs, beside the events, to remind its user by itself.
    virtual void reminders(const CallContext &call, const calendar::CalendarRequest &request,
                           Reply<calendar::RemindersResponse> reply) = 0;
    virtual void settings(const CallContext &call, const calendar::CalendarRequest &request,
                          Reply<calendar::ReminderSettingsResponse> reply) = 0;
    /// The caller's own, in place of what was.
    virtual void setSettings(const CallContext &call, const calendar::SetReminderSettingsRequest &request,
                             Reply<calendar::ReminderSettingsResponse> reply) = 0;
    /// The calendar's, for its owners to say.
    virtual void setDefaults(const CallContext &call, const calendar::SetReminderDefaultsRequest &request,
                             Reply<calendar::ReminderSettingsResponse> reply) = 0;
    virtual void eventReminders(const CallContext &call, const calendar::EventRequest &request,
                                Reply<calendar::EventReminders> reply) = 0;
    virtual void setEventReminders(const CallContext &call, const calendar::SetEventRemindersRequest &request,
                                   Reply<calendar::EventReminders> reply) = 0;
    /// "I've got it": the others are not reminded of it. Conflict with reason "claimed" and the member
    /// "claimed_by" where somebody else has it; the same claim again answers the same.
    virtual void claim(const CallContext &call, const calendar::ClaimRequest &request,
                       Reply<calendar::ReminderClaim> reply) = 0;
    /// NotFound with reason "not_claimed", Forbidden with reason "claimed" where it is somebody else's.
    virtual void release(const CallContext &call, const calendar::ClaimRequest &request,
                         Reply<calendar::Empty> reply) = 0;
    /// What the caller has been told lately, for whoever may have missed some of it.
    virtual void fired(const CallContext &call, const calendar::FiredRequest &request,
                       Reply<calendar::FiredResponse> reply) = 0;
};

}
