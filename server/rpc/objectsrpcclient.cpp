#include "server/rpc/objectsrpcclient.h"

#include "server/proto/objects.grpc.pb.h"
#include "server/rpc/rpcclient.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads.
const std::vector<std::string> kIdempotent{"ListObjects", "GetObjects",      "SyncObjects",
                                           "FreeBusy",    "BusyOfCalendars", "BusyOfMembers"};

class ObjectsRpcClient final : public ObjectsApi, private RpcClient<calendar::CalendarObjects::Stub> {
public:
    ObjectsRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::CalendarObjects::service_full_name(), kIdempotent, metrics)
    {
    }

    void listObjects(const CallContext &context, const calendar::ListObjectsRequest &request,
                     Reply<calendar::ListObjectsResponse> reply) override
    {
        call(&Async::ListObjects, context, request, std::move(reply));
    }
    void getObjects(const CallContext &context, const calendar::GetObjectsRequest &request,
                    Reply<calendar::GetObjectsResponse> reply) override
    {
        call(&Async::GetObjects, context, request, std::move(reply));
    }
    void putObject(const CallContext &context, const calendar::PutObjectRequest &request,
                   Reply<calendar::PutObjectResponse> reply) override
    {
        call(&Async::PutObject, context, request, std::move(reply));
    }
    void deleteObject(const CallContext &context, const calendar::DeleteObjectRequest &request,
                      Reply<calendar::Empty> reply) override
    {
        call(&Async::DeleteObject, context, request, std::move(reply));
    }
    void syncObjects(const CallContext &context, const calendar::SyncObjectsRequest &request,
                     Reply<calendar::SyncObjectsResponse> reply) override
    {
        call(&Async::SyncObjects, context, request, std::move(reply));
    }
    void freeBusy(const CallContext &context, const calendar::FreeBusyRequest &request,
                  Reply<calendar::FreeBusyResponse> reply) override
    {
        call(&Async::FreeBusy, context, request, std::move(reply));
    }
    void busyOfCalendars(const CallContext &context, const calendar::BusyOfCalendarsRequest &request,
                         Reply<calendar::BusyTimesResponse> reply) override
    {
        call(&Async::BusyOfCalendars, context, request, std::move(reply));
    }
    void busyOfMembers(const CallContext &context, const calendar::BusyOfMembersRequest &request,
                       Reply<calendar::BusyTimesResponse> reply) override
    {
        call(&Async::BusyOfMembers, context, request, std::move(reply));
    }
};

}

std::unique_ptr<ObjectsApi> makeObjectsRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics)
{
    return std::make_unique<ObjectsRpcClient>(target, options, metrics);
}

}
