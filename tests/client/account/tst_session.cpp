#include "client/account/session.h"
#include "client/account/signin.h"
#include "tests/client/sync/fakeserver.h"

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

EventDraft draft(const QString &name)
{
    EventDraft result;
    result.name = name;
    result.start = fromUtc(kStart, QTimeZone("Europe/Vienna"));
    result.end = fromUtc(kStart + 3'600'000, QTimeZone("Europe/Vienna"));
    return result;
}

const EventItem *named(Session &session, const QString &name)
{
    for (const EventItem *item : session.events().search(name, 10))
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
    void worksWithTheRealServer();
    void talksAndAgreesThroughTheRealServer();

private:
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
