#pragma once

#include "client/account/servercalls.h"
#include "client/models/calendarfiles.h"

namespace hearth::client {

/// CalendarFiles over the server's HTTP API.
class ServerFiles final : public CalendarFiles {
public:
    explicit ServerFiles(ServerCalls calls);

    void lookAt(shared::CalendarId calendar, const QByteArray &file,
                Answered<ImportReport> answered) override;
    void importCalendar(shared::CalendarId calendar, const QByteArray &file,
                        Answered<ImportReport> answered) override;
    void exportCalendar(shared::CalendarId calendar, Answered<QByteArray> answered) override;

private:
    ServerCalls m_calls;
};

}
