#include "server/rpc/remindersrpc.h"

#include "server/proto/reminders.grpc.pb.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/rpcservice.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or what it sets is the same after it.
const std::vector<std::string> kIdempotent{"Reminders",
                                           "FindReminderSettings",
                                           "SetReminderSettings",
                                           "FindEventReminders",
                                           "SetEventReminders",
                                           "Claim",
                                           "Fired"};

class RemindersRpcClient final : public RemindersApi, private RpcClient<calendar::ReminderStore::Stub> {
public:
    RemindersRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::ReminderStore::service_full_name(), kIdempotent, metrics)
    {
    }

    void reminders(const CallContext &context, const calendar::CalendarRequest &request,
                   Reply<calendar::RemindersResponse> reply) override
    {
        call(&Async::Reminders, context, request, std::move(reply));
    }
    void settings(const CallContext &context, const calendar::CalendarRequest &request,
                  Reply<calendar::ReminderSettingsResponse> reply) override
    {
        call(&Async::FindReminderSettings, context, request, std::move(reply));
    }
    void setSettings(const CallContext &context, const calendar::SetReminderSettingsRequest &request,
                     Reply<calendar::ReminderSettingsResponse> reply) override
    {
        call(&Async::SetReminderSettings, context, request, std::move(reply));
    }
    void setDefaults(const CallContext &context, const calendar::SetReminderDefaultsRequest &request,
                     Reply<calendar::ReminderSettingsResponse> reply) override
    {
        call(&Async::SetReminderDefaults, context, request, std::move(reply));
    }
    void eventReminders(const CallContext &context, const calendar::EventRequest &request,
                        Reply<calendar::EventReminders> reply) override
    {
        call(&Async::FindEventReminders, context, request, std::move(reply));
    }
    void setEventReminders(const CallContext &context, const calendar::SetEventRemindersRequest &request,
                           Reply<calendar::EventReminders> reply) override
    {
        call(&Async::SetEventReminders, context, request, std::move(reply));
    }
    void claim(const CallContext &context, const calendar::ClaimRequest &request,
               Reply<calendar::ReminderClaim> reply) override
    {
        call(&Async::Claim, context, request, std::move(reply));
    }
    void release(const CallContext &context, const calendar::ClaimRequest &request,
                 Reply<calendar::Empty> reply) override
    {
        call(&Async::Release, context, request, std::move(reply));
    }
    void fired(const CallContext &context, const calendar::FiredRequest &request,
               Reply<calendar::FiredResponse> reply) override
    {
        call(&Async::Fired, context, request, std::move(reply));
    }
};

class RemindersRpcService final : public ServedService, private calendar::ReminderStore::CallbackService {
public:
    explicit RemindersRpcService(RemindersApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::ReminderStore::service_full_name(); }
    void endStreams() override { }

private:
    grpc::ServerUnaryReactor *Reminders(grpc::CallbackServerContext *context,
                                        const calendar::CalendarRequest *request,
                                        calendar::RemindersResponse *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::reminders);
    }
    grpc::ServerUnaryReactor *FindReminderSettings(grpc::CallbackServerContext *context,
                                                   const calendar::CalendarRequest *request,
                                                   calendar::ReminderSettingsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::settings);
    }
    grpc::ServerUnaryReactor *SetReminderSettings(grpc::CallbackServerContext *context,
                                                  const calendar::SetReminderSettingsRequest *request,
                                                  calendar::ReminderSettingsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::setSettings);
    }
    grpc::ServerUnaryReactor *SetReminderDefaults(grpc::CallbackServerContext *context,
                                                  const calendar::SetReminderDefaultsRequest *request,
                                                  calendar::ReminderSettingsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::setDefaults);
    }
    grpc::ServerUnaryReactor *FindEventReminders(grpc::CallbackServerContext *context,
                                                 const calendar::EventRequest *request,
                                                 calendar::EventReminders *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::eventReminders);
    }
    grpc::ServerUnaryReactor *SetEventReminders(grpc::CallbackServerContext *context,
                                                const calendar::SetEventRemindersRequest *request,
                                                calendar::EventReminders *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::setEventReminders);
    }
    grpc::ServerUnaryReactor *Claim(grpc::CallbackServerContext *context,
                                    const calendar::ClaimRequest *request,
                                    calendar::ReminderClaim *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::claim);
    }
    grpc::ServerUnaryReactor *Release(grpc::CallbackServerContext *context,
                                      const calendar::ClaimRequest *request,
                                      calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::release);
    }
    grpc::ServerUnaryReactor *Fired(grpc::CallbackServerContext *context,
                                    const calendar::FiredRequest *request,
                                    calendar::FiredResponse *response) override
    {
        return serveCall(context, request, response, m_api, &RemindersApi::fired);
    }

    RemindersApi &m_api;
};

}

std::unique_ptr<RemindersApi> makeRemindersRpcClient(const QString &target, const RpcOptions &options,
                                                     Metrics &metrics)
{
    return std::make_unique<RemindersRpcClient>(target, options, metrics);
}

std::unique_ptr<ServedService> makeRemindersRpcService(RemindersApi &api)
{
    return std::make_unique<RemindersRpcService>(api);
}

}
