#include "server/rpc/calendarrpcclient.h"

#include "server/proto/calendar.grpc.pb.h"
#include "server/rpc/objectsrpcclient.h"
#include "server/rpc/rpcclient.h"
#include "server/rpc/transferrpc.h"

namespace hearth::server::rpc {

namespace {

/// What may be sent twice: it reads, or it is idempotent by the ids in it.
const std::vector<std::string> kIdempotent{"Status",    "Calendars", "FindCalendar", "Members",
                                           "FindEvent", "Events",    "Changes"};

class CalendarRpcClient final : public CalendarApi, private RpcClient<calendar::CalendarStore::Stub> {
public:
    CalendarRpcClient(const QString &target, const RpcOptions &options, Metrics &metrics)
        : RpcClient(target, options, calendar::CalendarStore::service_full_name(), kIdempotent, metrics)
        , m_objects(makeObjectsRpcClient(target, options, metrics))
        , m_transfer(makeTransferRpcClient(target, options, metrics))
    {
    }

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
    void postMessage(const CallContext &context, const calendar::PostMessageRequest &request,
                     Reply<calendar::PostMessageResponse> reply) override
    {
        call(&Async::PostMessage, context, request, std::move(reply));
    }
    void changes(const CallContext &context, const calendar::ChangesRequest &request,
                 Reply<calendar::ChangesResponse> reply) override
    {
        call(&Async::Changes, context, request, std::move(reply));
    }

    std::unique_ptr<Subscription>
    watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers) override
    {
        return watch<calendar::WatchChangesRequest>(&Async::WatchChanges, std::move(handlers));
    }

    ObjectsApi &objects() override { return *m_objects; }
    TransferApi &transfer() override { return *m_transfer; }

private:
    std::unique_ptr<ObjectsApi> m_objects;
    std::unique_ptr<TransferApi> m_transfer;
};

}

std::unique_ptr<CalendarApi> makeCalendarRpcClient(const QString &target, const RpcOptions &options,
                                                   Metrics &metrics)
{
    return std::make_unique<CalendarRpcClient>(target, options, metrics);
}

}
