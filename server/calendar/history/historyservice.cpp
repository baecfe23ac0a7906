#include "server/calendar/history/historyservice.h"

#include "server/calendar/calendarkey.h"
#include "server/calendar/history/historyreader.h"
#include "server/calendar/history/moveevent.h"
#include "server/calendar/history/restorecalendar.h"
#include "server/calendar/history/restoreversion.h"
#include "server/calendar/history/trashreader.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

HistoryService::HistoryService(Writer &writer, const CalendarOptions &options, NewPlan newPlan, Follow follow)
    : m_writer(writer)
    , m_options(options)
    , m_newPlan(std::move(newPlan))
    , m_follow(std::move(follow))
{
}

void HistoryService::history(const CallContext &call, const pb::HistoryRequest &request,
                             Reply<pb::HistoryResponse> reply)
{
    const auto question = [call, request](Database &database) {
        return HistoryReader(database, call).read(request);
    };
    m_writer.read(call, question, std::move(reply));
}

void HistoryService::findVersion(const CallContext &call, const pb::VersionRequest &request,
                                 Reply<pb::Version> reply)
{
    const auto question = [call, request](Database &database) {
        return HistoryReader(database, call).read(request);
    };
    m_writer.read(call, question, std::move(reply));
}

void HistoryService::restoreVersion(const CallContext &call, const pb::VersionRequest &request,
                                    Reply<pb::Event> reply)
{
    m_writer.run(call, keyOf(request.calendar()), RestoreVersion(request, m_newPlan()),
                 [this, reply](const Result<SagaStart> &start) { m_follow(start, reply); });
}

void HistoryService::trash(const CallContext &call, const pb::TrashRequest &request,
                           Reply<pb::TrashResponse> reply)
{
    const auto question = [call, request, kept = m_options.trashKeptMs,
                           now = m_writer.clock().nowMs()](Database &database) {
        return TrashReader(database, call, kept, now).read(request);
    };
    m_writer.read(call, question, std::move(reply));
}

void HistoryService::trashedCalendars(const CallContext &call, const pb::Empty &,
                                      Reply<pb::TrashedCalendarsResponse> reply)
{
    const auto question = [call, kept = m_options.trashKeptMs,
                           now = m_writer.clock().nowMs()](Database &database) {
        return TrashReader(database, call, kept, now).readCalendars();
    };
    m_writer.read(call, question, std::move(reply));
}

void HistoryService::restoreCalendar(const CallContext &call, const pb::RestoreCalendarRequest &request,
                                     Reply<pb::Calendar> reply)
{
    m_writer.run(call, uuidFromBytes(request.calendar_id()), RestoreCalendar(request, m_options),
                 std::move(reply));
}

void HistoryService::moveEvent(const CallContext &call, const pb::MoveEventRequest &request,
                               Reply<pb::Event> reply)
{
    m_writer.run(call, keyOf(request.calendar()), MoveEvent(request, m_newPlan()),
                 [this, reply](const Result<SagaStart> &start) { m_follow(start, reply); });
}

}
