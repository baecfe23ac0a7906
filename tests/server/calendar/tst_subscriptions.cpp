#include "server/calendar/subscriptions/subscriptiontable.h"
#include "server/proto/convert.h"
#include "shared/sql/database.h"
#include "tests/server/calendar/calendarworld.h"
#include "tests/server/calendar/feedserver.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::countRows;
using hearth::tests::FeedServer;
using hearth::tests::waitFor;
using server::calendar::CalendarOptions;
using server::calendar::FeedSubscription;
using server::calendar::SubscriptionTable;
using shared::ErrorCode;
using shared::Result;
using shared::Role;

namespace {
const QString kName = u"Holidays"_s;
using Answer = Result<calendar::SubscribedCalendar>;

QByteArray vevent(const QByteArray &uid, const QByteArray &name, const QByteArray &more = {})
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTAMP:20270101T000000Z\r\nDTSTART:20270601T100000Z\r\n"
        + "DTEND:20270601T110000Z\r\nSUMMARY:" + name + "\r\n" + more + "END:VEVENT\r\n";
}

QByteArray instance(const QByteArray &uid, const QByteArray &name)
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nRECURRENCE-ID:20270603T100000Z\r\nDTSTART:20270603T120000Z\r\n"
        + "DTEND:20270603T130000Z\r\nSUMMARY:" + name + "\r\nEND:VEVENT\r\n";
}

QByteArray feed(const QByteArray &events, const QByteArray &fields = {})
{
    const QByteArray text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + events + "END:VCALENDAR\r\n";
    return FeedServer::answer(
        fields + "Content-Type: text/calendar\r\nContent-Length: " + QByteArray::number(text.size()) + "\r\n",
        text);
}

CalendarOptions optionsFor(const FeedServer &server)
{
    CalendarOptions options = CalendarWorld::quickOptions();
    options.feedNetworks = {u"127.0.0.0/8"_s};
    options.feedPorts = {server.port()};
    options.feedRefreshPauseMs = 0;
    options.feedTimeoutMs = 20'000;
    return options;
}

/// ada's world, in which feeds come from a server of its own.
struct Subscriber {
    explicit Subscriber(shared::Engine engine, const QByteArrayList &answers = {})
        : server(answers)
        , world(engine, optionsFor(server))
    {
    }

    server::SubscriptionsApi &api() { return world.service().subscriptions(); }
    calendar::CalendarRef ref() const { return CalendarWorld::byName(kName); }
    Answer subscribe(const QString &url, const QString &who = u"ada"_s, const QString &name = kName,
                     qint64 intervalMs = 0)
    {
        calendar::CreateSubscriptionRequest request;
        request.set_url(url.toStdString());
        request.set_name(name.toStdString());
        request.set_interval_ms(intervalMs);
        return waitFor<calendar::SubscribedCalendar>(
            [&](auto reply) { api().createSubscription(CalendarWorld::person(who), request, reply); });
    }
    Answer find(const QString &who = u"ada"_s)
    {
        calendar::SubscriptionRequest request;
        *request.mutable_calendar() = ref();
        return waitFor<calendar::SubscribedCalendar>(
            [&](auto reply) { api().findSubscription(CalendarWorld::person(who), request, reply); });
    }
    Answer refresh(const QString &who = u"ada"_s)
    {
        calendar::SubscriptionRequest request;
        *request.mutable_calendar() = ref();
        return waitFor<calendar::SubscribedCalendar>(
            [&](auto reply) { api().refreshSubscription(CalendarWorld::person(who), request, reply); });
    }
    Answer update(const std::function<void(calendar::UpdateSubscriptionRequest &)> &change,
                  const QString &who = u"ada"_s)
    {
        calendar::UpdateSubscriptionRequest request;
        *request.mutable_calendar() = ref();
        change(request);
        return waitFor<calendar::SubscribedCalendar>(
            [&](auto reply) { api().updateSubscription(CalendarWorld::person(who), request, reply); });
    }
    Result<calendar::Empty> remove(bool keepEvents, const QString &who = u"ada"_s)
    {
        calendar::DeleteSubscriptionRequest request;
        *request.mutable_calendar() = ref();
        request.set_keep_events(keepEvents);
        return waitFor<calendar::Empty>(
            [&](auto reply) { api().deleteSubscription(CalendarWorld::person(who), request, reply); });
    }
    /// Waits until nothing is under way and so many requests have been answered.
    bool settled(qsizetype requests)
    {
        return QTest::qWaitFor(
            [&] {
                const auto state = find();
                return server.requests().size() >= requests && state && !state->refreshing()
                    && (state->success_ms() > 0 || state->failures() > 0)
                    && state->next_ms() > CalendarWorld::kStartMs;
            },
            20'000);
    }
    /// Asks for it now, and waits for it.
    bool refreshed()
    {
        const qsizetype before = server.requests().size();
        return refresh() && settled(before + 1);
    }
    QStringList names(const QString &who = u"ada"_s)
    {
        QStringList names;
        const auto events = world.events(who);
        for (const calendar::Event &event : events->events())
            names.append(server::fromUtf8(event.draft().name()));
        names.sort();
        return names;
    }
    QString error() { return server::fromUtf8(find()->error_reason()); }

    FeedServer server;
    CalendarWorld world;
};
}

/// Calendars whose content is a feed from elsewhere.
class TestSubscriptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bringsTheFeedIn_data() { hearth::tests::addEngineRows(); }
    void bringsTheFeedIn();
    void followsTheFeed_data() { hearth::tests::addEngineRows(); }
    void followsTheFeed();
    void losesNothingToWhatIsBroken_data() { hearth::tests::addEngineRows(); }
    void losesNothingToWhatIsBroken();
    void writesNothingWhereNothingChanged_data() { hearth::tests::addEngineRows(); }
    void writesNothingWhereNothingChanged();
    void backsOff_data() { hearth::tests::addEngineRows(); }
    void backsOff();
    void nobodyWritesIntoIt_data() { hearth::tests::addEngineRows(); }
    void nobodyWritesIntoIt();
    void staysAwayFromPrivateNetworks_data() { hearth::tests::addEngineRows(); }
    void staysAwayFromPrivateNetworks();
    void whoMayDoWhat_data() { hearth::tests::addEngineRows(); }
    void whoMayDoWhat();
    void changesItsSource_data() { hearth::tests::addEngineRows(); }
    void changesItsSource();
    void ends_data() { hearth::tests::addEngineRows(); }
    void ends();
    void passesToTheNextOwner_data() { hearth::tests::addEngineRows(); }
    void passesToTheNextOwner();
    void oneInstanceFetches();
    void aClaimIsOnePersons_data() { hearth::tests::addEngineRows(); }
    void aClaimIsOnePersons();
};

void TestSubscriptions::bringsTheFeedIn()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine,
                   {feed(vevent("one", "Easter",
                                "ATTENDEE;CN=ada:mailto:ada@example.org\r\nBEGIN:VALARM\r\n"
                                "ACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nEND:VALARM\r\n")
                         + vevent("two", "Walk", "RRULE:FREQ=DAILY;COUNT=5\r\n") + instance("two", "Late"))});
    const auto made = ada.subscribe(ada.server.url(u"/a.ics?secret=hunter2"_s));
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QVERIFY(made->calendar().subscribed());
    QCOMPARE(made->interval_ms(), 3'600'000);
    QVERIFY(ada.settled(1));
    QCOMPARE(ada.error(), QString());
    QCOMPARE(ada.names(), (QStringList{u"Easter"_s, u"Late"_s, u"Walk"_s}));
    const auto events = ada.world.events(u"ada"_s);
    for (const calendar::Event &event : events->events())
        QCOMPARE(event.draft().reminders_size(), 0);
    const auto state = ada.find();
    QCOMPARE(state->success_ms(), CalendarWorld::kStartMs);
    QVERIFY(state->next_ms() >= CalendarWorld::kStartMs + 3'600'000);
    QVERIFY(state->next_ms() <= CalendarWorld::kStartMs + 3'600'000 * 11 / 10);
}

void TestSubscriptions::followsTheFeed()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine,
                   {feed(vevent("one", "Easter") + vevent("two", "Walk", "RRULE:FREQ=DAILY;COUNT=5\r\n")
                         + instance("two", "Late") + vevent("three", "Gone soon"))});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    ada.server.setAnswers(
        {feed(vevent("one", "Whitsun") + vevent("two", "Walk", "RRULE:FREQ=DAILY;COUNT=5\r\n")
              + vevent("four", "New"))});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.names(), (QStringList{u"New"_s, u"Walk"_s, u"Whitsun"_s}));
    ada.server.setAnswers({feed({})});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.names(), QStringList());
    ada.server.setAnswers({feed(vevent("one", "Back"))});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.names(), QStringList{u"Back"_s});
    QByteArray many;
    for (int i = 0; i < 900; ++i)
        many += vevent("many-" + QByteArray::number(i), "Event");
    ada.server.setAnswers({feed(many)});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.names().size(), 900);
    ada.server.setAnswers({feed(vevent("one", "Alone"))});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.names(), QStringList{u"Alone"_s});
}

void TestSubscriptions::losesNothingToWhatIsBroken()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine, {feed(vevent("one", "Easter") + vevent("two", "Walk"))});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    const QStringList both{u"Easter"_s, u"Walk"_s};
    const QList<QPair<QByteArray, QString>> broken{
        {FeedServer::answer("Content-Length: 5\r\n", "hello"), u"not_icalendar"_s},
        {FeedServer::answer("Content-Length: 500\r\n", "BEGIN:VCALENDAR\r\n"), u"bad_answer"_s},
        {FeedServer::answer("Content-Length: 0\r\n", {}, "500 No"), u"status"_s},
        {FeedServer::answer("Content-Length: 30000000\r\n"), u"too_large"_s},
        {FeedServer::answer("Content-Encoding: gzip\r\nContent-Length: 4\r\n", "junk"), u"bad_answer"_s},
        {feed(vevent("one", "x", "EXDATE:never\r\n")), u"nothing_readable"_s}};
    for (const auto &[answer, reason] : broken) {
        ada.server.setAnswers({answer});
        QVERIFY(ada.refreshed());
        QCOMPARE(ada.error(), reason);
        QCOMPARE(ada.names(), both);
    }
    ada.server.setAnswers({feed(vevent("one", "x", "EXDATE:never\r\n") + vevent("three", "Run"))});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.error(), QString());
    QCOMPARE(ada.names(), (QStringList{u"Easter"_s, u"Run"_s}));
}

void TestSubscriptions::writesNothingWhereNothingChanged()
{
    FETCH_ENGINE(engine);
    const QByteArray first = feed(vevent("one", "Easter"), "ETag: \"v1\"\r\nCache-Control: max-age=7200\r\n");
    Subscriber ada(engine, {first});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    QVERIFY(ada.find()->next_ms() >= CalendarWorld::kStartMs + 7'200'000);
    const qint64 seq = ada.find()->calendar().seq();
    ada.server.setAnswers({FeedServer::answer("", {}, "304 Not Modified")});
    QVERIFY(ada.refreshed());
    QVERIFY(ada.server.requests().last().contains("If-None-Match: \"v1\""));
    ada.server.setAnswers({first});
    QVERIFY(ada.refreshed());
    QByteArray stamped = feed(vevent("one", "Easter"));
    stamped.replace("DTSTAMP:20270101", "DTSTAMP:20270202");
    ada.server.setAnswers({stamped});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.error(), QString());
    QCOMPARE(ada.find()->calendar().seq(), seq);
}

void TestSubscriptions::backsOff()
{
    FETCH_ENGINE(engine);
    constexpr qint64 kHour = 3'600'000;
    Subscriber ada(engine, {FeedServer::answer("Content-Length: 0\r\n", {}, "404 Not Found")});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    for (int failures = 1; failures <= 3; ++failures) {
        const auto state = ada.find();
        QCOMPARE(state->failures(), failures);
        QCOMPARE(state->success_ms(), 0);
        QCOMPARE(state->error_message(), "The server answered 404.");
        const qint64 pause = kHour << (failures - 1);
        QVERIFY(state->next_ms() >= CalendarWorld::kStartMs + pause);
        QVERIFY(state->next_ms() <= CalendarWorld::kStartMs + pause * 11 / 10);
        QVERIFY(ada.refreshed());
    }
    ada.server.setAnswers(
        {FeedServer::answer("Retry-After: 80000\r\nContent-Length: 0\r\n", {}, "503 Later")});
    QVERIFY(ada.refreshed());
    QVERIFY(ada.find()->next_ms() >= CalendarWorld::kStartMs + 80'000'000);
    ada.server.setAnswers({feed(vevent("one", "Easter"))});
    QVERIFY(ada.refreshed());
    QCOMPARE(ada.find()->failures(), 0);
    QCOMPARE(ada.error(), QString());
}

void TestSubscriptions::nobodyWritesIntoIt()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine, {feed(vevent("one", "Easter"))});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    const auto refused = ada.world.createEvent(u"ada"_s, kName, CalendarWorld::draft(u"Mine"_s));
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    QCOMPARE(refused.error().reason, u"subscribed"_s);
    const auto events = ada.world.events(u"ada"_s);
    const calendar::Event &event = events->events(0);
    QCOMPARE(ada.world.updateEvent(u"ada"_s, event, {{u"location"_s, u"x"_s}}).error().reason,
             u"subscribed"_s);
    QCOMPARE(ada.world.deleteEvent(u"ada"_s, event).error().reason, u"subscribed"_s);
    calendar::ImportRequest import;
    *import.mutable_calendar() = ada.ref();
    import.set_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
    const auto imported = waitFor<calendar::ImportResponse>([&](auto reply) {
        ada.world.service().transfer().importCalendar(CalendarWorld::person(u"ada"_s), import, reply);
    });
    QCOMPARE(imported.error().reason, u"subscribed"_s);
    calendar::PutObjectRequest put;
    *put.mutable_calendar() = ada.ref();
    put.set_name("x.ics");
    put.set_data("BEGIN:VCALENDAR\r\n" + vevent("x", "x").toStdString() + "END:VCALENDAR\r\n");
    const auto stored = waitFor<calendar::PutObjectResponse>([&](auto reply) {
        ada.world.service().objects().putObject(CalendarWorld::person(u"ada"_s), put, reply);
    });
    QCOMPARE(stored.error().reason, u"subscribed"_s);
    QVERIFY(ada.world.post(u"ada"_s, kName, u"Who goes where?"_s));
    QCOMPARE(ada.world.join(u"eve"_s, kName).error().reason, u"wrong_password"_s);
    QCOMPARE(ada.world.join(u"eve"_s, kName, u"*"_s).error().reason, u"wrong_password"_s);
    QCOMPARE(ada.names(), QStringList{u"Easter"_s});
}

void TestSubscriptions::staysAwayFromPrivateNetworks()
{
    FETCH_ENGINE(engine);
    FeedServer server({feed(vevent("one", "Easter"))});
    CalendarOptions options = optionsFor(server);
    options.feedNetworks.clear();
    CalendarWorld world(engine, options);
    calendar::CreateSubscriptionRequest request;
    request.set_url(server.url().toStdString());
    request.set_name("Inside");
    const auto made = waitFor<calendar::SubscribedCalendar>([&](auto reply) {
        world.service().subscriptions().createSubscription(CalendarWorld::person(u"ada"_s), request, reply);
    });
    QVERIFY(made);
    QTRY_COMPARE_WITH_TIMEOUT(
        countRows(world.url(), u"subscriptions WHERE error_reason = 'private_address'"_s), 1, 20'000);
    QVERIFY(server.requests().isEmpty());
}

void TestSubscriptions::whoMayDoWhat()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine, {feed(vevent("one", "Easter"))});
    QCOMPARE(ada.subscribe(u"ftp://example.org/"_s).error().reason, u"invalid_url"_s);
    QCOMPARE(ada.subscribe(u"http://127.0.0.1:1/"_s).error().reason, u"port_not_allowed"_s);
    QCOMPARE(ada.subscribe(ada.server.url(), u"ada"_s, kName, 60'000).error().reason, u"interval"_s);
    const QString url = ada.server.url(u"/a.ics?secret=hunter2"_s);
    const auto made = ada.subscribe(url);
    QVERIFY(made);
    QCOMPARE(ada.subscribe(url).error().reason, u"name_taken"_s);
    QVERIFY(ada.settled(1));
    QCOMPARE(server::fromUtf8(ada.find()->url()), url);
    calendar::UpdateCalendarRequest open;
    *open.mutable_calendar() = ada.ref();
    open.set_password("open sesame");
    QVERIFY(waitFor<calendar::Calendar>([&](auto reply) {
        ada.world.service().updateCalendar(CalendarWorld::person(u"ada"_s), open, reply);
    }));
    QVERIFY(ada.find()->calendar().subscribed());
    QCOMPARE(ada.find(u"bob"_s).error().code, ErrorCode::Forbidden);
    QVERIFY(ada.world.join(u"bob"_s, kName, u"open sesame"_s));
    for (const Role role : {Role::Editor, Role::Viewer, Role::Busy}) {
        QVERIFY(ada.world.setRole(u"ada"_s, kName, u"bob"_s, role));
        const auto seen = ada.find(u"bob"_s);
        QVERIFY(seen);
        QCOMPARE(seen->url(), "");
        QVERIFY(!QByteArray::fromStdString(seen->DebugString()).contains("hunter2"));
        QCOMPARE(seen->host(), role == Role::Busy ? "" : "127.0.0.1");
        QCOMPARE(bool(ada.refresh(u"bob"_s)), role == Role::Editor);
        QCOMPARE(ada.update([](auto &request) { request.set_interval_ms(3'600'000); }, u"bob"_s).error().code,
                 ErrorCode::Forbidden);
        QCOMPARE(ada.remove(false, u"bob"_s).error().code, ErrorCode::Forbidden);
    }
    QVERIFY(ada.world.createCalendar(u"ada"_s, u"Other"_s));
    calendar::SubscriptionRequest other;
    *other.mutable_calendar() = CalendarWorld::byName(u"Other"_s);
    QCOMPARE(waitFor<calendar::SubscribedCalendar>([&](auto reply) {
                 ada.api().findSubscription(CalendarWorld::person(u"ada"_s), other, reply);
             })
                 .error()
                 .reason,
             u"no_such_subscription"_s);
    const auto all = waitFor<calendar::SubscriptionsResponse>(
        [&](auto reply) { ada.api().subscriptions(CalendarWorld::person(u"bob"_s), {}, reply); });
    QCOMPARE(all->subscriptions_size(), 1);
}

void TestSubscriptions::changesItsSource()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine, {feed(vevent("one", "Easter"))});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    const auto rarer = ada.update([](auto &request) { request.set_interval_ms(86'400'000); });
    QCOMPARE(rarer->interval_ms(), 86'400'000);
    ada.server.setAnswers({feed(vevent("two", "Term"))});
    QVERIFY(
        ada.update([&](auto &request) { request.set_url(ada.server.url(u"/other.ics"_s).toStdString()); }));
    QVERIFY(ada.settled(2));
    QVERIFY(ada.server.requests().last().startsWith("GET /other.ics"));
    QCOMPARE(ada.names(), QStringList{u"Term"_s});
    QCOMPARE(ada.update([](auto &request) { request.set_url("gopher://x"); }).error().reason,
             u"invalid_url"_s);
}

void TestSubscriptions::ends()
{
    FETCH_ENGINE(engine);
    Subscriber ada(engine, {feed(vevent("one", "Easter"))});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    QVERIFY(ada.remove(true));
    QCOMPARE(ada.find().error().reason, u"no_such_subscription"_s);
    QCOMPARE(ada.names(), QStringList{u"Easter"_s});
    QVERIFY(ada.world.createEvent(u"ada"_s, kName, CalendarWorld::draft(u"Mine"_s)));
    const auto changes = ada.world.changes(u"ada"_s, ada.world.events(u"ada"_s)->events(0).calendar_id());
    QVERIFY(changes);
    QVERIFY(ada.subscribe(ada.server.url(), u"ada"_s, u"Again"_s));
    calendar::DeleteSubscriptionRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Again"_s);
    QVERIFY(waitFor<calendar::Empty>(
        [&](auto reply) { ada.api().deleteSubscription(CalendarWorld::person(u"ada"_s), request, reply); }));
    const auto left = waitFor<calendar::CalendarsResponse>(
        [&](auto reply) { ada.world.service().calendars(CalendarWorld::person(u"ada"_s), {}, reply); });
    QCOMPARE(left->calendars_size(), 1);
    QVERIFY(!left->calendars(0).subscribed());
}

void TestSubscriptions::passesToTheNextOwner()
{
    FETCH_ENGINE(engine);
    Subscriber ada(
        engine,
        {feed(vevent("one", "Easter", "CLASS:PRIVATE\r\n") + vevent("two", "Walk"), "ETag: \"v1\"\r\n")});
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    calendar::UpdateCalendarRequest open;
    *open.mutable_calendar() = ada.ref();
    open.set_password("open sesame");
    QVERIFY(waitFor<calendar::Calendar>([&](auto reply) {
        ada.world.service().updateCalendar(CalendarWorld::person(u"ada"_s), open, reply);
    }));
    QVERIFY(ada.world.join(u"bob"_s, kName, u"open sesame"_s));
    QVERIFY(ada.world.setRole(u"ada"_s, kName, u"bob"_s, Role::Owner));
    QCOMPARE(ada.names(u"bob"_s), (QStringList{u"Busy"_s, u"Walk"_s}));
    QVERIFY(ada.world.leave(u"ada"_s, kName));
    QVERIFY(ada.refresh(u"bob"_s));
    QTRY_COMPARE_WITH_TIMEOUT(ada.names(u"bob"_s), (QStringList{u"Easter"_s, u"Walk"_s}), 20'000);
    QVERIFY(!ada.server.requests().last().contains("If-None-Match"));
}

void TestSubscriptions::oneInstanceFetches()
{
    REQUIRE_ENGINE(shared::Engine::PostgreSql);
    Subscriber ada(shared::Engine::PostgreSql, {feed(vevent("one", "Easter"))});
    const auto second = ada.world.newInstance();
    const auto third = ada.world.newInstance();
    QVERIFY(ada.subscribe(ada.server.url()));
    QVERIFY(ada.settled(1));
    for (int round = 2; round < 6; ++round) {
        calendar::SubscriptionRequest request;
        *request.mutable_calendar() = ada.ref();
        std::atomic<int> answers = 0;
        for (server::CalendarApi *api : {static_cast<server::CalendarApi *>(&ada.world.service()),
                                         static_cast<server::CalendarApi *>(second.get()),
                                         static_cast<server::CalendarApi *>(third.get())})
            api->subscriptions().refreshSubscription(CalendarWorld::person(u"ada"_s), request,
                                                     [&answers](const Answer &) { ++answers; });
        QTRY_COMPARE(answers.load(), 3);
        QVERIFY(ada.settled(round));
    }
    QCOMPARE(ada.names(), QStringList{u"Easter"_s});
    QCOMPARE(ada.error(), QString());
}

void TestSubscriptions::aClaimIsOnePersons()
{
    FETCH_ENGINE(engine);
    constexpr qint64 kNow = CalendarWorld::kStartMs;
    hearth::tests::TestDatabase world(engine);
    QVERIFY(server::calendar::prepareCalendarDatabase(world.url()));
    shared::Database database(world.url());
    database.ensureOpen();
    const auto id = shared::newId<shared::CalendarId>(shared::SystemClock());
    database.execute(
        u"INSERT INTO calendars (id, name, name_key, password_hash, colour, time_zone, seq, "
        "version, created_ms, created_by) VALUES ('%1', 'Feed', 'feed', '', 'sky', 'UTC', 0, 0, 0, "
        "'%1')"_s.arg(id.toString()));
    SubscriptionTable table(database);
    FeedSubscription feedOne;
    feedOne.calendar = id;
    feedOne.url = u"https://example.org/one"_s;
    feedOne.intervalMs = 3'600'000;
    feedOne.nextMs = kNow + 1;
    table.insert(feedOne);
    const SubscriptionTable::Lease first{QUuid::createUuid(), kNow + 1000};
    const SubscriptionTable::Lease second{QUuid::createUuid(), kNow + 5000};
    QVERIFY(table.take(first, kNow, kNow, 10).isEmpty()); // not due
    table.makeDue(id, kNow);
    const auto taken = table.take(first, kNow, kNow, 10);
    QCOMPARE(taken.size(), 1);
    QVERIFY(table.take(second, kNow, kNow, 10).isEmpty());
    QVERIFY(table.renew(taken.first(), first));
    // As after a crash of the first: its time is over.
    const auto later = table.take(second, kNow + 2000, kNow + 2000, 10);
    QCOMPARE(later.size(), 1);
    QVERIFY(!table.renew(taken.first(), first));
    QVERIFY(!table.finish(taken.first(), first.owner));
    FeedSubscription done = later.first();
    done.nextMs = kNow + 9000;
    QVERIFY(table.finish(done, second.owner));
    QCOMPARE(table.find(id)->nextMs, kNow + 9000);
    // Who changes the source takes it from whoever fetches the old one.
    table.makeDue(id, kNow);
    const auto old = table.take(first, kNow, kNow, 10);
    table.setSource(id, u"https://example.org/"_s, kNow);
    QVERIFY(!table.finish(old.first(), first.owner));
}

QTEST_GUILESS_MAIN(TestSubscriptions)
#include "tst_subscriptions.moc"
