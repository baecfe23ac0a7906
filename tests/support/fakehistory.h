#pragma once

#include "server/proto/historyapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeHistory final : public server::HistoryApi, public ScriptedPart {
public:
    void history(const server::CallContext &call, const calendar::HistoryRequest &request,
                 server::Reply<calendar::HistoryResponse> reply) override
    {
        answer("history", call, request.SerializeAsString(), reply);
    }
    void findVersion(const server::CallContext &call, const calendar::VersionRequest &request,
                     server::Reply<calendar::Version> reply) override
    {
        answer("findVersion", call, request.SerializeAsString(), reply);
    }
    void restoreVersion(const server::CallContext &call, const calendar::VersionRequest &request,
                        server::Reply<calendar::Event> reply) override
    {
        answer("restoreVersion", call, request.SerializeAsString(), reply);
    }
    void trash(const server::CallContext &call, const calendar::TrashRequest &request,
               server::Reply<calendar::TrashResponse> reply) override
    {
        answer("trash", call, request.SerializeAsString(), reply);
    }
    void trashedCalendars(const server::CallContext &call, const calendar::Empty &request,
                          server::Reply<calendar::TrashedCalendarsResponse> reply) override
    {
        answer("trashedCalendars", call, request.SerializeAsString(), reply);
    }
    void restoreCalendar(const server::CallContext &call, const calendar::RestoreCalendarRequest &request,
                         server::Reply<calendar::Calendar> reply) override
    {
        answer("restoreCalendar", call, request.SerializeAsString(), reply);
    }
    void moveEvent(const server::CallContext &call, const calendar::MoveEventRequest &request,
                   server::Reply<calendar::Event> reply) override
    {
        answer("moveEvent", call, request.SerializeAsString(), reply);
    }
};

}
