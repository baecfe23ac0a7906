#include "server/rpc/calendarrpcclient.h"

#include "server/proto/calendar.grpc.pb.h"
#include "server/rpc/historyrpc.h"
#include "server/rpc/invitesrpc.h"
#include "server/rpc/messagesrpc.h"
#include "server/rpc/noticesrpc.h"
#include "server/rpc/objectsrpcclient.h"
#include "server/rpc/participationrpc.h"
#include "server/rpc/peoplerpc.h"
#include "server/rpc/pollsrpc.h"
#include "server/rpc/remindersrpc.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/searchrpc.h"
#include "server/rpc/subscriptionsrpc.h"
#include "server/rpc/transferrpc.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Status", "Calendars", "FindCalendar", "Members",    "FindEvent",
                                           "Events", "Changes",   "Forget",       "OwnMessages"};

class CalendarRpcClient final : public CalendarApi, private RpcClient<calendar::CalendarStore::Stub> {
public:
    CalendarRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::CalendarStore::service_full_name(), kIdempotent, metrics)
        , m_objects(makeObjectsRpcClient(target, options, metrics))
        , m_search(makeSearchRpcClient(target, options, metrics))
        , m_invites(makeInvitesRpcClient(target, options, metrics))
        , m_people(makePeopleRpcClient(target, options, metrics))
        , m_messages(makeMessagesRpcClient(target, options, metrics))
        , m_polls(makePollsRpcClient(target, options, metrics))
        , m_reminders(makeRemindersRpcClient(target, options, metrics))
        , m_notices(makeNoticesRpcClient(target, options, metrics))
        , m_subscriptions(makeSubscriptionsRpcClient(target, options, metrics))
        , m_participation(makeParticipationRpcClient(target, options, metrics))
        , m_history(makeHistoryRpcClient(target, options, metrics))
        , m_transfer(makeTransferRpcClient(target, options, metrics))
    {
    }

    InvitesApi &invites() override { return *m_invites; }
    PeopleApi &people() override { return *m_people; }
    MessagesApi &messages() override { return *m_messages; }
    PollsApi &polls() override { return *m_polls; }
    RemindersApi &reminders() override { return *m_reminders; }
    NoticesApi &notices() override { return *m_notices; }
    SubscriptionsApi &subscriptions() override { return *m_subscriptions; }
    ParticipationApi &participation() override { return *m_participation; }
    HistoryApi &history() override { return *m_history; }

    void status(const CallContext &context, const calendar::Empty &request,
                Reply<calendar::Empty> reply) override
    {
        call(&Async::Status, context, request, std::move(reply));
    }
    void createCalendar(const CallContext &context, const calendar::CreateCalendarRequest &request,
                        Reply<calendar::Calendar> reply) override
    {
        call(&Async::CreateCalendar, context, request, std::move(reply));
    }
    void calendars(const CallContext &context, const calendar::Empty &request,
                   Reply<calendar::CalendarsResponse> reply) override
    {
        call(&Async::Calendars, context, request, std::move(reply));
    }
    void findCalendar(const CallContext &context, const calendar::CalendarRequest &request,
                      Reply<calendar::Calendar> reply) override
    {
        call(&Async::FindCalendar, context, request, std::move(reply));
    }
    void updateCalendar(const CallContext &context, const calendar::UpdateCalendarRequest &request,
                        Reply<calendar::Calendar> reply) override
    {
        call(&Async::UpdateCalendar, context, request, std::move(reply));
    }
    void deleteCalendar(const CallContext &context, const calendar::DeleteCalendarRequest &request,
                        Reply<calendar::Empty> reply) override
    {
        call(&Async::DeleteCalendar, context, request, std::move(reply));
    }
    void join(const CallContext &context, const calendar::JoinRequest &request,
              Reply<calendar::JoinResponse> reply) override
    {
        call(&Async::Join, context, request, std::move(reply));
    }
    void members(const CallContext &context, const calendar::CalendarRequest &request,
                 Reply<calendar::MembersResponse> reply) override
    {
        call(&Async::Members, context, request, std::move(reply));
    }
    void setRole(const CallContext &context, const calendar::SetRoleRequest &request,
                 Reply<calendar::Member> reply) override
    {
        call(&Async::SetRole, context, request, std::move(reply));
    }
    void removeMember(const CallContext &context, const calendar::RemoveMemberRequest &request,
                      Reply<calendar::Calendar> reply) override
    {
        call(&Async::RemoveMember, context, request, std::move(reply));
    }
    void createEvent(const CallContext &context, const calendar::CreateEventRequest &request,
                     Reply<calendar::Event> reply) override
    {
        call(&Async::CreateEvent, context, request, std::move(reply));
    }
    void updateEvent(const CallContext &context, const calendar::UpdateEventRequest &request,
                     Reply<calendar::Event> reply) override
    {
        call(&Async::UpdateEvent, context, request, std::move(reply));
    }
    void deleteEvent(const CallContext &context, const calendar::DeleteEventRequest &request,
                     Reply<calendar::Event> reply) override
    {
        call(&Async::DeleteEvent, context, request, std::move(reply));
    }
    void restoreEvent(const CallContext &context, const calendar::RestoreEventRequest &request,
                      Reply<calendar::Event> reply) override
    {
        call(&Async::RestoreEvent, context, request, std::move(reply));
    }
    void findEvent(const CallContext &context, const calendar::EventRequest &request,
                   Reply<calendar::Event> reply) override
    {
        call(&Async::FindEvent, context, request, std::move(reply));
    }
    void events(const CallContext &context, const calendar::EventsRequest &request,
                Reply<calendar::EventsResponse> reply) override
    {
        call(&Async::Events, context, request, std::move(reply));
    }
    void changes(const CallContext &context, const calendar::ChangesRequest &request,
                 Reply<calendar::ChangesResponse> reply) override
    {
        call(&Async::Changes, context, request, std::move(reply));
    }

    void forget(const CallContext &context, const calendar::ForgetRequest &request,
                Reply<calendar::Empty> reply) override
    {
        call(&Async::Forget, context, request, std::move(reply));
    }
    void ownMessages(const CallContext &context, const calendar::OwnMessagesRequest &request,
                     Reply<calendar::OwnMessagesResponse> reply) override
    {
        call(&Async::OwnMessages, context, request, std::move(reply));
    }
    std::unique_ptr<Subscription>
    watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers) override
    {
        return watch<calendar::WatchChangesRequest>(&Async::WatchChanges, std::move(handlers));
    }

    ObjectsApi &objects() override { return *m_objects; }
    TransferApi &transfer() override { return *m_transfer; }
    SearchApi &search() override { return *m_search; }

private:
    const std::unique_ptr<ObjectsApi> m_objects;
    const std::unique_ptr<SearchApi> m_search;
    const std::unique_ptr<InvitesApi> m_invites;
    const std::unique_ptr<PeopleApi> m_people;
    const std::unique_ptr<MessagesApi> m_messages;
    const std::unique_ptr<PollsApi> m_polls;
    const std::unique_ptr<RemindersApi> m_reminders;
    const std::unique_ptr<NoticesApi> m_notices;
    const std::unique_ptr<SubscriptionsApi> m_subscriptions;
    const std::unique_ptr<ParticipationApi> m_participation;
    const std::unique_ptr<HistoryApi> m_history;
    const std::unique_ptr<TransferApi> m_transfer;
};

}

std::unique_ptr<CalendarApi> makeCalendarRpcClient(const QString &target, const RpcOptions &options,
                                                   Metrics &metrics)
{
    return std::make_unique<CalendarRpcClient>(target, options, metrics);
}

}
