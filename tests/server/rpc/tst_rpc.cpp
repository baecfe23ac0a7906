#include "server/rpc/authrpcclient.h"
#include "server/rpc/authrpcservice.h"
#include "server/rpc/calendarrpcclient.h"
#include "server/rpc/calendarrpcservice.h"
#include "server/rpc/callmetrics.h"
#include "server/rpc/objectsrpcservice.h"
#include "server/rpc/rpcserver.h"
#include "server/rpc/rpctransport.h"
#include "server/rpc/transferrpc.h"
#include "shared/base/clock.h"
#include "tests/server/rpc/fakeauth.h"
#include "tests/server/rpc/fakecalendar.h"
#include "tests/support/waiting.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server;
using namespace hearth::server::rpc;
using hearth::shared::Error;
using hearth::shared::ErrorCode;
using hearth::tests::waitFor;

namespace {

using Done = std::function<void(bool)>;
using AuthCaller = std::function<void(AuthApi &, const CallContext &, const Done &)>;
using CalendarCaller = std::function<void(CalendarApi &, const CallContext &, const Done &)>;
using ObjectsCaller = std::function<void(ObjectsApi &, const CallContext &, const Done &)>;

template <class Response> Reply<Response> swallow(const Done &done)
{
    return [done](const shared::Result<Response> &result) { done(result.ok()); };
}

std::unique_ptr<ServedServices> serveAt(const QString &address, AuthApi *auth, CalendarApi *calendar,
                                        const RpcOptions &options, Metrics &metrics)
{
    std::vector<std::unique_ptr<ServedService>> services;
    if (auth)
        services.push_back(makeAuthRpcService(*auth));
    if (calendar)
        for (auto &service : makeCalendarRpcServices(*calendar))
            services.push_back(std::move(service));
    auto served = RpcServer::start(address, options, std::move(services), metrics);
    return served ? std::move(*served) : nullptr;
}

/// Both fakes behind a server at a free port, and clients of them.
struct World {
    explicit World(const RpcOptions &rpcOptions = {})
        : options(rpcOptions)
        , served(serveAt(u"127.0.0.1:0"_s, &auth, &calendar, options, metrics))
        , authClient(makeAuthRpcClient(served->target(), options, metrics))
        , calendarClient(makeCalendarRpcClient(served->target(), options, metrics))
    {
    }

    RpcOptions options;
    FakeAuth auth;
    FakeCalendar calendar;
    Metrics metrics;
    std::unique_ptr<ServedServices> served;
    std::unique_ptr<AuthApi> authClient;
    std::unique_ptr<CalendarApi> calendarClient;
};

shared::Result<auth::Empty> askStatus(AuthApi &api, const CallContext &call = {})
{
    return waitFor<auth::Empty>([&](auto reply) { api.status(call, {}, std::move(reply)); });
}

/// What a watcher heard; from any thread.
struct Heard {
    StreamHandlers<auth::Revocation> handlers()
    {
        return {[this](const auth::Revocation &item) {
                    lastBytes = int(item.session_id().size());
                    ++items;
                },
                [this](const Error &error) {
                    code = int(error.code);
                    ++ends;
                }};
    }
    std::atomic<int> items{0};
    std::atomic<int> lastBytes{0};
    std::atomic<int> ends{0};
    std::atomic<int> code{-1};
};

auth::Revocation revocationOf(const std::string &session)
{
    auth::Revocation item;
    item.set_session_id(session);
    return item;
}

/// A key and a certificate for localhost that is its own authority; empty where there is no openssl command.
RpcOptions::MutualTls identity()
{
    const QTemporaryDir folder;
    const QString key = folder.filePath(u"key.pem"_s);
    const QString certificate = folder.filePath(u"cert.pem"_s);
    const int exitCode = QProcess::execute(
        u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
         u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=hearth"_s, u"-addext"_s,
         u"subjectAltName=DNS:localhost"_s, u"-keyout"_s, key, u"-out"_s, certificate, u"-batch"_s});
    if (exitCode != 0)
        return {};
    const auto content = [](const QString &name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    };
    return {content(certificate), content(key), content(certificate)};
}

}

class TestRpc final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCallReachesItsMethod_data();
    void everyCallReachesItsMethod();
    void everyCalendarCallReachesItsMethod_data();
    void everyCalendarCallReachesItsMethod();
    void everyObjectsCallReachesItsMethod_data();
    void everyObjectsCallReachesItsMethod();
    void carriesWhoAsks();
    void carriesMessages();
    void carriesErrors_data();
    void carriesErrors();
    void carriesLargeDetails();
    void endsAtTheDeadline();
    void answersWhereTheServiceForgets();
    void streamsItemsUntilTheSubscriptionEnds();
    void streamsTellOfTheirEnd();
    void drainingEndsStreamsAndLetsCallsEnd();
    void clientsEndWithCallsUnderWay();
    void breakerRefusesAtOnceAndRecovers();
    void serviceErrorsDoNotOpenTheBreaker();
    void losesNoIdempotentCallWithABackend();
    void callsNotIdempotentAreNotRepeated();
    void portInUseIsAConflict();
    void measuresEachMethodOnBothSides();
    void unknownMethodsShareOneSeries();
    void mutualTls();
    void refusesPlainTextBetweenMachines();
};

void TestRpc::everyCallReachesItsMethod_data()
{
    QTest::addColumn<AuthCaller>("caller");
    const auto row = [](const char *name, AuthCaller caller) { QTest::newRow(name) << std::move(caller); };
    row("registerUser", [](AuthApi &api, const CallContext &call, auto reply) {
        api.registerUser(call, auth::RegisterRequest(), swallow<auth::RegisterResponse>(reply));
    });
    row("login", [](AuthApi &api, const CallContext &call, auto reply) {
        api.login(call, auth::LoginRequest(), swallow<auth::TokenResponse>(reply));
    });
    row("refresh", [](AuthApi &api, const CallContext &call, auto reply) {
        api.refresh(call, auth::RefreshRequest(), swallow<auth::TokenResponse>(reply));
    });
    row("logout", [](AuthApi &api, const CallContext &call, auto reply) {
        api.logout(call, auth::LogoutRequest(), swallow<auth::Empty>(reply));
    });
    row("status", [](AuthApi &api, const CallContext &call, auto reply) {
        api.status(call, auth::Empty(), swallow<auth::Empty>(reply));
    });
    row("publicKeys", [](AuthApi &api, const CallContext &call, auto reply) {
        api.publicKeys(call, auth::Empty(), swallow<auth::PublicKeysResponse>(reply));
    });
    row("me", [](AuthApi &api, const CallContext &call, auto reply) {
        api.me(call, auth::Empty(), swallow<auth::User>(reply));
    });
    row("updateMe", [](AuthApi &api, const CallContext &call, auto reply) {
        api.updateMe(call, auth::UpdateMeRequest(), swallow<auth::User>(reply));
    });
    row("changePassword", [](AuthApi &api, const CallContext &call, auto reply) {
        api.changePassword(call, auth::ChangePasswordRequest(), swallow<auth::Empty>(reply));
    });
    row("sessions", [](AuthApi &api, const CallContext &call, auto reply) {
        api.sessions(call, auth::Empty(), swallow<auth::SessionsResponse>(reply));
    });
    row("beginDeletion", [](AuthApi &api, const CallContext &call, auto reply) {
        api.beginDeletion(call, auth::BeginDeletionRequest(), swallow<auth::Empty>(reply));
    });
    row("deletions", [](AuthApi &api, const CallContext &call, auto reply) {
        api.deletions(call, auth::Empty(), swallow<auth::UsersResponse>(reply));
    });
    row("finishDeletion", [](AuthApi &api, const CallContext &call, auto reply) {
        api.finishDeletion(call, auth::DeletionRequest(), swallow<auth::Empty>(reply));
    });
    row("cancelDeletion", [](AuthApi &api, const CallContext &call, auto reply) {
        api.cancelDeletion(call, auth::DeletionRequest(), swallow<auth::Empty>(reply));
    });
    row("createAppPassword", [](AuthApi &api, const CallContext &call, auto reply) {
        api.createAppPassword(call, auth::CreateAppPasswordRequest(),
                              swallow<auth::CreateAppPasswordResponse>(reply));
    });
    row("appPasswords", [](AuthApi &api, const CallContext &call, auto reply) {
        api.appPasswords(call, auth::Empty(), swallow<auth::AppPasswordsResponse>(reply));
    });
    row("revokeAppPassword", [](AuthApi &api, const CallContext &call, auto reply) {
        api.revokeAppPassword(call, auth::RevokeAppPasswordRequest(), swallow<auth::Empty>(reply));
    });
    row("verifyAppPassword", [](AuthApi &api, const CallContext &call, auto reply) {
        api.verifyAppPassword(call, auth::VerifyAppPasswordRequest(),
                              swallow<auth::VerifyAppPasswordResponse>(reply));
    });
    row("revokeSession", [](AuthApi &api, const CallContext &call, auto reply) {
        api.revokeSession(call, auth::RevokeSessionRequest(), swallow<auth::Empty>(reply));
    });
    row("users", [](AuthApi &api, const CallContext &call, auto reply) {
        api.users(call, auth::UsersRequest(), swallow<auth::UsersResponse>(reply));
    });
    row("addParticipants", [](AuthApi &api, const CallContext &call, auto reply) {
        api.addParticipants(call, auth::AddParticipantsRequest(), swallow<auth::Empty>(reply));
    });
    row("removeParticipants", [](AuthApi &api, const CallContext &call, auto reply) {
        api.removeParticipants(call, auth::ParticipantsChange(), swallow<auth::Empty>(reply));
    });
    row("deleteParticipants", [](AuthApi &api, const CallContext &call, auto reply) {
        api.deleteParticipants(call, auth::DeleteParticipantsRequest(), swallow<auth::Empty>(reply));
    });
    row("participants", [](AuthApi &api, const CallContext &call, auto reply) {
        api.participants(call, auth::ParticipantsRequest(), swallow<auth::ParticipantsResponse>(reply));
    });
}

void TestRpc::everyCallReachesItsMethod()
{
    QFETCH(AuthCaller, caller);
    World world;
    std::atomic<int> ok{-1};
    caller(*world.authClient, {}, [&ok](bool good) { ok = good ? 1 : 0; });
    QTRY_COMPARE(ok.load(), 1);
    QCOMPARE(world.auth.calls().size(), 1);
    QCOMPARE(world.auth.calls().first().method, QByteArray(QTest::currentDataTag()));
}

void TestRpc::everyCalendarCallReachesItsMethod_data()
{
    QTest::addColumn<CalendarCaller>("caller");
    const auto calendarRow = [](const char *name, CalendarCaller caller) {
        QTest::newRow(name) << std::move(caller);
    };
    calendarRow("status", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.status(call, calendar::Empty(), swallow<calendar::Empty>(reply));
    });
    calendarRow("createCalendar", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.createCalendar(call, calendar::CreateCalendarRequest(), swallow<calendar::Calendar>(reply));
    });
    calendarRow("calendars", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.calendars(call, calendar::Empty(), swallow<calendar::CalendarsResponse>(reply));
    });
    calendarRow("findCalendar", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.findCalendar(call, calendar::CalendarRequest(), swallow<calendar::Calendar>(reply));
    });
    calendarRow("updateCalendar", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.updateCalendar(call, calendar::UpdateCalendarRequest(), swallow<calendar::Calendar>(reply));
    });
    calendarRow("deleteCalendar", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.deleteCalendar(call, calendar::DeleteCalendarRequest(), swallow<calendar::Empty>(reply));
    });
    calendarRow("join", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.join(call, calendar::JoinRequest(), swallow<calendar::JoinResponse>(reply));
    });
    calendarRow("members", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.members(call, calendar::CalendarRequest(), swallow<calendar::MembersResponse>(reply));
    });
    calendarRow("setRole", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.setRole(call, calendar::SetRoleRequest(), swallow<calendar::Member>(reply));
    });
    calendarRow("forget", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.forget(call, calendar::ForgetRequest(), swallow<calendar::Empty>(reply));
    });
    calendarRow("ownMessages", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.ownMessages(call, calendar::OwnMessagesRequest(), swallow<calendar::OwnMessagesResponse>(reply));
    });
    calendarRow("removeMember", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.removeMember(call, calendar::RemoveMemberRequest(), swallow<calendar::Calendar>(reply));
    });
    calendarRow("createEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.createEvent(call, calendar::CreateEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("updateEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.updateEvent(call, calendar::UpdateEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("deleteEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.deleteEvent(call, calendar::DeleteEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("restoreEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.restoreEvent(call, calendar::RestoreEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("findEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.findEvent(call, calendar::EventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("events", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.events(call, calendar::EventsRequest(), swallow<calendar::EventsResponse>(reply));
    });
    calendarRow("createInvite", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.invites().createInvite(call, calendar::CreateInviteRequest(),
                                   swallow<calendar::CreatedInvite>(reply));
    });
    calendarRow("invites", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.invites().invites(call, calendar::CalendarRequest(), swallow<calendar::InvitesResponse>(reply));
    });
    calendarRow("revokeInvite", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.invites().revokeInvite(call, calendar::InviteRequest(), swallow<calendar::Invite>(reply));
    });
    calendarRow("lookAtInvite", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.invites().lookAtInvite(call, calendar::CodeRequest(), swallow<calendar::InvitePreview>(reply));
    });
    calendarRow("acceptInvite", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.invites().acceptInvite(call, calendar::CodeRequest(), swallow<calendar::JoinResponse>(reply));
    });
    calendarRow("people", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.people().people(call, calendar::CalendarRequest(), swallow<calendar::PeopleResponse>(reply));
    });
    calendarRow("addPerson", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.people().addPerson(call, calendar::AddPersonRequest(), swallow<calendar::Person>(reply));
    });
    calendarRow("updatePerson", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.people().updatePerson(call, calendar::UpdatePersonRequest(), swallow<calendar::Person>(reply));
    });
    calendarRow("removePerson", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.people().removePerson(call, calendar::PersonRequest(), swallow<calendar::Empty>(reply));
    });
    calendarRow("post", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().post(call, calendar::PostMessageRequest(),
                            swallow<calendar::PostMessageResponse>(reply));
    });
    calendarRow("messages", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().messages(call, calendar::MessagesRequest(),
                                swallow<calendar::MessagesResponse>(reply));
    });
    calendarRow("editMessage", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().editMessage(call, calendar::EditMessageRequest(), swallow<calendar::Message>(reply));
    });
    calendarRow("deleteMessage", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().deleteMessage(call, calendar::MessageRequest(), swallow<calendar::Message>(reply));
    });
    calendarRow("markRead", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().markRead(call, calendar::MarkReadRequest(), swallow<calendar::ReadMark>(reply));
    });
    calendarRow("unread", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.messages().unread(call, calendar::Empty(), swallow<calendar::UnreadResponse>(reply));
    });
    calendarRow("createPoll", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().createPoll(call, calendar::CreatePollRequest(), swallow<calendar::Poll>(reply));
    });
    calendarRow("polls", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().polls(call, calendar::PollsRequest(), swallow<calendar::PollsResponse>(reply));
    });
    calendarRow("findPoll", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().findPoll(call, calendar::PollRequest(), swallow<calendar::Poll>(reply));
    });
    calendarRow("updatePoll", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().updatePoll(call, calendar::UpdatePollRequest(), swallow<calendar::Poll>(reply));
    });
    calendarRow("deletePoll", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().deletePoll(call, calendar::PollRequest(), swallow<calendar::Empty>(reply));
    });
    calendarRow("answerPoll", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().answerPoll(call, calendar::AnswerPollRequest(), swallow<calendar::Poll>(reply));
    });
    calendarRow("pickOption", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.polls().pickOption(call, calendar::PickOptionRequest(), swallow<calendar::Poll>(reply));
    });
    calendarRow("createSubscription", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().createSubscription(call, calendar::CreateSubscriptionRequest(),
                                               swallow<calendar::SubscribedCalendar>(reply));
    });
    calendarRow("subscriptions", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().subscriptions(call, calendar::Empty(),
                                          swallow<calendar::SubscriptionsResponse>(reply));
    });
    calendarRow("findSubscription", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().findSubscription(call, calendar::SubscriptionRequest(),
                                             swallow<calendar::SubscribedCalendar>(reply));
    });
    calendarRow("updateSubscription", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().updateSubscription(call, calendar::UpdateSubscriptionRequest(),
                                               swallow<calendar::SubscribedCalendar>(reply));
    });
    calendarRow("refreshSubscription", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().refreshSubscription(call, calendar::SubscriptionRequest(),
                                                swallow<calendar::SubscribedCalendar>(reply));
    });
    calendarRow("deleteSubscription", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.subscriptions().deleteSubscription(call, calendar::DeleteSubscriptionRequest(),
                                               swallow<calendar::Empty>(reply));
    });
    calendarRow("answer", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.participation().answer(call, calendar::AnswerEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("acceptProposal", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.participation().acceptProposal(call, calendar::ProposalRequest(),
                                           swallow<calendar::Event>(reply));
    });
    calendarRow("declineProposal", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.participation().declineProposal(call, calendar::ProposalRequest(),
                                            swallow<calendar::Event>(reply));
    });
    calendarRow("history", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().history(call, calendar::HistoryRequest(), swallow<calendar::HistoryResponse>(reply));
    });
    calendarRow("findVersion", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().findVersion(call, calendar::VersionRequest(), swallow<calendar::Version>(reply));
    });
    calendarRow("restoreVersion", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().restoreVersion(call, calendar::VersionRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("trash", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().trash(call, calendar::TrashRequest(), swallow<calendar::TrashResponse>(reply));
    });
    calendarRow("trashedCalendars", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().trashedCalendars(call, calendar::Empty(),
                                       swallow<calendar::TrashedCalendarsResponse>(reply));
    });
    calendarRow("restoreCalendar", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().restoreCalendar(call, calendar::RestoreCalendarRequest(),
                                      swallow<calendar::Calendar>(reply));
    });
    calendarRow("moveEvent", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.history().moveEvent(call, calendar::MoveEventRequest(), swallow<calendar::Event>(reply));
    });
    calendarRow("reminders", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().reminders(call, calendar::CalendarRequest(),
                                  swallow<calendar::RemindersResponse>(reply));
    });
    calendarRow("settings", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().settings(call, calendar::CalendarRequest(),
                                 swallow<calendar::ReminderSettingsResponse>(reply));
    });
    calendarRow("setSettings", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().setSettings(call, calendar::SetReminderSettingsRequest(),
                                    swallow<calendar::ReminderSettingsResponse>(reply));
    });
    calendarRow("setDefaults", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().setDefaults(call, calendar::SetReminderDefaultsRequest(),
                                    swallow<calendar::ReminderSettingsResponse>(reply));
    });
    calendarRow("eventReminders", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().eventReminders(call, calendar::EventRequest(),
                                       swallow<calendar::EventReminders>(reply));
    });
    calendarRow("setEventReminders", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().setEventReminders(call, calendar::SetEventRemindersRequest(),
                                          swallow<calendar::EventReminders>(reply));
    });
    calendarRow("claim", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().claim(call, calendar::ClaimRequest(), swallow<calendar::ReminderClaim>(reply));
    });
    calendarRow("release", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().release(call, calendar::ClaimRequest(), swallow<calendar::Empty>(reply));
    });
    calendarRow("fired", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.reminders().fired(call, calendar::FiredRequest(), swallow<calendar::FiredResponse>(reply));
    });
    calendarRow("notices", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.notices().notices(call, calendar::NoticesRequest(), swallow<calendar::NoticesResponse>(reply));
    });
    calendarRow("changes", [](CalendarApi &api, const CallContext &call, auto reply) {
        api.changes(call, calendar::ChangesRequest(), swallow<calendar::ChangesResponse>(reply));
    });
}

void TestRpc::everyCalendarCallReachesItsMethod()
{
    QFETCH(CalendarCaller, caller);
    World world;
    std::atomic<int> ok{-1};
    caller(*world.calendarClient, {}, [&ok](bool good) { ok = good ? 1 : 0; });
    QTRY_COMPARE(ok.load(), 1);
    QCOMPARE(world.calendar.calledMethods(), QByteArrayList{QByteArray(QTest::currentDataTag())});
}

void TestRpc::everyObjectsCallReachesItsMethod_data()
{
    QTest::addColumn<ObjectsCaller>("caller");
    const auto row = [](const char *name, ObjectsCaller caller) { QTest::newRow(name) << std::move(caller); };
    row("listObjects", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.listObjects(call, calendar::ListObjectsRequest(), swallow<calendar::ListObjectsResponse>(reply));
    });
    row("getObjects", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.getObjects(call, calendar::GetObjectsRequest(), swallow<calendar::GetObjectsResponse>(reply));
    });
    row("putObject", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.putObject(call, calendar::PutObjectRequest(), swallow<calendar::PutObjectResponse>(reply));
    });
    row("deleteObject", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.deleteObject(call, calendar::DeleteObjectRequest(), swallow<calendar::Empty>(reply));
    });
    row("syncObjects", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.syncObjects(call, calendar::SyncObjectsRequest(), swallow<calendar::SyncObjectsResponse>(reply));
    });
    row("freeBusy", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.freeBusy(call, calendar::FreeBusyRequest(), swallow<calendar::FreeBusyResponse>(reply));
    });
    row("busyOfCalendars", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.busyOfCalendars(call, calendar::BusyOfCalendarsRequest(),
                            swallow<calendar::BusyTimesResponse>(reply));
    });
    row("busyOfMembers", [](ObjectsApi &api, const CallContext &call, auto reply) {
        api.busyOfMembers(call, calendar::BusyOfMembersRequest(),
                          swallow<calendar::BusyTimesResponse>(reply));
    });
}

void TestRpc::everyObjectsCallReachesItsMethod()
{
    QFETCH(ObjectsCaller, caller);
    World world;
    std::atomic<int> ok{-1};
    caller(world.calendarClient->objects(), {}, [&ok](bool good) { ok = good ? 1 : 0; });
    QTRY_COMPARE(ok.load(), 1);
    QCOMPARE(world.calendar.objectCalls.calls().size(), 1);
    QCOMPARE(world.calendar.objectCalls.calls().first().method, QByteArray(QTest::currentDataTag()));
}

void TestRpc::carriesWhoAsks()
{
    World world;
    const shared::SystemClock clock;
    CallContext call;
    call.requestId = "request-1";
    call.user = shared::newId<shared::UserId>(clock);
    call.username = u"Żaneta.日本"_s;
    call.session = shared::newId<shared::SessionId>(clock);
    call.deadlineMs = QDateTime::currentMSecsSinceEpoch() + 5000;
    QVERIFY(askStatus(*world.authClient, call).ok());
    const CallContext got = world.auth.calls().first().context;
    QCOMPARE(got.requestId, call.requestId);
    QCOMPARE(got.user, call.user);
    QCOMPARE(got.username, call.username);
    QCOMPARE(got.session, call.session);
    QVERIFY(qAbs(got.deadlineMs - call.deadlineMs) < 100);

    QVERIFY(askStatus(*world.authClient).ok());
    const CallContext nobody = world.auth.calls().last().context;
    QVERIFY(nobody.user.isNull() && nobody.session.isNull() && nobody.username.isEmpty());
    QVERIFY2(nobody.deadlineMs > 0, "every call has a deadline");
}

void TestRpc::carriesMessages()
{
    World world;
    auth::LoginRequest request;
    request.set_username("Ana");
    request.set_password(std::string(1024, 'x'));
    const auto result = waitFor<auth::TokenResponse>(
        [&](auto reply) { world.authClient->login({}, request, std::move(reply)); });
    QVERIFY(result.ok());
    QCOMPARE(world.auth.calls().first().request, request.SerializeAsString());
}

void TestRpc::carriesErrors_data()
{
    QTest::addColumn<int>("code");
    for (int code = 0; code <= int(ErrorCode::DeadlineExceeded); ++code)
        QTest::newRow(qPrintable(shared::errorCodeName(ErrorCode(code)))) << code;
}

void TestRpc::carriesErrors()
{
    QFETCH(int, code);
    World world;
    world.auth.setError({ErrorCode(code), u"Nein, “so” geht’s nicht"_s, u"wrong_password"_s, 7, "{\"a\":1}"});
    const auto result = askStatus(*world.authClient);
    QVERIFY(!result.ok());
    QCOMPARE(int(result.error().code), code);
    QCOMPARE(result.error().message, u"Nein, “so” geht’s nicht"_s);
    QCOMPARE(result.error().reason, u"wrong_password"_s);
    QCOMPARE(result.error().retryAfterSeconds, 7);
    QCOMPARE(result.error().details, "{\"a\":1}"_ba);
    QCOMPARE(world.auth.calls().size(), 1); // the service has answered: nothing is tried again
}

void TestRpc::carriesLargeDetails()
{
    World world;
    const QByteArray details = "{\"text\":\"" + QByteArray(200'000, 'x') + "\"}";
    world.auth.setError({ErrorCode::PreconditionFailed, u"Changed meanwhile"_s, {}, 0, details});
    const auto result = askStatus(*world.authClient);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::PreconditionFailed);
    QCOMPARE(result.error().details, details);
}

void TestRpc::endsAtTheDeadline()
{
    World world;
    world.auth.behave(FakeService::Behaviour::Hold);
    CallContext call;
    call.deadlineMs = QDateTime::currentMSecsSinceEpoch() + 150;
    QElapsedTimer timer;
    timer.start();
    const auto result = askStatus(*world.authClient, call);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::DeadlineExceeded);
    QVERIFY(timer.elapsed() < 5000);
    world.auth.release(); // too late: nobody is there any more
    world.auth.behave(FakeService::Behaviour::Succeed);
    QVERIFY(askStatus(*world.authClient).ok());
}

void TestRpc::answersWhereTheServiceForgets()
{
    World world;
    world.auth.behave(FakeService::Behaviour::Drop);
    const auto result = askStatus(*world.authClient);
    QVERIFY(!result.ok());
    QCOMPARE(result.error().code, ErrorCode::Internal);
}

void TestRpc::streamsItemsUntilTheSubscriptionEnds()
{
    World world;
    Heard heard;
    auto subscription = world.authClient->watchRevocations(heard.handlers());
    QTRY_COMPARE(world.auth.stream.watchers(), 1);
    for (int i = 0; i < 1000; ++i)
        world.auth.stream.send(revocationOf("0123456789abcdef"));
    QTRY_COMPARE(heard.items.load(), 1000);
    QCOMPARE(heard.lastBytes.load(), 16);
    subscription.reset();
    world.auth.stream.send(revocationOf("x"));
    QTRY_COMPARE(world.auth.stream.watchers(), 0);
    QCOMPARE(heard.items.load(), 1000);
    QCOMPARE(heard.ends.load(), 0); // whoever ends it is not told
}

void TestRpc::streamsTellOfTheirEnd()
{
    World world;
    Heard heard;
    const auto subscription = world.authClient->watchRevocations(heard.handlers());
    QTRY_COMPARE(world.auth.stream.watchers(), 1);
    world.auth.stream.send(revocationOf("x"));
    world.auth.stream.fail({ErrorCode::SnapshotRequired, u"Too far behind"_s});
    QTRY_COMPARE(heard.ends.load(), 1);
    QCOMPARE(heard.code.load(), int(ErrorCode::SnapshotRequired));
    QTRY_COMPARE(world.auth.stream.watchers(), 0);
    const auto again = world.authClient->watchRevocations(heard.handlers());
    QTRY_COMPARE(world.auth.stream.watchers(), 1);
}

void TestRpc::drainingEndsStreamsAndLetsCallsEnd()
{
    World world;
    Heard heard;
    const auto subscription = world.authClient->watchRevocations(heard.handlers());
    QTRY_COMPARE(world.auth.stream.watchers(), 1);
    world.auth.behave(FakeService::Behaviour::Hold);
    std::atomic<int> ok{-1};
    world.authClient->me({}, {},
                         [&ok](const shared::Result<auth::User> &result) { ok = result.ok() ? 1 : 0; });
    QTRY_COMPARE(world.auth.held(), 1);
    std::thread drain([&world] { world.served->drain(); });
    QTRY_COMPARE(heard.ends.load(), 1);
    world.auth.release();
    drain.join();
    QTRY_COMPARE(ok.load(), 1);
}

void TestRpc::clientsEndWithCallsUnderWay()
{
    World world;
    world.auth.behave(FakeService::Behaviour::Hold);
    Heard heard;
    const auto subscription = world.authClient->watchRevocations(heard.handlers());
    std::atomic<int> failed{0};
    for (int i = 0; i < 20; ++i)
        world.authClient->me(
            {}, {}, [&failed](const shared::Result<auth::User> &result) { failed += result.ok() ? 0 : 1; });
    QTRY_COMPARE(world.auth.held(), 20);
    world.authClient.reset();
    QCOMPARE(failed.load(), 20);
    QCOMPARE(heard.ends.load(), 1);
    world.auth.release();
}

void TestRpc::breakerRefusesAtOnceAndRecovers()
{
    FakeAuth fake;
    Metrics metrics;
    RpcOptions options;
    options.breakerFailures = 3;
    options.breakerPause = std::chrono::milliseconds(300);
    auto served = serveAt(u"127.0.0.1:0"_s, &fake, nullptr, options, metrics);
    const QString target = served->target();
    const auto client = makeAuthRpcClient(target, options, metrics);
    QVERIFY(askStatus(*client).ok());
    served.reset();

    QTRY_VERIFY(metrics.serialise().contains("hearth_rpc_breaker_open{service=\"hearth.auth.Auth\"} 1")
                || askStatus(*client).ok());
    auth::LoginRequest login;
    QElapsedTimer timer;
    timer.start();
    const auto refused =
        waitFor<auth::TokenResponse>([&](auto reply) { client->login({}, login, std::move(reply)); });
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, ErrorCode::Unavailable);
    QVERIFY(refused.error().retryAfterSeconds >= 1);
    QVERIFY(timer.elapsed() < 100);

    served = serveAt(target, &fake, nullptr, options, metrics);
    QVERIFY(served);
    bool back = false; // QTRY_VERIFY evaluates once more in the end
    QTRY_VERIFY_WITH_TIMEOUT(back || (back = askStatus(*client).ok()), 10'000);
    QVERIFY(metrics.serialise().contains("hearth_rpc_breaker_open{service=\"hearth.auth.Auth\"} 0"));
}

void TestRpc::serviceErrorsDoNotOpenTheBreaker()
{
    RpcOptions options;
    options.breakerFailures = 2;
    World world(options);
    world.auth.setError({ErrorCode::Unavailable, u"The database is away"_s, {}, 2});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(askStatus(*world.authClient).error().message, u"The database is away"_s);
    QCOMPARE(world.auth.calls().size(), 5);
}

void TestRpc::losesNoIdempotentCallWithABackend()
{
    FakeAuth first;
    FakeAuth second;
    Metrics metrics;
    const RpcOptions options;
    auto one = serveAt(u"127.0.0.1:0"_s, &first, nullptr, options, metrics);
    const auto two = serveAt(u"127.0.0.1:0"_s, &second, nullptr, options, metrics);
    const auto client =
        makeAuthRpcClient(u"ipv4:"_s + one->target() + u',' + two->target(), options, metrics);
    int failed = 0;
    for (int i = 0; i < 600; ++i) {
        if (i == 200)
            one.reset();
        failed += askStatus(*client).ok() ? 0 : 1;
    }
    QCOMPARE(failed, 0);
    QVERIFY2(!first.calls().isEmpty() && second.calls().size() > 400, "both had their share");
}

void TestRpc::callsNotIdempotentAreNotRepeated()
{
    World world;
    world.calendar.behave(FakeService::Behaviour::Hold);
    std::atomic<int> failed{0};
    world.calendarClient->createEvent(
        {}, {}, [&failed](const shared::Result<calendar::Event> &result) { failed += result.ok() ? 0 : 1; });
    QTRY_COMPARE(world.calendar.held(), 1);
    std::thread drain([&world] { world.served->drain(); }); // cuts the call after its grace
    QTRY_COMPARE_WITH_TIMEOUT(failed.load(), 1, 20'000);
    world.calendar.release();
    drain.join();
    QCOMPARE(world.calendar.calls().size(), 1);
}

void TestRpc::portInUseIsAConflict()
{
    World world;
    std::vector<std::unique_ptr<ServedService>> services;
    services.push_back(makeAuthRpcService(world.auth));
    const auto second = RpcServer::start(world.served->target(), {}, std::move(services), world.metrics);
    QVERIFY(!second.ok());
    QCOMPARE(second.error().code, ErrorCode::Conflict);
    QVERIFY(second.error().message.contains(world.served->target()));
}

void TestRpc::measuresEachMethodOnBothSides()
{
    World world;
    QVERIFY(askStatus(*world.authClient).ok());
    QVERIFY(askStatus(*world.authClient).ok());
    const QByteArray labels = "{code=\"OK\",method=\"Status\",service=\"hearth.auth.Auth\"} 2";
    QVERIFY2(world.metrics.serialise().contains("hearth_rpc_client_calls_total" + labels),
             world.metrics.serialise().constData());
    // The server's call ends when gRPC has let go of it, which may be after the answer.
    QTRY_VERIFY(world.metrics.serialise().contains("hearth_rpc_server_calls_total" + labels));
    QVERIFY(world.metrics.serialise().contains(
        "hearth_rpc_server_seconds_count{method=\"Status\",service=\"hearth.auth.Auth\"} 2"));
}

void TestRpc::unknownMethodsShareOneSeries()
{
    Metrics metrics;
    CallMetrics calls(metrics, "server");
    calls.callEnded("/hearth.auth.Auth/Nonsense", grpc::StatusCode::UNIMPLEMENTED, {});
    calls.callEnded("no path at all", 4711, {});
    calls.streamEnded("/hearth.auth.Auth/WatchRevocations", grpc::StatusCode::CANCELLED);
    const QByteArray text = metrics.serialise();
    QVERIFY(text.contains(
        "hearth_rpc_server_calls_total{code=\"UNIMPLEMENTED\",method=\"other\",service=\"other\"} 1"));
    QVERIFY(
        text.contains("hearth_rpc_server_calls_total{code=\"other\",method=\"other\",service=\"other\"} 1"));
    QVERIFY(!text.contains("Nonsense") && !text.contains("no path"));
    QVERIFY(text.contains("hearth_rpc_server_calls_total{code=\"CANCELLED\",method=\"WatchRevocations\","
                          "service=\"hearth.auth.Auth\"} 1"));
    QVERIFY2(text.contains("hearth_rpc_server_seconds_count{method=\"WatchRevocations\","
                           "service=\"hearth.auth.Auth\"} 0"),
             "a stream's length is no duration of a call");
}

void TestRpc::mutualTls()
{
    RpcOptions options;
    options.tls = identity();
    QVERIFY2(!options.tls->key.empty(), "the openssl command is missing");
    FakeAuth fake;
    Metrics metrics;
    const auto served = serveAt(u"localhost:0"_s, &fake, nullptr, options, metrics);
    QVERIFY(served);
    const auto friendly = makeAuthRpcClient(served->target(), options, metrics);
    QVERIFY(askStatus(*friendly).ok());

    RpcOptions stranger;
    stranger.tls = identity();
    stranger.tls->ca = options.tls->ca; // knows the server, but isn't known
    const auto unknown = makeAuthRpcClient(served->target(), stranger, metrics);
    QVERIFY(!askStatus(*unknown).ok());
    const auto plain = makeAuthRpcClient(served->target(), {}, metrics);
    QVERIFY(!askStatus(*plain).ok());
    QCOMPARE(fake.calls().size(), 1);
}

void TestRpc::refusesPlainTextBetweenMachines()
{
    Config config;
    Metrics metrics;
    RpcTransport transport;
    QVERIFY(config.set(u"auth.service"_s, u"dns:///auth.example.org:7070"_s, u"test"_s).ok());
    auto client = transport.connectAuth(config, metrics);
    QVERIFY(!client.ok());
    QVERIFY2(client.error().message.contains("rpc.tls must be mutual"_L1),
             qPrintable(client.error().message));

    QVERIFY(config.set(u"rpc.tls"_s, u"mutual"_s, u"test"_s).ok());
    client = transport.connectAuth(config, metrics);
    QVERIFY2(client.error().message.contains("needs rpc.tls.cert"_L1), qPrintable(client.error().message));

    FakeAuth fake;
    QVERIFY(config.set(u"rpc.tls"_s, u"off"_s, u"test"_s).ok());
    QVERIFY(config.set(u"rpc.listen"_s, u"0.0.0.0:0"_s, u"test"_s).ok());
    QVERIFY(!transport.serve(config, &fake, nullptr, metrics).ok());
}

QTEST_GUILESS_MAIN(TestRpc)
#include "tst_rpc.moc"
