#include "server/rpc/peoplerpc.h"

#include "server/proto/people.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"People"};

class PeopleRpcClient final : public PeopleApi, private RpcClient<calendar::PersonStore::Stub> {
public:
    PeopleRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::PersonStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void people(const CallContext &context, const calendar::CalendarRequest &request,
                Reply<calendar::PeopleResponse> reply) override
    {
        call(&Async::People, context, request, std::move(reply));
    }
    void addPerson(const CallContext &context, const calendar::AddPersonRequest &request,
                   Reply<calendar::Person> reply) override
    {
        call(&Async::AddPerson, context, request, std::move(reply));
    }
    void updatePerson(const CallContext &context, const calendar::UpdatePersonRequest &request,
                      Reply<calendar::Person> reply) override
    {
        call(&Async::UpdatePerson, context, request, std::move(reply));
    }
    void removePerson(const CallContext &context, const calendar::PersonRequest &request,
                      Reply<calendar::Empty> reply) override
    {
        call(&Async::RemovePerson, context, request, std::move(reply));
    }
};

class PeopleRpcService final : public ServedService, private calendar::PersonStore::CallbackService {
public:
    explicit PeopleRpcService(PeopleApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::PersonStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *People(grpc::CallbackServerContext *context,
                                     const calendar::CalendarRequest *request,
                                     calendar::PeopleResponse *response) override
    {
        return serveCall(context, request, response, m_api, &PeopleApi::people);
    }
    grpc::ServerUnaryReactor *AddPerson(grpc::CallbackServerContext *context,
                                        const calendar::AddPersonRequest *request,
                                        calendar::Person *response) override
    {
        return serveCall(context, request, response, m_api, &PeopleApi::addPerson);
    }
    grpc::ServerUnaryReactor *UpdatePerson(grpc::CallbackServerContext *context,
                                           const calendar::UpdatePersonRequest *request,
                                           calendar::Person *response) override
    {
        return serveCall(context, request, response, m_api, &PeopleApi::updatePerson);
    }
    grpc::ServerUnaryReactor *RemovePerson(grpc::CallbackServerContext *context,
                                           const calendar::PersonRequest *request,
                                           calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &PeopleApi::removePerson);
    }

    PeopleApi &m_api;
};

}

std::unique_ptr<PeopleApi> makePeopleRpcClient(const QString &target, const RpcOptions &options,
                                               Metrics &metrics)
{
    return std::make_unique<PeopleRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makePeopleRpcService(PeopleApi &api)
{
    return std::make_unique<PeopleRpcService>(api);
}

}
