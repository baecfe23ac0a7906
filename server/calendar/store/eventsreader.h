#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/changes/revisiontable.h"
#include "server/calendar/messages.h"
#include "server/calendar/series/occurrencepage.h"
#include "server/proto/call.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

#include <QTimeZone>

#include <optional>

namespace hearth::server::calendar {

/// The answer to an EventsRequest: the events that overlap [from, to), in order of start, then id. Within a
/// window (both given) recurring events are expanded: their changed instances stand in the places of those
/// that they change, and those that are cancelled are left out.
class EventsReader {
public:
    EventsReader(shared::Database &database, const CallContext &caller, const CalendarOptions &options);

    /// `revision` was read before: the events may be newer than it, never older.
    shared::Result<pb::EventsResponse> read(const pb::EventsRequest &request, const Revision &revision);

private:
    struct Range {
        qint64 fromMs;
        qint64 toMs;
        EventPlace after; ///< the cursor: of the last event before this page
        int limit;
        bool expanded; ///< recurring events as their occurrences
    };
    shared::Result<Range> range(const pb::EventsRequest &request, const QTimeZone &zone) const;
    void readPage(const std::optional<shared::Calendar> &calendar, const Range &range,
                  pb::EventsResponse &response);
    void readSeries(const std::optional<shared::Calendar> &calendar, const Range &range,
                    OccurrencePage &page);
    QHash<shared::EventId, QSet<QString>> readChanged(const std::optional<shared::Calendar> &calendar,
                                                      const Range &range);

    shared::Database &m_db;
    CallContext m_caller;
    CalendarOptions m_options;
};

}
