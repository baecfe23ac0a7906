#include "server/rpc/objectsrpcservice.h"

#include "server/proto/objects.grpc.pb.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

class ObjectsRpcService final : public ServedService, private calendar::CalendarObjects::CallbackService {
public:
    explicit ObjectsRpcService(ObjectsApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::CalendarObjects::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *ListObjects(grpc::CallbackServerContext *context,
                                          const calendar::ListObjectsRequest *request,
                                          calendar::ListObjectsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::listObjects);
    }
    grpc::ServerUnaryReactor *GetObjects(grpc::CallbackServerContext *context,
                                         const calendar::GetObjectsRequest *request,
                                         calendar::GetObjectsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::getObjects);
    }
    grpc::ServerUnaryReactor *PutObject(grpc::CallbackServerContext *context,
                                        const calendar::PutObjectRequest *request,
                                        calendar::PutObjectResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::putObject);
    }
    grpc::ServerUnaryReactor *DeleteObject(grpc::CallbackServerContext *context,
                                           const calendar::DeleteObjectRequest *request,
                                           calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::deleteObject);
    }
    grpc::ServerUnaryReactor *SyncObjects(grpc::CallbackServerContext *context,
                                          const calendar::SyncObjectsRequest *request,
                                          calendar::SyncObjectsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::syncObjects);
    }
    grpc::ServerUnaryReactor *FreeBusy(grpc::CallbackServerContext *context,
                                       const calendar::FreeBusyRequest *request,
                                       calendar::FreeBusyResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::freeBusy);
    }
    grpc::ServerUnaryReactor *BusyOfCalendars(grpc::CallbackServerContext *context,
                                              const calendar::BusyOfCalendarsRequest *request,
                                              calendar::BusyTimesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::busyOfCalendars);
    }
    grpc::ServerUnaryReactor *BusyOfMembers(grpc::CallbackServerContext *context,
                                            const calendar::BusyOfMembersRequest *request,
                                            calendar::BusyTimesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &ObjectsApi::busyOfMembers);
    }

    ObjectsApi &m_api;
};

}

std::unique_ptr<ServedService> makeObjectsRpcService(ObjectsApi &api)
{
    return std::make_unique<ObjectsRpcService>(api);
}

}
