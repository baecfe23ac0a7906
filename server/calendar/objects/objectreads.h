#pragma once

#include "server/calendar/objects/objecttext.h"
#include "server/proto/call.h"

namespace hearth::server::calendar {

/// The questions of ObjectsApi, each over one state of the database.
class ObjectReads {
public:
    ObjectReads(shared::Database &database, const CallContext &caller, qint64 nowMs, qint64 trashKeptMs);

    shared::Result<pb::ListObjectsResponse> list(const pb::ListObjectsRequest &request);
    shared::Result<pb::GetObjectsResponse> get(const pb::GetObjectsRequest &request);
    shared::Result<pb::SyncObjectsResponse> sync(const pb::SyncObjectsRequest &request);
    shared::Result<pb::FreeBusyResponse> freeBusy(const pb::FreeBusyRequest &request);

private:
    shared::Outcome checkReach(const shared::Calendar &calendar, qint64 since);

    shared::Database &m_db;
    CallContext m_caller;
    qint64 m_nowMs;
    qint64 m_trashKeptMs;
};

}
