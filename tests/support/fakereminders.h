#pragma once

#include "server/proto/remindersapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeReminders final : public server::RemindersApi, public ScriptedPart {
public:
    void reminders(const server::CallContext &call, const calendar::CalendarRequest &request,
                   server::Reply<calendar::RemindersResponse> reply) override
    {
        answer("reminders", call, request.SerializeAsString(), reply);
    }
    void settings(const server::CallContext &call, const calendar::CalendarRequest &request,
                  server::Reply<calendar::ReminderSettingsResponse> reply) override
    {
        answer("settings", call, request.SerializeAsString(), reply);
    }
    void setSettings(const server::CallContext &call, const calendar::SetReminderSettingsRequest &request,
                     server::Reply<calendar::ReminderSettingsResponse> reply) override
    {
        answer("setSettings", call, request.SerializeAsString(), reply);
    }
    void setDefaults(const server::CallContext &call, const calendar::SetReminderDefaultsRequest &request,
                     server::Reply<calendar::ReminderSettingsResponse> reply) override
    {
        answer("setDefaults", call, request.SerializeAsString(), reply);
    }
    void eventReminders(const server::CallContext &call, const calendar::EventRequest &request,
                        server::Reply<calendar::EventReminders> reply) override
    {
        answer("eventReminders", call, request.SerializeAsString(), reply);
    }
    void setEventReminders(const server::CallContext &call, const calendar::SetEventRemindersRequest &request,
                           server::Reply<calendar::EventReminders> reply) override
    {
        answer("setEventReminders", call, request.SerializeAsString(), reply);
    }
    void claim(const server::CallContext &call, const calendar::ClaimRequest &request,
               server::Reply<calendar::ReminderClaim> reply) override
    {
        answer("claim", call, request.SerializeAsString(), reply);
    }
    void release(const server::CallContext &call, const calendar::ClaimRequest &request,
                 server::Reply<calendar::Empty> reply) override
    {
        answer("release", call, request.SerializeAsString(), reply);
    }
    void fired(const server::CallContext &call, const calendar::FiredRequest &request,
               server::Reply<calendar::FiredResponse> reply) override
    {
        answer("fired", call, request.SerializeAsString(), reply);
    }
};

}
