#pragma once

#include "client/account/servercalls.h"
#include "client/models/reminderrequests.h"

#include <QJsonObject>

namespace hearth::client {

/// ReminderRequests over the server's HTTP API.
class ServerReminders final : public ReminderRequests {
public:
    using AskAbout = std::function<void(shared::EventId event, const ApiRequest &request,
                                        const ServerCalls::Answered &answered)>;
    /// `askAbout`: %1 in the request's path becomes the event's id by the server.
    ServerReminders(ServerCalls calls, AskAbout askAbout);

    void claim(const Reminder &reminder, Finished finished) override;
    void setOwn(shared::CalendarId calendar, const ReminderSettings &settings, Finished finished) override;
    void setDefaults(shared::CalendarId calendar, const ReminderDefaults &defaults,
                     Finished finished) override;

    /// The data of a `reminder` frame; nothing where it can't be read.
    static std::optional<Reminder> told(const QJsonObject &data);

private:
    ServerCalls m_calls;
    AskAbout m_askAbout;
};

}
