#include "server/rpc/historyrpc.h"

#include "server/proto/history.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads.
const std::vector<std::string> kIdempotent{"History", "FindVersion", "Trash", "TrashedCalendars"};

class HistoryRpcClient final : public HistoryApi, private RpcClient<calendar::HistoryStore::Stub> {
public:
    HistoryRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::HistoryStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void history(const CallContext &context, const calendar::HistoryRequest &request,
                 Reply<calendar::HistoryResponse> reply) override
    {
        call(&Async::History, context, request, std::move(reply));
    }
    void findVersion(const CallContext &context, const calendar::VersionRequest &request,
                     Reply<calendar::Version> reply) override
    {
        call(&Async::FindVersion, context, request, std::move(reply));
    }
    void restoreVersion(const CallContext &context, const calendar::VersionRequest &request,
                        Reply<calendar::Event> reply) override
    {
        call(&Async::RestoreVersion, context, request, std::move(reply));
    }
    void trash(const CallContext &context, const calendar::TrashRequest &request,
               Reply<calendar::TrashResponse> reply) override
    {
        call(&Async::Trash, context, request, std::move(reply));
    }
    void trashedCalendars(const CallContext &context, const calendar::Empty &request,
                          Reply<calendar::TrashedCalendarsResponse> reply) override
    {
        call(&Async::TrashedCalendars, context, request, std::move(reply));
    }
    void restoreCalendar(const CallContext &context, const calendar::RestoreCalendarRequest &request,
                         Reply<calendar::Calendar> reply) override
    {
        call(&Async::RestoreCalendar, context, request, std::move(reply));
    }
    void moveEvent(const CallContext &context, const calendar::MoveEventRequest &request,
                   Reply<calendar::Event> reply) override
    {
        call(&Async::MoveEvent, context, request, std::move(reply));
    }
};

class HistoryRpcService final : public ServedService, private calendar::HistoryStore::CallbackService {
public:
    explicit HistoryRpcService(HistoryApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::HistoryStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *History(grpc::CallbackServerContext *context,
                                      const calendar::HistoryRequest *request,
                                      calendar::HistoryResponse *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::history);
    }
    grpc::ServerUnaryReactor *FindVersion(grpc::CallbackServerContext *context,
                                          const calendar::VersionRequest *request,
                                          calendar::Version *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::findVersion);
    }
    grpc::ServerUnaryReactor *RestoreVersion(grpc::CallbackServerContext *context,
                                             const calendar::VersionRequest *request,
                                             calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::restoreVersion);
    }
    grpc::ServerUnaryReactor *Trash(grpc::CallbackServerContext *context,
                                    const calendar::TrashRequest *request,
                                    calendar::TrashResponse *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::trash);
    }
    grpc::ServerUnaryReactor *TrashedCalendars(grpc::CallbackServerContext *context,
                                               const calendar::Empty *request,
                                               calendar::TrashedCalendarsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::trashedCalendars);
    }
    grpc::ServerUnaryReactor *RestoreCalendar(grpc::CallbackServerContext *context,
                                              const calendar::RestoreCalendarRequest *request,
                                              calendar::Calendar *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::restoreCalendar);
    }
    grpc::ServerUnaryReactor *MoveEvent(grpc::CallbackServerContext *context,
                                        const calendar::MoveEventRequest *request,
                                        calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &HistoryApi::moveEvent);
    }

    HistoryApi &m_api;
};

}

std::unique_ptr<HistoryApi> makeHistoryRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics)
{
    return std::make_unique<HistoryRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeHistoryRpcService(HistoryApi &api)
{
    return std::make_unique<HistoryRpcService>(api);
}

}
