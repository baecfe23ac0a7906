#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/remindersapi.h"

namespace hearth::server::calendar {

class RemindersService final : public RemindersApi {
public:
    explicit RemindersService(Writer &writer);

    void reminders(const CallContext &call, const pb::CalendarRequest &request,
                   Reply<pb::RemindersResponse> reply) override;
    void settings(const CallContext &call, const pb::CalendarRequest &request,
                  Reply<pb::ReminderSettingsResponse> reply) override;
    void setSettings(const CallContext &call, const pb::SetReminderSettingsRequest &request,
                     Reply<pb::ReminderSettingsResponse> reply) override;
    void setDefaults(const CallContext &call, const pb::SetReminderDefaultsRequest &request,
                     Reply<pb::ReminderSettingsResponse> reply) override;
    void eventReminders(const CallContext &call, const pb::EventRequest &request,
                        Reply<pb::EventReminders> reply) override;
    void setEventReminders(const CallContext &call, const pb::SetEventRemindersRequest &request,
                           Reply<pb::EventReminders> reply) override;
    void claim(const CallContext &call, const pb::ClaimRequest &request,
               Reply<pb::ReminderClaim> reply) override;
    void release(const CallContext &call, const pb::ClaimRequest &request, Reply<pb::Empty> reply) override;
    void fired(const CallContext &call, const pb::FiredRequest &request,
               Reply<pb::FiredResponse> reply) override;

private:
    Writer &m_writer;
};

}
