#pragma once

#include "server/calendar/freebusy/busytimes.h"
#include "server/calendar/messages.h"
#include "server/proto/call.h"

namespace hearth::server::calendar {

/// What the free/busy questions of the API ask the database.
class BusyReader {
public:
    BusyReader(shared::Database &database, const CallContext &caller);

    /// Of the caller's calendars, or of some of them, as one.
    shared::Result<pb::BusyTimesResponse> ofCalendars(const pb::BusyOfCalendarsRequest &request);
    /// Of each member of a calendar, by all calendars of the caller.
    shared::Result<pb::BusyTimesResponse> ofMembers(const pb::BusyOfMembersRequest &request);

private:
    shared::Result<QList<shared::Calendar>> asked(const pb::BusyOfCalendarsRequest &request);

    shared::Database &m_db;
    CallContext m_caller;
};

}
