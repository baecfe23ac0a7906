#pragma once

#include "server/proto/calendarapi.h"
#include "tests/server/rpc/fakeobjects.h"
#include "tests/server/rpc/fakeservice.h"
#include "tests/support/fakehistory.h"
#include "tests/support/fakeinvites.h"
#include "tests/support/fakemessages.h"
#include "tests/support/fakenotices.h"
#include "tests/support/fakeparticipation.h"
#include "tests/support/fakepeople.h"
#include "tests/support/fakepolls.h"
#include "tests/support/fakereminders.h"
#include "tests/support/fakesearch.h"
#include "tests/support/fakesubscriptions.h"
#include "tests/support/faketransfer.h"

namespace hearth::server {

/// Records every call and answers as `behave` says: by default with an empty message.
class FakeCalendar final : public CalendarApi, public FakeService {
public:
    InvitesApi &invites() override { return invitesPart; }
    PeopleApi &people() override { return peoplePart; }
    MessagesApi &messages() override { return messagesPart; }
    PollsApi &polls() override { return pollsPart; }
    NoticesApi &notices() override { return noticesPart; }
    SubscriptionsApi &subscriptions() override { return subscriptionsPart; }
    ParticipationApi &participation() override { return participationPart; }
    HistoryApi &history() override { return historyPart; }
    RemindersApi &reminders() override { return remindersPart; }

    void status(const CallContext &call, const calendar::Empty &request,
                Reply<calendar::Empty> reply) override;
    void createCalendar(const CallContext &call, const calendar::CreateCalendarRequest &request,
                        Reply<calendar::Calendar> reply) override;
    void calendars(const CallContext &call, const calendar::Empty &request,
                   Reply<calendar::CalendarsResponse> reply) override;
    void findCalendar(const CallContext &call, const calendar::CalendarRequest &request,
                      Reply<calendar::Calendar> reply) override;
    void updateCalendar(const CallContext &call, const calendar::UpdateCalendarRequest &request,
                        Reply<calendar::Calendar> reply) override;
    void deleteCalendar(const CallContext &call, const calendar::DeleteCalendarRequest &request,
                        Reply<calendar::Empty> reply) override;
    void join(const CallContext &call, const calendar::JoinRequest &request,
              Reply<calendar::JoinResponse> reply) override;
    void members(const CallContext &call, const calendar::CalendarRequest &request,
                 Reply<calendar::MembersResponse> reply) override;
    void setRole(const CallContext &call, const calendar::SetRoleRequest &request,
                 Reply<calendar::Member> reply) override;
    void removeMember(const CallContext &call, const calendar::RemoveMemberRequest &request,
                      Reply<calendar::Calendar> reply) override;
    void createEvent(const CallContext &call, const calendar::CreateEventRequest &request,
                     Reply<calendar::Event> reply) override;
    void updateEvent(const CallContext &call, const calendar::UpdateEventRequest &request,
                     Reply<calendar::Event> reply) override;
    void deleteEvent(const CallContext &call, const calendar::DeleteEventRequest &request,
                     Reply<calendar::Event> reply) override;
    void restoreEvent(const CallContext &call, const calendar::RestoreEventRequest &request,
                      Reply<calendar::Event> reply) override;
    void findEvent(const CallContext &call, const calendar::EventRequest &request,
                   Reply<calendar::Event> reply) override;
    void events(const CallContext &call, const calendar::EventsRequest &request,
                Reply<calendar::EventsResponse> reply) override;
    void changes(const CallContext &call, const calendar::ChangesRequest &request,
                 Reply<calendar::ChangesResponse> reply) override;
    void forget(const CallContext &call, const calendar::ForgetRequest &request,
                Reply<calendar::Empty> reply) override;
    void ownMessages(const CallContext &call, const calendar::OwnMessagesRequest &request,
                     Reply<calendar::OwnMessagesResponse> reply) override;
    std::unique_ptr<Subscription>
    watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers) override;
    ObjectsApi &objects() override { return objectCalls; }
    TransferApi &transfer() override { return transferPart; }

    tests::FakeSearch &search() override { return m_search; }

    /// The methods that were called, the parts' included.
    QByteArrayList calledMethods() const;

    hearth::tests::FakeInvites invitesPart;
    hearth::tests::FakePeople peoplePart;
    hearth::tests::FakeMessages messagesPart;
    hearth::tests::FakePolls pollsPart;
    hearth::tests::FakeNotices noticesPart;
    hearth::tests::FakeSubscriptions subscriptionsPart;
    hearth::tests::FakeParticipation participationPart;
    hearth::tests::FakeHistory historyPart;
    hearth::tests::FakeReminders remindersPart;
    FakeStream<calendar::WatchChangesResponse> stream;
    FakeObjects objectCalls;
    hearth::tests::FakeTransfer transferPart;

private:
    tests::FakeSearch m_search;
};

}
