#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/changes/revisiontable.h"
#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QTimeZone>

#include <optional>

namespace hearth::server::calendar {

/// The answer to an EventsRequest: the events that overlap [from, to), in order of start, then id.
class EventsReader {
public:
    EventsReader(shared::Database &database, const CallContext &caller, const CalendarOptions &options);

    /// `revision` was read before: the events may be newer than it, never older.
    shared::Result<pb::EventsResponse> read(const pb::EventsRequest &request, const Revision &revision);

private:
    struct Range {
        qint64 fromMs;
        qint64 toMs;
        qint64 afterMs; ///< the cursor: start and id of the last event before this page
        QUuid afterId;
        int limit;
    };
    shared::Result<Range> range(const pb::EventsRequest &request, const QTimeZone &zone) const;
    void readPage(const std::optional<shared::Calendar> &calendar, const Range &range,
                  pb::EventsResponse &response);

    shared::Database &m_db;
    CallContext m_caller;
    CalendarOptions m_options;
};

}
