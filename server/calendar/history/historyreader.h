#pragma once

#include "server/calendar/history/versiontable.h"
#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "server/proto/history.pb.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"

#include <QHash>
#include <QJsonObject>

namespace hearth::server::calendar {

/// The versions of an event as the caller may see them. What is private to others now, or was then, shows
/// times only: neither what was changed nor by whom.
class HistoryReader {
public:
    HistoryReader(shared::Database &database, const CallContext &caller);

    shared::Result<pb::HistoryResponse> read(const pb::HistoryRequest &request);
    /// The version with the whole event.
    shared::Result<pb::Version> read(const pb::VersionRequest &request);

private:
    shared::Result<shared::Calendar> open(const pb::CalendarRef &reference, const shared::EventId &event);
    QJsonObject json(const EventVersion &version);
    bool isHiddenNow(const shared::EventId &event);

    shared::Database &m_db;
    CallContext m_caller;
    shared::Calendar m_calendar;
    QHash<shared::EventId, bool> m_hidden;
};

}
