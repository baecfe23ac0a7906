#pragma once

#include "server/proto/calendarapi.h"
#include "shared/base/clock.h"
#include "shared/domain/calendar.h"
#include "shared/domain/change.h"
#include "shared/domain/event.h"
#include "tests/support/fakehistory.h"
#include "tests/support/fakeinvites.h"
#include "tests/support/fakemessages.h"
#include "tests/support/fakenotices.h"
#include "tests/support/fakeobjects.h"
#include "tests/support/fakeparticipation.h"
#include "tests/support/fakepeople.h"
#include "tests/support/fakepolls.h"
#include "tests/support/fakereminders.h"
#include "tests/support/fakesearch.h"
#include "tests/support/fakestream.h"
#include "tests/support/fakesubscriptions.h"
#include "tests/support/faketransfer.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>

#include <atomic>
#include <mutex>

namespace hearth::tests {

/// A calendar service in memory for tests of what calls one: calendars, members, events and the change log
/// with its stream, and failures on demand.
class FakeCalendar final : public server::CalendarApi {
public:
    explicit FakeCalendar(const shared::Clock &clock);

    /// A calendar with its owner.
    shared::CalendarId addCalendar(const QString &name, shared::UserId owner, const QString &ownerName,
                                   const QString &password = {}, shared::CalendarId wanted = {});
    void addMember(shared::CalendarId calendar, shared::UserId user, const QString &username,
                   shared::Role role = shared::Role::Editor);
    void removeMember(shared::CalendarId calendar, shared::UserId user);
    shared::Event addEvent(shared::CalendarId calendar, const QString &name);
    shared::CalendarId idOf(const QString &name) const;
    qint64 seqOf(shared::CalendarId calendar) const;

    void failWith(std::optional<shared::Error> error);
    /// From now on calls get no reply.
    void setSilent(bool silent) { m_silent = silent; }
    /// Changes are logged, but not told to those who watch.
    void setMuted(bool muted) { m_muted = muted; }
    /// Tells the watchers of the change once more.
    void repeat(shared::CalendarId calendar, qint64 seq);
    /// The log no longer has changes up to `seq`.
    void trim(shared::CalendarId calendar, qint64 seq);
    /// Tells a user, by the stream, what is theirs alone; the number is theirs from now on.
    void tell(shared::UserId user, qint64 number, const QString &event, const QJsonObject &data);
    /// Only as if it had been told.
    void setPersonalNumber(shared::UserId user, qint64 number);
    void endStreams();
    int watchers() const { return m_stream.watchers(); }
    int eventQuestions() const { return m_eventQuestions; }
    int notModified() const { return m_notModified; }
    int changesAsked() const { return m_changesAsked; }
    server::CallContext lastCall() const;
    /// Those whom forget() was asked to forget.
    QList<shared::UserId> forgotten() const;
    /// The next forget() fails, but for one that only looks.
    void failForget(const shared::Error &error);
    calendar::CreateEventRequest lastCreate() const;
    calendar::UpdateEventRequest lastUpdate() const;

    server::InvitesApi &invites() override { return invitesPart; }
    server::PeopleApi &people() override { return peoplePart; }
    server::MessagesApi &messages() override { return messagesPart; }
    server::PollsApi &polls() override { return pollsPart; }
    server::NoticesApi &notices() override { return noticesPart; }
    server::ParticipationApi &participation() override { return participationPart; }
    server::HistoryApi &history() override { return historyPart; }
    server::RemindersApi &reminders() override { return remindersPart; }

    void status(const server::CallContext &call, const calendar::Empty &request,
                server::Reply<calendar::Empty> reply) override;
    void createCalendar(const server::CallContext &call, const calendar::CreateCalendarRequest &request,
                        server::Reply<calendar::Calendar> reply) override;
    void calendars(const server::CallContext &call, const calendar::Empty &request,
                   server::Reply<calendar::CalendarsResponse> reply) override;
    void findCalendar(const server::CallContext &call, const calendar::CalendarRequest &request,
                      server::Reply<calendar::Calendar> reply) override;
    void updateCalendar(const server::CallContext &call, const calendar::UpdateCalendarRequest &request,
                        server::Reply<calendar::Calendar> reply) override;
    void deleteCalendar(const server::CallContext &call, const calendar::DeleteCalendarRequest &request,
                        server::Reply<calendar::Empty> reply) override;
    void join(const server::CallContext &call, const calendar::JoinRequest &request,
              server::Reply<calendar::JoinResponse> reply) override;
    void members(const server::CallContext &call, const calendar::CalendarRequest &request,
                 server::Reply<calendar::MembersResponse> reply) override;
    void setRole(const server::CallContext &call, const calendar::SetRoleRequest &request,
                 server::Reply<calendar::Member> reply) override;
    void removeMember(const server::CallContext &call, const calendar::RemoveMemberRequest &request,
                      server::Reply<calendar::Calendar> reply) override;
    void createEvent(const server::CallContext &call, const calendar::CreateEventRequest &request,
                     server::Reply<calendar::Event> reply) override;
    void updateEvent(const server::CallContext &call, const calendar::UpdateEventRequest &request,
                     server::Reply<calendar::Event> reply) override;
    void deleteEvent(const server::CallContext &call, const calendar::DeleteEventRequest &request,
                     server::Reply<calendar::Event> reply) override;
    void restoreEvent(const server::CallContext &call, const calendar::RestoreEventRequest &request,
                      server::Reply<calendar::Event> reply) override;
    void findEvent(const server::CallContext &call, const calendar::EventRequest &request,
                   server::Reply<calendar::Event> reply) override;
    void events(const server::CallContext &call, const calendar::EventsRequest &request,
                server::Reply<calendar::EventsResponse> reply) override;
    void changes(const server::CallContext &call, const calendar::ChangesRequest &request,
                 server::Reply<calendar::ChangesResponse> reply) override;
    void forget(const server::CallContext &call, const calendar::ForgetRequest &request,
                server::Reply<calendar::Empty> reply) override;
    void ownMessages(const server::CallContext &call, const calendar::OwnMessagesRequest &request,
                     server::Reply<calendar::OwnMessagesResponse> reply) override;
    std::unique_ptr<server::Subscription>
    watchChanges(server::StreamHandlers<calendar::WatchChangesResponse> handlers) override;
    FakeObjects &objects() override { return m_objects; }
    FakeSubscriptions &subscriptions() override { return m_subscriptions; }
    FakeTransfer &transfer() override { return m_transfer; }
    FakeSearch &search() override { return m_search; }

    FakeInvites invitesPart;
    FakePeople peoplePart;
    FakeMessages messagesPart;
    FakePolls pollsPart;
    FakeNotices noticesPart;
    FakeParticipation participationPart;
    FakeHistory historyPart;
    FakeReminders remindersPart;

private:
    QList<shared::UserId> m_forgotten;
    std::optional<shared::Error> m_forgetFailure;
    struct Room {
        shared::Calendar calendar;
        QString password;
        QMap<shared::UserId, shared::Member> members;
        QMap<shared::EventId, shared::Event> events;
        QList<shared::Change> log;
        qint64 trimmed = 0;
        bool deleted = false;
    };
    void postMessage(const server::CallContext &call, const calendar::PostMessageRequest &request,
                     const server::Reply<calendar::PostMessageResponse> &reply);
    template <class Response>
    bool begin(const server::CallContext &call, const server::Reply<Response> &reply);
    Room *find(const calendar::CalendarRef &ref);
    /// The room where the caller is a member; otherwise why not.
    shared::Result<Room *> enter(const server::CallContext &call, const calendar::CalendarRef &ref);
    shared::Result<shared::Event *> enterEvent(const server::CallContext &call,
                                               const calendar::CalendarRef &ref, const std::string &id);
    shared::Change commit(Room &room, shared::ChangeKind kind, const server::CallContext &call, QUuid entity,
                          const QJsonObject &data);
    shared::Change touch(Room &room, shared::Event &event, shared::ChangeKind kind,
                         const server::CallContext &call);
    FakeObjects::Rooms roomsForObjects();
    shared::Calendar seenBy(const Room &room, shared::UserId user) const;

    const shared::Clock &m_clock;
    mutable std::recursive_mutex m_mutex;
    QMap<shared::CalendarId, Room> m_rooms;
    QHash<shared::UserId, qint64> m_personal; ///< newest numbers
    QHash<QString, std::pair<QByteArray, calendar::Event>> m_done; ///< by idempotency key
    std::optional<shared::Error> m_failure;
    std::vector<std::shared_ptr<void>> m_unanswered; ///< replies that are never made
    std::atomic<bool> m_silent = false;
    std::atomic<bool> m_muted = false;
    std::atomic<int> m_eventQuestions = 0;
    std::atomic<int> m_notModified = 0;
    std::atomic<int> m_changesAsked = 0;
    server::CallContext m_lastCall;
    calendar::CreateEventRequest m_lastCreate;
    calendar::UpdateEventRequest m_lastUpdate;
    FakeStream<calendar::WatchChangesResponse> m_stream;
    FakeObjects m_objects;
    FakeSearch m_search;
    FakeSubscriptions m_subscriptions;
    FakeTransfer m_transfer;
};

}
