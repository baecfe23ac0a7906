#pragma once

#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "server/proto/history.pb.h"
#include "shared/base/result.h"
#include "shared/sql/database.h"

namespace hearth::server::calendar {

/// What the caller may take out of the trash.
class TrashReader {
public:
    /// `keptMs`: how long the trash is kept.
    TrashReader(shared::Database &database, const CallContext &caller, qint64 keptMs, qint64 nowMs);

    /// Events of a calendar, newest first; instances that went with their series are not named.
    shared::Result<pb::TrashResponse> read(const pb::TrashRequest &request);
    /// The calendars that the caller is an owner of.
    shared::Result<pb::TrashedCalendarsResponse> readCalendars();

private:
    shared::Database &m_db;
    CallContext m_caller;
    qint64 m_keptMs;
    qint64 m_nowMs;
};

}
