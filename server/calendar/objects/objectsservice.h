#pragma once

#include "server/calendar/messages.h"
#include "server/proto/objectsapi.h"

namespace hearth::server::calendar {

/// The calendar service's iCalendar objects.
class ObjectsService final : public ObjectsApi {
public:
    void listObjects(const CallContext &call, const pb::ListObjectsRequest &request,
                     Reply<pb::ListObjectsResponse> reply) override;
    void getObjects(const CallContext &call, const pb::GetObjectsRequest &request,
                    Reply<pb::GetObjectsResponse> reply) override;
    void putObject(const CallContext &call, const pb::PutObjectRequest &request,
                   Reply<pb::PutObjectResponse> reply) override;
    void deleteObject(const CallContext &call, const pb::DeleteObjectRequest &request,
                      Reply<pb::Empty> reply) override;
    void syncObjects(const CallContext &call, const pb::SyncObjectsRequest &request,
                     Reply<pb::SyncObjectsResponse> reply) override;
    void freeBusy(const CallContext &call, const pb::FreeBusyRequest &request,
                  Reply<pb::FreeBusyResponse> reply) override;
};

}
