#pragma once

#include "server/calendar/calendarobserver.h"
#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/proto/authapi.h"
#include "server/proto/calendarapi.h"
#include "shared/base/clock.h"
#include "shared/sql/databaseurl.h"

#include <memory>

namespace hearth::server {
class DbObserver;
}

namespace hearth::server::calendar {

/// Brings the database to this program's schema. PreconditionFailed where it is newer, Unavailable where it
/// can't be reached.
shared::Outcome prepareCalendarDatabase(const shared::DatabaseUrl &url);

/// The calendar service over one prepared database. Owns the threads that it needs; what it is given must
/// outlive it. When it goes, every call that is under way is answered first.
class CalendarService final : public CalendarApi {
public:
    CalendarService(const shared::DatabaseUrl &url, AuthApi &auth, const shared::Clock &clock,
                    const CalendarOptions &options = {}, CalendarObserver *observer = nullptr,
                    DbObserver *dbObserver = nullptr);
    ~CalendarService() override;

    InvitesApi &invites() override;
    PeopleApi &people() override;
    MessagesApi &messages() override;
    PollsApi &polls() override;
    NoticesApi &notices() override;
    SubscriptionsApi &subscriptions() override;
    ParticipationApi &participation() override;
    HistoryApi &history() override;
    RemindersApi &reminders() override;

    void status(const CallContext &call, const pb::Empty &request, Reply<pb::Empty> reply) override;
    void createCalendar(const CallContext &call, const pb::CreateCalendarRequest &request,
                        Reply<pb::Calendar> reply) override;
    void calendars(const CallContext &call, const pb::Empty &request,
                   Reply<pb::CalendarsResponse> reply) override;
    void findCalendar(const CallContext &call, const pb::CalendarRequest &request,
                      Reply<pb::Calendar> reply) override;
    void updateCalendar(const CallContext &call, const pb::UpdateCalendarRequest &request,
                        Reply<pb::Calendar> reply) override;
    void deleteCalendar(const CallContext &call, const pb::DeleteCalendarRequest &request,
                        Reply<pb::Empty> reply) override;
    void join(const CallContext &call, const pb::JoinRequest &request,
              Reply<pb::JoinResponse> reply) override;
    void members(const CallContext &call, const pb::CalendarRequest &request,
                 Reply<pb::MembersResponse> reply) override;
    void setRole(const CallContext &call, const pb::SetRoleRequest &request,
                 Reply<pb::Member> reply) override;
    void removeMember(const CallContext &call, const pb::RemoveMemberRequest &request,
                      Reply<pb::Calendar> reply) override;
    void createEvent(const CallContext &call, const pb::CreateEventRequest &request,
                     Reply<pb::Event> reply) override;
    void updateEvent(const CallContext &call, const pb::UpdateEventRequest &request,
                     Reply<pb::Event> reply) override;
    void deleteEvent(const CallContext &call, const pb::DeleteEventRequest &request,
                     Reply<pb::Event> reply) override;
    void restoreEvent(const CallContext &call, const pb::RestoreEventRequest &request,
                      Reply<pb::Event> reply) override;
    void findEvent(const CallContext &call, const pb::EventRequest &request, Reply<pb::Event> reply) override;
    void events(const CallContext &call, const pb::EventsRequest &request,
                Reply<pb::EventsResponse> reply) override;
    void changes(const CallContext &call, const pb::ChangesRequest &request,
                 Reply<pb::ChangesResponse> reply) override;
    void forget(const CallContext &call, const pb::ForgetRequest &request, Reply<pb::Empty> reply) override;
    void ownMessages(const CallContext &call, const pb::OwnMessagesRequest &request,
                     Reply<pb::OwnMessagesResponse> reply) override;
    std::unique_ptr<Subscription> watchChanges(StreamHandlers<pb::WatchChangesResponse> handlers) override;
    ObjectsApi &objects() override;
    TransferApi &transfer() override;

    SearchApi &search() override;

    /// Jobs that wait for the database, for metrics.
    int queuedJobs() const;

private:
    void createHashed(const CallContext &call, const pb::CreateCalendarRequest &request,
                      const QString &password, const Reply<pb::Calendar> &reply);

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
