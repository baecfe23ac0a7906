#include "server/rpc/calendarrpcservice.h"

#include "server/proto/calendar.grpc.pb.h"
#include "server/rpc/historyrpc.h"
#include "server/rpc/invitesrpc.h"
#include "server/rpc/messagesrpc.h"
#include "server/rpc/noticesrpc.h"
#include "server/rpc/objectsrpcservice.h"
#include "server/rpc/participationrpc.h"
#include "server/rpc/peoplerpc.h"
#include "server/rpc/pollsrpc.h"
#include "server/rpc/remindersrpc.h"
#include "server/rpc/rpcservice.h"
#include "server/rpc/searchrpc.h"
#include "server/rpc/subscriptionsrpc.h"
#include "server/rpc/transferrpc.h"

namespace hearth::server::rpc {

namespace {

class CalendarRpcService final : public ServedService, private calendar::CalendarStore::CallbackService {
public:
    explicit CalendarRpcService(CalendarApi &api)
        : m_api(api)
    {
    }

    grpc::Service &service() override { return *this; }
    std::string fullName() const override { return calendar::CalendarStore::service_full_name(); }
    void endStreams() override { m_streams.endAll(); }

private:
    grpc::ServerUnaryReactor *Status(grpc::CallbackServerContext *context, const calendar::Empty *request,
                                     calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::status);
    }
    grpc::ServerUnaryReactor *CreateCalendar(grpc::CallbackServerContext *context,
                                             const calendar::CreateCalendarRequest *request,
                                             calendar::Calendar *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::createCalendar);
    }
    grpc::ServerUnaryReactor *Calendars(grpc::CallbackServerContext *context, const calendar::Empty *request,
                                        calendar::CalendarsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::calendars);
    }
    grpc::ServerUnaryReactor *FindCalendar(grpc::CallbackServerContext *context,
                                           const calendar::CalendarRequest *request,
                                           calendar::Calendar *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::findCalendar);
    }
    grpc::ServerUnaryReactor *UpdateCalendar(grpc::CallbackServerContext *context,
                                             const calendar::UpdateCalendarRequest *request,
                                             calendar::Calendar *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::updateCalendar);
    }
    grpc::ServerUnaryReactor *DeleteCalendar(grpc::CallbackServerContext *context,
                                             const calendar::DeleteCalendarRequest *request,
                                             calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::deleteCalendar);
    }
    grpc::ServerUnaryReactor *Join(grpc::CallbackServerContext *context, const calendar::JoinRequest *request,
                                   calendar::JoinResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::join);
    }
    grpc::ServerUnaryReactor *Members(grpc::CallbackServerContext *context,
                                      const calendar::CalendarRequest *request,
                                      calendar::MembersResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::members);
    }
    grpc::ServerUnaryReactor *SetRole(grpc::CallbackServerContext *context,
                                      const calendar::SetRoleRequest *request,
                                      calendar::Member *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::setRole);
    }
    grpc::ServerUnaryReactor *RemoveMember(grpc::CallbackServerContext *context,
                                           const calendar::RemoveMemberRequest *request,
                                           calendar::Calendar *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::removeMember);
    }
    grpc::ServerUnaryReactor *CreateEvent(grpc::CallbackServerContext *context,
                                          const calendar::CreateEventRequest *request,
                                          calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::createEvent);
    }
    grpc::ServerUnaryReactor *UpdateEvent(grpc::CallbackServerContext *context,
                                          const calendar::UpdateEventRequest *request,
                                          calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::updateEvent);
    }
    grpc::ServerUnaryReactor *DeleteEvent(grpc::CallbackServerContext *context,
                                          const calendar::DeleteEventRequest *request,
                                          calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::deleteEvent);
    }
    grpc::ServerUnaryReactor *RestoreEvent(grpc::CallbackServerContext *context,
                                           const calendar::RestoreEventRequest *request,
                                           calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::restoreEvent);
    }
    grpc::ServerUnaryReactor *FindEvent(grpc::CallbackServerContext *context,
                                        const calendar::EventRequest *request,
                                        calendar::Event *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::findEvent);
    }
    grpc::ServerUnaryReactor *Events(grpc::CallbackServerContext *context,
                                     const calendar::EventsRequest *request,
                                     calendar::EventsResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::events);
    }
    grpc::ServerUnaryReactor *Changes(grpc::CallbackServerContext *context,
                                      const calendar::ChangesRequest *request,
                                      calendar::ChangesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::changes);
    }
    grpc::ServerUnaryReactor *Forget(grpc::CallbackServerContext *context,
                                     const calendar::ForgetRequest *request,
                                     calendar::Empty *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::forget);
    }
    grpc::ServerUnaryReactor *OwnMessages(grpc::CallbackServerContext *context,
                                          const calendar::OwnMessagesRequest *request,
                                          calendar::OwnMessagesResponse *response) override
    {
        return serveCall(context, request, response, m_api, &CalendarApi::ownMessages);
    }
    grpc::ServerWriteReactor<calendar::WatchChangesResponse> *
    WatchChanges(grpc::CallbackServerContext *context, const calendar::WatchChangesRequest *) override
    {
        return serveWatch(*context, m_streams, m_api, &CalendarApi::watchChanges);
    }

    CalendarApi &m_api;
    OpenStreams m_streams;
};

}

std::vector<std::unique_ptr<ServedService>> makeCalendarRpcServices(CalendarApi &api)
{
    std::vector<std::unique_ptr<ServedService>> services;
    services.push_back(std::make_unique<CalendarRpcService>(api));
    services.push_back(makeObjectsRpcService(api.objects()));
    services.push_back(makeInvitesRpcService(api.invites()));
    services.push_back(makePeopleRpcService(api.people()));
    services.push_back(makeMessagesRpcService(api.messages()));
    services.push_back(makePollsRpcService(api.polls()));
    services.push_back(makeRemindersRpcService(api.reminders()));
    services.push_back(makeNoticesRpcService(api.notices()));
    services.push_back(makeParticipationRpcService(api.participation()));
    services.push_back(makeHistoryRpcService(api.history()));
    services.push_back(makeSearchRpcService(api.search()));
    services.push_back(makeSubscriptionsRpcService(api.subscriptions()));
    services.push_back(makeTransferRpcService(api.transfer()));
    return services;
}

}
