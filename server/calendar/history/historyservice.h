#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/historyapi.h"

#include <functional>

namespace hearth::server::calendar {

class HistoryService final : public HistoryApi {
public:
    using NewPlan = std::function<SagaPlan()>;
    /// Drives what a command began and answers with its event.
    using Follow = std::function<void(const shared::Result<SagaStart> &, const Reply<pb::Event> &)>;

    HistoryService(Writer &writer, const CalendarOptions &options, NewPlan newPlan, Follow follow);

    void history(const CallContext &call, const pb::HistoryRequest &request,
                 Reply<pb::HistoryResponse> reply) override;
    void findVersion(const CallContext &call, const pb::VersionRequest &request,
                     Reply<pb::Version> reply) override;
    void restoreVersion(const CallContext &call, const pb::VersionRequest &request,
                        Reply<pb::Event> reply) override;
    void trash(const CallContext &call, const pb::TrashRequest &request,
               Reply<pb::TrashResponse> reply) override;
    void trashedCalendars(const CallContext &call, const pb::Empty &request,
                          Reply<pb::TrashedCalendarsResponse> reply) override;
    void restoreCalendar(const CallContext &call, const pb::RestoreCalendarRequest &request,
                         Reply<pb::Calendar> reply) override;
    void moveEvent(const CallContext &call, const pb::MoveEventRequest &request,
                   Reply<pb::Event> reply) override;

private:
    Writer &m_writer;
    const CalendarOptions &m_options;
    NewPlan m_newPlan;
    Follow m_follow;
};

}
