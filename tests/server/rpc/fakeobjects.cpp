#include "tests/server/rpc/fakeobjects.h"

namespace hearth::server {

void FakeObjects::listObjects(const CallContext &call, const calendar::ListObjectsRequest &request,
                              Reply<calendar::ListObjectsResponse> reply)
{
    answer("listObjects", call, request.SerializeAsString(), std::move(reply));
}
void FakeObjects::getObjects(const CallContext &call, const calendar::GetObjectsRequest &request,
                             Reply<calendar::GetObjectsResponse> reply)
{
    answer("getObjects", call, request.SerializeAsString(), std::move(reply));
}
void FakeObjects::putObject(const CallContext &call, const calendar::PutObjectRequest &request,
                            Reply<calendar::PutObjectResponse> reply)
{
    answer("putObject", call, request.SerializeAsString(), std::move(reply));
}
void FakeObjects::deleteObject(const CallContext &call, const calendar::DeleteObjectRequest &request,
                               Reply<calendar::Empty> reply)
{
    answer("deleteObject", call, request.SerializeAsString(), std::move(reply));
}
void FakeObjects::syncObjects(const CallContext &call, const calendar::SyncObjectsRequest &request,
                              Reply<calendar::SyncObjectsResponse> reply)
{
    answer("syncObjects", call, request.SerializeAsString(), std::move(reply));
}
void FakeObjects::freeBusy(const CallContext &call, const calendar::FreeBusyRequest &request,
                           Reply<calendar::FreeBusyResponse> reply)
{
    answer("freeBusy", call, request.SerializeAsString(), std::move(reply));
}

void FakeObjects::busyOfCalendars(const CallContext &call, const calendar::BusyOfCalendarsRequest &request,
                                  Reply<calendar::BusyTimesResponse> reply)
{
    answer("busyOfCalendars", call, request.SerializeAsString(), std::move(reply));
}

void FakeObjects::busyOfMembers(const CallContext &call, const calendar::BusyOfMembersRequest &request,
                                Reply<calendar::BusyTimesResponse> reply)
{
    answer("busyOfMembers", call, request.SerializeAsString(), std::move(reply));
}

}
