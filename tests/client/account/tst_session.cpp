#include "client/account/session.h"
#include "client/account/signin.h"
#include "tests/client/sync/fakeserver.h"

#include <QJsonArray>
#include <QProcess>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kStart = 1'796'000'000'000;

EventDraft draftAt(const QString &name, qint64 startMs)
{
    EventDraft result;
    result.name = name;
    result.start = fromUtc(startMs, QTimeZone("Europe/Vienna"));
    result.end = fromUtc(startMs + 3'600'000, QTimeZone("Europe/Vienna"));
    return result;
}

EventDraft draft(const QString &name) { return draftAt(name, kStart); }

qint64 tomorrowMs() { return SystemClock().nowMs() / 60'000 * 60'000 + 24LL * 3'600'000; }

const EventItem *named(Session &session, const QString &name)
{
    for (const EventItem *item : session.events().search(name, 10, kStart))
        if (item->name == name)
            return item;
    return nullptr;
}

bool isSettled(Session &session)
{
    return session.connection().kind == ConnectionState::Kind::Live && session.connection().waiting == 0;
}

/// A server of its own, in a folder of its own.
class Daemon {
public:
    bool start()
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(QStringLiteral(HEARTHD_PATH),
                        {u"--data"_s, m_folder.path(), u"--listen"_s, u"127.0.0.1:%1"_s.arg(m_port),
                         u"--admin"_s, u"127.0.0.1:0"_s, u"--set"_s, u"limits.enabled=false"_s});
        return m_process.waitForStarted();
    }
    ~Daemon()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }
    ServerAddress address() const { return *ServerAddress::parse(u"http://127.0.0.1:%1"_s.arg(m_port)); }
    bool answers() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        return socket.waitForConnected(100);
    }
    QByteArray output() { return m_process.readAll(); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};
}

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsAtOnceAndSends();
    void undoAfterSending();
    void quickEditsNeverJumpBack();
    void hiddenCalendarsAreRemembered();
    void calendarsAreMadeAndLeft();
    void conflictsAreResolved();
    void endedSessionIsTold();
    void remindersAreKept();
    void serverReminds();
    void claimsAreSent();
    void worksWithTheRealServer();
    void talksAndAgreesThroughTheRealServer();

private:
    static void answersOfAnOccurrence(Session &ana, Session &ben, CalendarId family);
    static void remindersAtTheServer(Session &ana, Session &ben);
    static void filesAtTheServer(Session &ana);
    static void accountAtTheServer(Session &ana);
    std::unique_ptr<Session> session(const QString &username)
    {
        SyncConfig config;
        config.server = m_server->address();
        config.tokens = m_server->tokensFor(username);
        config.username = username;
        config.replicaFile = m_folder->filePath(username + u".db"_s);
        config.options.firstDelay = std::chrono::milliseconds(10);
        config.options.longestDelay = std::chrono::milliseconds(50);
        return std::make_unique<Session>(config);
    }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Session> m_ana;
};

void TestSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<FakeServer>();
    m_server->addRoom(u"Family"_s, {u"ana"_s, u"ben"_s});
    m_ana = session(u"ana"_s);
    QTRY_VERIFY(isSettled(*m_ana));
}

void TestSession::cleanup()
{
    m_ana.reset();
    m_server.reset();
}

void TestSession::showsAtOnceAndSends()
{
    const auto ben = session(u"ben"_s);
    QTRY_VERIFY(isSettled(*ben));
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Haircut"_s));
    QVERIFY(m_ana->events().find(id));
    QVERIFY(m_ana->events().find(id)->waiting);
    QCOMPARE(m_ana->events().find(id)->createdByName, u"ana"_s);
    QTRY_VERIFY(!m_ana->events().find(id)->waiting);
    QTRY_VERIFY(named(*ben, u"Haircut"_s));
    QCOMPARE(m_ana->members().rowCount(), 2);
    QCOMPARE(m_ana->calendars().defaultCalendar()->name, u"Family"_s);
}

void TestSession::undoAfterSending()
{
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Haircut"_s));
    QTRY_COMPARE(m_server->room().events().size(), 1);
    QTRY_VERIFY(isSettled(*m_ana));
    EventDraft moved = *m_ana->events().find(id);
    moved.name = u"Barber"_s;
    m_ana->editor().change(id, moved);
    QTRY_COMPARE(m_server->room().events().first().name, u"Barber"_s);
    m_ana->editor().stack().undo();
    QTRY_COMPARE(m_server->room().events().first().name, u"Haircut"_s);
    m_ana->editor().stack().undo();
    QTRY_VERIFY(m_server->room().events().isEmpty());
    m_ana->editor().stack().redo();
    QTRY_COMPARE(m_server->room().events().size(), 1);
    QVERIFY(m_ana->events().find(id));
}

void TestSession::quickEditsNeverJumpBack()
{
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Step 0"_s));
    int last = 0;
    bool jumped = false;
    const auto watch = [&] {
        const EventItem *item = m_ana->events().find(id);
        const int step = item ? item->name.mid(5).toInt() : -1;
        jumped = jumped || step < last;
        last = step;
    };
    connect(&m_ana->events(), &EventIndex::daysChanged, this, watch);
    for (int step = 1; step <= 30; ++step) {
        m_ana->editor().change(id, draft(u"Step %1"_s.arg(step)));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(m_server->room().events().size() == 1
                && m_server->room().events().first().name == "Step 30"_L1);
    QVERIFY(!jumped);
}

void TestSession::hiddenCalendarsAreRemembered()
{
    m_ana->editor().create(m_server->room().id(), draft(u"Haircut"_s));
    const QModelIndex row = m_ana->calendars().index(0);
    m_ana->calendars().setData(row, Qt::Unchecked, Qt::CheckStateRole);
    const QDate day = QDateTime::fromMSecsSinceEpoch(kStart).date();
    QVERIFY(m_ana->events().occurrences(day, day).isEmpty());
    m_ana.reset();
    m_ana = session(u"ana"_s);
    QSignalSpy ready(m_ana.get(), &Session::ready);
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(m_ana->calendars().hidden().size(), 1);
    QVERIFY(m_ana->events().occurrences(day, day).isEmpty());
    QVERIFY(named(*m_ana, u"Haircut"_s));
}

void TestSession::calendarsAreMadeAndLeft()
{
    std::optional<Outcome> outcome;
    const auto finished = [&](const Outcome &each) { outcome = each; };
    m_ana->createCalendar(u"Work"_s, {}, u"moss"_s, finished);
    QTRY_VERIFY(outcome && outcome->ok());
    QTRY_COMPARE(m_ana->calendars().rowCount(), 2);
    outcome.reset();
    m_ana->createCalendar(u"Work"_s, {}, u"moss"_s, finished);
    QTRY_VERIFY(outcome && !outcome->ok());
    outcome.reset();
    m_ana->leaveCalendar(m_server->room(1).id(), finished);
    QTRY_VERIFY(outcome && outcome->ok());
    QTRY_COMPARE(m_ana->calendars().rowCount(), 1);
}

void TestSession::conflictsAreResolved()
{
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Dinner"_s));
    QTRY_VERIFY(!m_ana->events().find(id)->waiting);
    m_server->setReachable(false);
    QTRY_VERIFY(m_ana->connection().kind != ConnectionState::Kind::Live);
    m_ana->editor().change(id, draft(u"Supper"_s));
    m_server->room().patch(u"ben"_s, m_server->room().events().first().id, {{u"event_name"_s, u"Banquet"_s}},
                           0);
    m_server->setReachable(true);
    QTRY_VERIFY(m_ana->events().find(id)->conflict);
    QCOMPARE(m_ana->otherVersion(id)->name, u"Banquet"_s);
    m_ana->resolveConflict(id, false);
    QTRY_COMPARE(m_ana->events().find(id)->name, u"Banquet"_s);
    QVERIFY(!m_ana->otherVersion(id));
}

void TestSession::endedSessionIsTold()
{
    QSignalSpy out(m_ana.get(), &Workspace::signedOut);
    m_server->endSessionOf(u"ana"_s);
    QTRY_COMPARE(out.size(), 1);
    QCOMPARE(m_ana->connection().kind, ConnectionState::Kind::SignedOut);
}

void TestSession::remindersAreKept()
{
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Haircut"_s));
    QTRY_VERIFY(!m_ana->events().find(id)->waiting);
    const QString atServer = m_server->room().events().first().id.toString();
    m_server->setAnswer(
        u"GET reminders"_s,
        {{u"own"_s, QJsonObject{{u"reminders"_s, QJsonArray{45}}, {u"muted"_s, false}}},
         {u"events"_s, QJsonArray{QJsonObject{{u"event_id"_s, atServer}, {u"reminders"_s, QJsonArray{5}}}}}});
    const CalendarId family = m_server->room().id();
    m_server->tell(u"ana"_s, u"updated_reminders"_s, {{u"calendar_id"_s, family.toString()}});
    QTRY_COMPARE(m_ana->reminders().settings(family).own.timed, OwnMinutes(QList<int>{45}));
    QVERIFY(m_ana->reminders().settings(family).events.contains(id));
    m_ana.reset();
    m_server->setReachable(false);
    m_ana = session(u"ana"_s);
    QTRY_VERIFY(named(*m_ana, u"Haircut"_s));
    const EventItem *again = named(*m_ana, u"Haircut"_s);
    QVERIFY(again->id != id); // by the server's id from now on
    QCOMPARE(m_ana->reminders().settings(family).minutesOf(*again), QList<int>{5});
}

void TestSession::serverReminds()
{
    const qint64 startMs = tomorrowMs();
    const EventId id = m_ana->editor().create(m_server->room().id(), draftAt(u"Haircut"_s, startMs));
    QTRY_VERIFY(!m_ana->events().find(id)->waiting);
    const QString family = m_server->room().id().toString();
    const auto tell = [&] {
        m_server->tell(u"ana"_s, u"reminder"_s,
                       {{u"event_id"_s, m_server->room().events().first().id.toString()},
                        {u"calendar_id"_s, family},
                        {u"event_name"_s, u"Haircut"_s},
                        {u"event_start"_s, formatUtc(startMs)},
                        {u"event_end"_s, formatUtc(startMs + 3'600'000)},
                        {u"due_at"_s, formatUtc(startMs - 600'000)},
                        {u"minutes"_s, 10}});
    };
    QList<Reminder> fired;
    const auto listen = [&] {
        connect(&m_ana->reminders(), &ReminderScheduler::fired, m_ana.get(),
                [&fired](const QList<Reminder> &reminders) { fired += reminders; });
    };
    listen();
    tell();
    QTRY_COMPARE(fired.size(), 1);
    QCOMPARE(fired.first().key, (ReminderKey{id, formatUtc(startMs), 10}));
    QCOMPARE(fired.first().endMs, startMs + 3'600'000);
    m_ana.reset();
    m_ana = session(u"ana"_s);
    QTRY_VERIFY(isSettled(*m_ana));
    listen();
    const QString reading = u"GET /api/v1/calendars/%1/reminders"_s.arg(family);
    const int before = m_server->requests(reading);
    tell();
    m_server->tell(u"ana"_s, u"updated_reminders"_s, {{u"calendar_id"_s, family}});
    QTRY_VERIFY(m_server->requests(reading) > before); // what was told before it has been taken by then
    QCOMPARE(fired.size(), 1);
}

void TestSession::claimsAreSent()
{
    const EventId id = m_ana->editor().create(m_server->room().id(), draft(u"Bins"_s));
    QTRY_VERIFY(!m_ana->events().find(id)->waiting);
    m_server->setAnswer(u"POST claim"_s, {});
    Reminder reminder;
    reminder.calendar = m_server->room().id();
    reminder.key = {id, formatUtc(kStart), 10};
    std::optional<Outcome> outcome;
    m_ana->reminderRequests().claim(reminder, [&](const Outcome &each) { outcome = each; });
    QTRY_VERIFY(outcome);
    QVERIFY(outcome->ok());
    const QString atServer = m_server->room().events().first().id.toString();
    QCOMPARE(m_server->requests(u"POST /api/v1/calendars/%1/events/%2/claim"_s.arg(
                 m_server->room().id().toString(), atServer)),
             1);
    outcome.reset();
    ReminderSettings settings;
    settings.own.timed = QList<int>{10, 60};
    settings.muted = true;
    m_server->setAnswer(u"PUT reminder-settings"_s, {});
    m_ana->reminderRequests().setOwn(reminder.calendar, settings,
                                     [&](const Outcome &each) { outcome = each; });
    QTRY_VERIFY(outcome && outcome->ok());
    const QJsonObject sent =
        m_server->sent(u"/api/v1/calendars/%1/reminder-settings"_s.arg(reminder.calendar.toString()));
    QCOMPARE(sent.value("reminders"_L1).toArray(), (QJsonArray{10, 60}));
    QVERIFY(sent.value("all_day_reminders"_L1).isNull());
    QVERIFY(sent.value("muted"_L1).toBool());
}

void TestSession::worksWithTheRealServer()
{
    Daemon daemon;
    QVERIFY(daemon.start());
    QTRY_VERIFY2_WITH_TIMEOUT(daemon.answers(), daemon.output().constData(), 10'000);
    QTemporaryDir folder;
    std::vector<std::unique_ptr<Session>> sessions;
    for (const QString &name : {u"ana"_s, u"ben"_s}) {
        SignIn signIn(daemon.address());
        std::optional<Result<SignedIn>> result;
        const auto way = name == "ana"_L1 ? SignInWish::Calendar::Create : SignInWish::Calendar::Join;
        signIn.run({name, u"a long secret"_s, true, way, u"Family"_s, u"open sesame"_s, u"sky"_s},
                   [&](const Result<SignedIn> &each) { result = each; });
        QTRY_VERIFY_WITH_TIMEOUT(result, 10'000);
        QVERIFY2(result->ok(), qPrintable(result->ok() ? QString() : result->error().message));
        SyncConfig config{(*result)->server, (*result)->tokens, name, folder.filePath(name + u".db"_s)};
        sessions.push_back(std::make_unique<Session>(config));
        QTRY_VERIFY_WITH_TIMEOUT(isSettled(*sessions.back()), 10'000);
        QTRY_COMPARE(sessions.back()->calendars().rowCount(), 1);
    }
    Session &ana = *sessions.at(0);
    Session &ben = *sessions.at(1);
    QTRY_COMPARE(ana.members().rowCount(), 2);
    QTRY_COMPARE(ana.members().onlineCount(), 2);
    const EventId id = ana.editor().create(ana.calendars().defaultCalendar()->id, draft(u"Haircut"_s));
    QTRY_VERIFY(named(ben, u"Haircut"_s));
    QTRY_VERIFY(!ana.events().find(id)->waiting);
    EventDraft changed = *named(ben, u"Haircut"_s);
    changed.location = u"Main street"_s;
    ben.editor().change(named(ben, u"Haircut"_s)->id, changed);
    QTRY_COMPARE(ana.events().find(id)->location, u"Main street"_s);
    remindersAtTheServer(ana, ben);
    filesAtTheServer(ana);
    accountAtTheServer(ana);
    ana.editor().remove({id});
    QTRY_VERIFY(!named(ben, u"Haircut"_s));
    ana.editor().stack().undo();
    QTRY_VERIFY(named(ben, u"Haircut"_s));
    QTRY_VERIFY(isSettled(ana) && isSettled(ben));
    QCOMPARE(ana.events().size(), 1);
    std::optional<Outcome> left;
    ben.leaveCalendar(ben.calendars().defaultCalendar()->id, [&](const Outcome &each) { left = each; });
    QTRY_VERIFY(left && left->ok());
    QTRY_COMPARE(ben.events().size(), 0);
    QTRY_COMPARE(ana.members().rowCount(), 1);
    std::optional<Outcome> out;
    ana.signOut([&](const Outcome &each) { out = each; });
    QTRY_VERIFY(out && out->ok());
}

void TestSession::remindersAtTheServer(Session &ana, Session &ben)
{
    const CalendarId family = ana.calendars().defaultCalendar()->id;
    ReminderSettings wish;
    wish.own.timed = QList<int>{5, 60};
    std::optional<Outcome> outcome;
    const auto finished = [&](const Outcome &each) { outcome = each; };
    ana.reminderRequests().setOwn(family, wish, finished);
    QTRY_VERIFY(outcome);
    QVERIFY2(outcome->ok(), outcome->ok() ? "" : qPrintable(outcome->error().message));
    QTRY_COMPARE(ana.reminders().settings(family).own.timed, wish.own.timed);
    outcome.reset();
    ana.reminderRequests().setDefaults(family, {QList<int>{30}, QList<int>{360}}, finished);
    QTRY_VERIFY(outcome && outcome->ok());
    QTRY_COMPARE(ben.reminders().settings(family).calendar.timed, OwnMinutes(QList<int>{30}));
    outcome.reset();
    // Who takes care of what is over is of no interest any more.
    const EventId event = ana.editor().create(family, draftAt(u"Bins"_s, tomorrowMs()));
    QTRY_VERIFY(isSettled(ana) && named(ben, u"Bins"_s));
    Reminder reminder;
    reminder.calendar = family;
    reminder.key.event = event;
    ana.reminderRequests().claim(reminder, finished);
    QTRY_VERIFY(outcome);
    QVERIFY2(outcome->ok(), outcome->ok() ? "" : qPrintable(outcome->error().message));
    reminder.key.event = named(ben, u"Bins"_s)->id;
    QTRY_COMPARE(ben.reminders().claimedBy(reminder), u"ana"_s);
    ana.editor().remove({event});
    QTRY_VERIFY(isSettled(ana) && !named(ben, u"Bins"_s));
}

void TestSession::filesAtTheServer(Session &ana)
{
    const CalendarId family = ana.calendars().defaultCalendar()->id;
    std::optional<Result<QByteArray>> text;
    ana.files().exportCalendar(family, [&](const Result<QByteArray> &each) { text = each; });
    QTRY_VERIFY(text);
    QVERIFY(text->ok());
    QVERIFY((*text)->startsWith("BEGIN:VCALENDAR") && (*text)->contains("Haircut"));
    std::optional<Result<ImportReport>> report;
    const auto answered = [&](const Result<ImportReport> &each) { report = each; };
    QByteArray other = **text;
    other.replace("UID:", "UID:another-");
    ana.files().lookAt(family, other, answered);
    QTRY_VERIFY(report);
    QVERIFY2(report->ok(), report->ok() ? "" : qPrintable(report->error().message));
    QCOMPARE((*report)->added, 1);
    QCOMPARE((*report)->items.size(), 1);
    QCOMPARE((*report)->items.first().name, u"Haircut"_s);
    QCOMPARE(ana.events().size(), 1);
    report.reset();
    ana.files().lookAt(family, **text, answered);
    QTRY_VERIFY(report && report->ok());
    QCOMPARE((*report)->same, 1);
    report.reset();
    ana.files().lookAt(family, "BEGIN:NOTHING", answered);
    QTRY_VERIFY(report);
    QVERIFY(!report->ok() || (*report)->added == 0);
}

void TestSession::accountAtTheServer(Session &ana)
{
    std::optional<Outcome> outcome;
    const auto finished = [&](const Outcome &each) { outcome = each; };
    ana.account().setDisplayName(u"Ana L."_s, finished);
    QTRY_VERIFY(outcome && outcome->ok());
    std::optional<Result<Profile>> profile;
    ana.account().findProfile([&](const Result<Profile> &each) { profile = each; });
    QTRY_VERIFY(profile && profile->ok());
    QCOMPARE((*profile)->displayName, u"Ana L."_s);
    std::optional<Result<QList<DeviceSession>>> sessions;
    ana.account().listSessions([&](const Result<QList<DeviceSession>> &each) { sessions = each; });
    QTRY_VERIFY(sessions && sessions->ok());
    QCOMPARE((*sessions)->size(), 1);
    QVERIFY((*sessions)->first().current);
    std::optional<Result<NewAppPassword>> made;
    ana.account().createAppPassword(u"Phone"_s, [&](const Result<NewAppPassword> &each) { made = each; });
    QTRY_VERIFY(made && made->ok());
    QVERIFY(!(*made)->password.isEmpty());
    std::optional<Result<QList<AppPassword>>> passwords;
    ana.account().listAppPasswords([&](const Result<QList<AppPassword>> &each) { passwords = each; });
    QTRY_VERIFY(passwords && passwords->ok());
    QCOMPARE((*passwords)->size(), 1);
    outcome.reset();
    ana.account().revokeAppPassword((*passwords)->first().id, finished);
    QTRY_VERIFY(outcome && outcome->ok());
    std::optional<Result<QByteArray>> data;
    ana.account().exportData([&](const Result<QByteArray> &each) { data = each; });
    QTRY_VERIFY(data && data->ok());
    QVERIFY((*data)->contains("Haircut"));
    outcome.reset();
    ana.account().changePassword(u"wrong"_s, u"another secret"_s, finished);
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->ok());
}

/// Of one that nobody has changed before: the rest of the series stays without an answer.
void TestSession::answersOfAnOccurrence(Session &ana, Session &ben, CalendarId family)
{
    constexpr qint64 kWeek = 7LL * 24 * 3'600'000;
    EventDraft choir = draft(u"Choir"_s);
    choir.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=3"_s;
    choir.participants = {{{}, u"ben"_s}};
    for (const Member &member : ana.members().membersOf(family))
        if (member.username == u"ben"_s)
            choir.participants.first().user = member.user;
    ana.editor().create(family, choir);
    const auto second = [](Session &session) -> const EventItem * {
        const QDate day = QDateTime::fromMSecsSinceEpoch(kStart + kWeek, session.events().zone()).date();
        for (const Occurrence &each : session.events().occurrences(day, day))
            if (each.event->name == "Choir"_L1)
                return session.events().find(each.id);
        return nullptr;
    };
    QTRY_VERIFY(second(ben));
    QVERIFY(!ben.events().stored(second(ben)->id));
    std::optional<Outcome> replied;
    ben.reply(second(ben)->id, {Answer::No, u"away"_s, {}}, [&](const Outcome &each) { replied = each; });
    QTRY_VERIFY(replied);
    QVERIFY2(replied->ok(), replied->ok() ? "" : qPrintable(replied->error().message));
    QTRY_COMPARE(second(ana)->participants.first().answer, Answer::No);
    QVERIFY(ana.events().stored(second(ana)->id));
    QCOMPARE(ana.events().stored(second(ana)->series)->participants.first().answer, Answer::None);
}

/// By an invitation into the calendar; then messages, news, an answer with another time, and a poll.
void TestSession::talksAndAgreesThroughTheRealServer()
{
    Daemon daemon;
    QVERIFY(daemon.start());
    QTRY_VERIFY2_WITH_TIMEOUT(daemon.answers(), daemon.output().constData(), 10'000);
    QTemporaryDir folder;
    const auto enter = [&](const QString &name, const SignInWish &wish) {
        SignIn signIn(daemon.address());
        std::optional<Result<SignedIn>> result;
        signIn.run(wish, [&](const Result<SignedIn> &each) { result = each; });
        const bool done = QTest::qWaitFor([&] { return result.has_value(); }, 10'000);
        if (!done || !result->ok())
            qFatal("%s did not come in", qPrintable(name));
        return std::make_unique<Session>(
            SyncConfig{(*result)->server, (*result)->tokens, name, folder.filePath(name + u".db"_s)});
    };
    SignInWish create{u"ana"_s, u"a long secret"_s, true, SignInWish::Calendar::Create, u"Family"_s};
    const auto ana = enter(u"ana"_s, create);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*ana) && ana->calendars().rowCount() == 1, 10'000);
    const CalendarId family = ana->calendars().calendars().first().id;
    std::optional<Result<NewInvite>> invite;
    ana->membership().createInvite(family, {Role::Editor, 3600, 2}, [&](const auto &made) { invite = made; });
    QTRY_VERIFY(invite && invite->ok());
    QVERIFY((*invite)->link.endsWith((*invite)->code));
    SignInWish join{u"ben"_s, u"a long secret"_s, true, SignInWish::Calendar::Join};
    join.inviteCode = (*invite)->code;
    const auto ben = enter(u"ben"_s, join);
    QTRY_VERIFY_WITH_TIMEOUT(isSettled(*ben) && ben->calendars().rowCount() == 1, 10'000);
    QCOMPARE(ben->calendars().calendars().first().role, Role::Editor);
    std::optional<Result<QList<Invite>>> invites;
    ana->membership().listInvites(family, [&](const auto &list) { invites = list; });
    QTRY_VERIFY(invites && invites->ok());
    QCOMPARE((*invites)->first().usesLeft, 1);
    std::optional<Result<InvitePreview>> preview;
    ben->membership().lookAt(join.inviteCode, [&](const auto &seen) { preview = seen; });
    QTRY_VERIFY(preview && preview->ok());
    QCOMPARE((*preview)->calendarName, u"Family"_s);

    const Thread thread{family, {}};
    ana->conversations().open(thread);
    ben->conversations().open(thread);
    ana->conversations().post(thread, u"Hello @ben"_s);
    QTRY_COMPARE(ben->conversations().of(thread).rowCount(), 1);
    const MessageItem heard = ben->conversations().of(thread).at(0);
    QCOMPARE(heard.text, u"Hello @ben"_s);
    QVERIFY(ben->conversations().namesMe(heard));
    QCOMPARE(ben->conversations().unread(thread), 1);
    ben->conversations().watch(thread);
    QTRY_COMPARE(ben->conversations().unread(thread), 0);
    QTRY_VERIFY(!ana->conversations().of(thread).at(0).waits());

    const NoticeList &bensNews = ben->notices();
    QTRY_VERIFY(bensNews.rowCount() > 0); // that ana has come, long ago
    EventDraft dinner = draft(u"Dinner"_s);
    dinner.participants = {{{}, u"ben"_s}};
    for (const Member &member : ana->members().membersOf(family))
        if (member.username == u"ben"_s)
            dinner.participants.first().user = member.user;
    const EventId id = ana->editor().create(family, dinner);
    QTRY_VERIFY(named(*ben, u"Dinner"_s));
    QTRY_VERIFY(bensNews.rowCount() > 0 && bensNews.at(0).what == Notice::What::EventCreated);
    QCOMPARE(bensNews.at(0).username, u"ana"_s);
    QCOMPARE(bensNews.unread(), 1); // who came before is no news
    QTRY_VERIFY(!ana->events().find(id)->waiting);
    const EventId atBens = named(*ben, u"Dinner"_s)->id;
    const QTimeZone zone("Europe/Vienna");
    std::optional<Outcome> replied;
    ben->reply(atBens,
               {Answer::Maybe, u"late"_s,
                Proposal{fromUtc(kStart + 3'600'000, zone), fromUtc(kStart + 7'200'000, zone)}},
               [&](const Outcome &each) { replied = each; });
    QTRY_VERIFY(replied && replied->ok());
    const auto bens = [&] { return named(*ana, u"Dinner"_s)->participants.first(); };
    QTRY_COMPARE(bens().answer, Answer::Maybe);
    QCOMPARE(bens().comment, u"late"_s);
    QVERIFY(bens().proposal);
    const auto isAnswer = [&] {
        const NoticeList &news = ana->notices();
        return news.rowCount() > 0 && !news.at(0).changes.isEmpty()
            && news.at(0).changes.first().kind == NoticeChange::Kind::Answer;
    };
    QTRY_VERIFY(isAnswer());
    std::optional<Outcome> moved;
    ana->settleProposal(named(*ana, u"Dinner"_s)->id, bens().user, true,
                        [&](const Outcome &each) { moved = each; });
    QTRY_VERIFY(moved && moved->ok());
    QTRY_COMPARE(named(*ben, u"Dinner"_s)->start.utcMs, kStart + 3'600'000);

    answersOfAnOccurrence(*ana, *ben, family);

    QSignalSpy polls(ben.get(), &Workspace::pollsChanged);
    std::optional<Outcome> asked;
    const PollTime day{fromDate(QDate(2027, 5, 1)), fromDate(QDate(2027, 5, 2)), true};
    const PollTime evening{fromUtc(kStart, zone), fromUtc(kStart + 3'600'000, zone)};
    ana->polls().create(family, {u"Hike"_s, u"Hills"_s, {day, evening}},
                        [&](const Outcome &each) { asked = each; });
    QTRY_VERIFY(asked && asked->ok());
    QTRY_VERIFY(!polls.isEmpty());
    std::optional<Result<QList<Poll>>> list;
    ben->polls().list(family, [&](const auto &each) { list = each; });
    QTRY_VERIFY(list && list->ok());
    const Poll poll = (*list)->first();
    QCOMPARE(poll.options.size(), 2);
    QVERIFY(poll.options.first().allDay);
    QCOMPARE(poll.options.last().start.utcMs, kStart);
    std::optional<Outcome> answered;
    ben->polls().answer(poll, {{poll.options.first().id, PollAnswer::IfNeedBe}},
                        [&](const Outcome &each) { answered = each; });
    QTRY_VERIFY(answered && answered->ok());
    std::optional<Outcome> picked;
    ana->polls().pick(poll, poll.options.first().id, [&](const Outcome &each) { picked = each; });
    QTRY_VERIFY(picked && picked->ok());
    QTRY_VERIFY(named(*ben, u"Hike"_s));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
