#pragma once

#include "server/proto/objectsapi.h"
#include "tests/server/rpc/fakeservice.h"

namespace hearth::server {

/// Records every call and answers as `behave` says: by default with an empty message.
class FakeObjects final : public ObjectsApi, public FakeService {
public:
    void listObjects(const CallContext &call, const calendar::ListObjectsRequest &request,
                     Reply<calendar::ListObjectsResponse> reply) override;
    void getObjects(const CallContext &call, const calendar::GetObjectsRequest &request,
                    Reply<calendar::GetObjectsResponse> reply) override;
    void putObject(const CallContext &call, const calendar::PutObjectRequest &request,
                   Reply<calendar::PutObjectResponse> reply) override;
    void deleteObject(const CallContext &call, const calendar::DeleteObjectRequest &request,
                      Reply<calendar::Empty> reply) override;
    void syncObjects(const CallContext &call, const calendar::SyncObjectsRequest &request,
                     Reply<calendar::SyncObjectsResponse> reply) override;
    void freeBusy(const CallContext &call, const calendar::FreeBusyRequest &request,
                  Reply<calendar::FreeBusyResponse> reply) override;
    void busyOfCalendars(const CallContext &call, const calendar::BusyOfCalendarsRequest &request,
                         Reply<calendar::BusyTimesResponse> reply) override;
    void busyOfMembers(const CallContext &call, const calendar::BusyOfMembersRequest &request,
                       Reply<calendar::BusyTimesResponse> reply) override;
};

}
