#pragma once

#include "server/proto/calendar.pb.h"
#include "server/proto/call.h"
#include "server/proto/historyapi.h"
#include "server/proto/invitesapi.h"
#include "server/proto/messagesapi.h"
#include "server/proto/noticesapi.h"
#include "server/proto/objectsapi.h"
#include "server/proto/participationapi.h"
#include "server/proto/peopleapi.h"
#include "server/proto/pollsapi.h"
#include "server/proto/remindersapi.h"
#include "server/proto/searchapi.h"
#include "server/proto/subscriptionsapi.h"
#include "server/proto/transferapi.h"

namespace hearth::server {

/// The calendar service's contract: implemented by CalendarService and by its gRPC client. Thread-safe, never
/// blocks. Who may do what is decided here, by CallContext::user: NotFound for a calendar that does not
/// exist, Forbidden for whoever is not a member or may not. What is not about calendars, members, events and
/// changes is in parts of its own (docs/adr/0004-a-contract-of-parts.md).
class CalendarApi {
public:
    virtual ~CalendarApi() = default;

    virtual InvitesApi &invites() = 0;
    virtual PeopleApi &people() = 0;
    virtual MessagesApi &messages() = 0;
    virtual PollsApi &polls() = 0;
    virtual NoticesApi &notices() = 0;
    virtual SubscriptionsApi &subscriptions() = 0;
    virtual ParticipationApi &participation() = 0;
    virtual HistoryApi &history() = 0;
    virtual RemindersApi &reminders() = 0;

    virtual void status(const CallContext &call, const calendar::Empty &request,
                        Reply<calendar::Empty> reply) = 0;
    virtual void createCalendar(const CallContext &call, const calendar::CreateCalendarRequest &request,
                                Reply<calendar::Calendar> reply) = 0;
    virtual void calendars(const CallContext &call, const calendar::Empty &request,
                           Reply<calendar::CalendarsResponse> reply) = 0;
    virtual void findCalendar(const CallContext &call, const calendar::CalendarRequest &request,
                              Reply<calendar::Calendar> reply) = 0;
    virtual void updateCalendar(const CallContext &call, const calendar::UpdateCalendarRequest &request,
                                Reply<calendar::Calendar> reply) = 0;
    virtual void deleteCalendar(const CallContext &call, const calendar::DeleteCalendarRequest &request,
                                Reply<calendar::Empty> reply) = 0;
    /// Forbidden with reason "wrong_password"; a member already: ok with already_member.
    virtual void join(const CallContext &call, const calendar::JoinRequest &request,
                      Reply<calendar::JoinResponse> reply) = 0;
    virtual void members(const CallContext &call, const calendar::CalendarRequest &request,
                         Reply<calendar::MembersResponse> reply) = 0;
    virtual void setRole(const CallContext &call, const calendar::SetRoleRequest &request,
                         Reply<calendar::Member> reply) = 0;
    /// Conflict with reason "last_owner" where others would be left without an owner. Answers the calendar
    /// left.
    virtual void removeMember(const CallContext &call, const calendar::RemoveMemberRequest &request,
                              Reply<calendar::Calendar> reply) = 0;
    virtual void createEvent(const CallContext &call, const calendar::CreateEventRequest &request,
                             Reply<calendar::Event> reply) = 0;
    virtual void updateEvent(const CallContext &call, const calendar::UpdateEventRequest &request,
                             Reply<calendar::Event> reply) = 0;
    virtual void deleteEvent(const CallContext &call, const calendar::DeleteEventRequest &request,
                             Reply<calendar::Event> reply) = 0;
    virtual void restoreEvent(const CallContext &call, const calendar::RestoreEventRequest &request,
                              Reply<calendar::Event> reply) = 0;
    virtual void findEvent(const CallContext &call, const calendar::EventRequest &request,
                           Reply<calendar::Event> reply) = 0;
    virtual void events(const CallContext &call, const calendar::EventsRequest &request,
                        Reply<calendar::EventsResponse> reply) = 0;
    /// SnapshotRequired where the log no longer reaches back to `since`.
    virtual void changes(const CallContext &call, const calendar::ChangesRequest &request,
                         Reply<calendar::ChangesResponse> reply) = 0;
    /// Takes a user whose account is being deleted (AuthApi::beginDeletion) out of everything: leaves each
    /// calendar, deletes those of which the user was the only member, takes the user out of events, puts
    /// "Former member" in the name's place in what stays, and has the auth service finish the deletion.
    /// Conflict with reason "last_owner" and the member "calendars" where others would be left without an
    /// owner: then the deletion is cancelled. Any other failure is tried again until it is done.
    virtual void forget(const CallContext &call, const calendar::ForgetRequest &request,
                        Reply<calendar::Empty> reply) = 0;
    virtual void ownMessages(const CallContext &call, const calendar::OwnMessagesRequest &request,
                             Reply<calendar::OwnMessagesResponse> reply) = 0;
    /// Every change after its commit, for each calendar in order of seq; and what is told to single users.
    virtual std::unique_ptr<Subscription>
    watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers) = 0;

    /// The parts of the contract; they live as long as this.
    virtual ObjectsApi &objects() = 0;
    virtual SearchApi &search() = 0;
    virtual TransferApi &transfer() = 0;
};

}
