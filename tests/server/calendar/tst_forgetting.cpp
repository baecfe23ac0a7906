#include "server/calendar/departures/anonymised.h"
#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"
#include "tests/support/waiting.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server;
using namespace hearth::shared;
using namespace hearth::tests;
using hearth::server::calendar::CalendarOptions;

namespace {
Result<::hearth::calendar::Empty> forget(CalendarWorld &world, const QString &who, bool lookOnly = false)
{
    ::hearth::calendar::ForgetRequest request;
    request.set_look_only(lookOnly);
    return waitFor<::hearth::calendar::Empty>(
        [&](auto reply) { world.service().forget(CalendarWorld::person(who), request, reply); });
}

UserId idOf(const QString &who) { return CalendarWorld::person(who).user; }

QJsonObject draftWith(const QString &name, const QStringList &people)
{
    QJsonArray participants;
    for (const QString &each : people)
        participants.append(QJsonObject{{u"user_id"_s, idOf(each).toString()}, {u"name"_s, each}});
    QJsonObject draft = CalendarWorld::draft(name);
    draft.insert(u"participants"_s, participants);
    return draft;
}

qint64 mentions(CalendarWorld &world, const QString &table, const QString &column, const QString &what)
{
    return countRows(world.url(), u"%1 WHERE %2 LIKE '%%3%'"_s.arg(table, column, what));
}

QStringList calendarsOf(const Error &error)
{
    QStringList names;
    const QJsonArray calendars =
        QJsonDocument::fromJson(error.details).object().value("calendars"_L1).toArray();
    for (const QJsonValue &each : calendars)
        names.append(each.toObject().value("name"_L1).toString());
    return names;
}
}

namespace {
::hearth::calendar::CalendarRef family() { return CalendarWorld::byName(u"Family"_s); }

/// An invitation, a poll with an answer, a mention, a read mark, a feed and a kept answer of theirs.
void leaveFurtherTraces(CalendarWorld &world, const QString &who)
{
    const CallContext call = CalendarWorld::person(who);
    QVERIFY(world.setRole(u"ben"_s, u"Family"_s, who, Role::Owner).ok());
    ::hearth::calendar::CreateInviteRequest invite;
    *invite.mutable_calendar() = family();
    invite.set_role(static_cast<int>(Role::Viewer));
    invite.set_uses(1);
    QVERIFY(waitFor<::hearth::calendar::CreatedInvite>([&](auto reply) {
                world.service().invites().createInvite(call, invite, reply);
            }).ok());
    ::hearth::calendar::CreatePollRequest ask;
    *ask.mutable_calendar() = family();
    ask.set_draft_json(R"({"title":"Hike","options":[{"event_start":"2027-06-05T10:00:00Z",)"
                       R"("event_end":"2027-06-05T12:00:00Z"},{"event_start":"2027-06-06T10:00:00Z",)"
                       R"("event_end":"2027-06-06T12:00:00Z"}]})");
    const auto poll = waitFor<::hearth::calendar::Poll>(
        [&](auto reply) { world.service().polls().createPoll(call, ask, reply); });
    QVERIFY2(poll.ok(), poll.ok() ? "" : qPrintable(poll.error().message));
    const QJsonObject shown = QJsonDocument::fromJson(QByteArray::fromStdString(poll->data())).object();
    const QString option = shown.value("options"_L1).toArray().first().toObject().value("id"_L1).toString();
    ::hearth::calendar::AnswerPollRequest yes;
    *yes.mutable_calendar() = family();
    yes.set_poll_id(poll->id());
    yes.add_answers()->set_option_id(uuidBytes(QUuid::fromString(option)));
    yes.mutable_answers(0)->set_answer("yes");
    QVERIFY(waitFor<::hearth::calendar::Poll>([&](auto reply) {
                world.service().polls().answerPoll(call, yes, reply);
            }).ok());
    QVERIFY(world.post(u"ben"_s, u"Family"_s, u"Do you come, @%1?"_s.arg(who)).ok());
    ::hearth::calendar::MarkReadRequest read;
    *read.mutable_calendar() = family();
    read.set_seq(1);
    QVERIFY(waitFor<::hearth::calendar::ReadMark>([&](auto reply) {
                world.service().messages().markRead(call, read, reply);
            }).ok());
    ::hearth::calendar::CreateFeedRequest feed;
    *feed.mutable_calendar() = family();
    QVERIFY(waitFor<::hearth::calendar::CreatedFeed>([&](auto reply) {
                world.service().transfer().createFeed(call, feed, reply);
            }).ok());
    QVERIFY(world.createEvent(who, u"Family"_s, CalendarWorld::draft(u"Once"_s), u"key"_s).ok());
}
}

class TestForgetting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesNamesOutOfChanges();
    void leavesCalendars_data() { addEngineRows(); }
    void leavesCalendars();
    void leavesNoName_data() { addEngineRows(); }
    void leavesNoName();
    void tellsTheRoom_data() { addEngineRows(); }
    void tellsTheRoom();
    void removesCalendarsOfTheirOwn_data() { addEngineRows(); }
    void removesCalendarsOfTheirOwn();
    void keepsCalendarsFromBeingOrphaned_data() { addEngineRows(); }
    void keepsCalendarsFromBeingOrphaned();
    void isFinishedAfterACrash_data() { addEngineRows(); }
    void isFinishedAfterACrash();
    void isTakenUpAtTheStart_data() { addEngineRows(); }
    void isTakenUpAtTheStart();
    void exportsOwnMessages_data() { addEngineRows(); }
    void exportsOwnMessages();
};

void TestForgetting::takesNamesOutOfChanges()
{
    const UserId anna = idOf(u"anna"_s);
    const QJsonObject data{{u"event_name"_s, u"anna"_s},
                           {u"created_by"_s, u"anna"_s},
                           {u"updated_by"_s, u"ben"_s},
                           {u"participants"_s,
                            QJsonArray{QJsonObject{{u"user_id"_s, anna.toString()}, {u"name"_s, u"anna"_s}},
                                       QJsonObject{{u"name"_s, u"anna"_s}}}},
                           {u"old"_s, QJsonObject{{u"created_by"_s, u"anna"_s}}}};
    const QJsonObject erased = server::calendar::anonymised(data, anna, u"anna"_s);
    QCOMPARE(erased.value("event_name"_L1).toString(), u"anna"_s); // not who
    QCOMPARE(erased.value("created_by"_L1).toString(), u"Former member"_s);
    QCOMPARE(erased.value("updated_by"_L1).toString(), u"ben"_s);
    const QJsonObject message = server::calendar::anonymised(
        {{u"message"_s, u"@Anna: ask @anna-lena, or @anna."_s},
         {u"mentions"_s,
          QJsonArray{QJsonObject{{u"user_id"_s, anna.toString()}, {u"username"_s, u"anna"_s}}}}},
        anna, u"anna"_s);
    QCOMPARE(message.value("message"_L1).toString(), u"@Former member: ask @anna-lena, or @Former member."_s);
    const QJsonArray participants = erased.value("participants"_L1).toArray();
    QCOMPARE(participants.at(0).toObject().value("name"_L1).toString(), u"Former member"_s);
    QCOMPARE(participants.at(1).toObject().value("name"_L1).toString(), u"anna"_s); // a child of that name
    QCOMPARE(erased.value("old"_L1).toObject().value("created_by"_L1).toString(), u"Former member"_s);
}

void TestForgetting::leavesCalendars()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ben"_s, u"Family"_s).ok());
    QVERIFY(world.join(u"anna"_s, u"Family"_s).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    QVERIFY(forget(world, u"anna"_s, true).ok());
    QVERIFY(world.auth.isDeparting(idOf(u"anna"_s))); // only looked
    QVERIFY(forget(world, u"anna"_s).ok());
    QCOMPARE(world.auth.gone(), QList<UserId>{idOf(u"anna"_s)});
    QVERIFY(!world.auth.isDeparting(idOf(u"anna"_s)));
    QCOMPARE(world.events(u"anna"_s)->calendars(), 0);
    QCOMPARE(countRows(world.url(), u"members"_s), 1);
    QVERIFY(forget(world, u"anna"_s).ok()); // again
}

void TestForgetting::leavesNoName()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ben"_s, u"Family"_s).ok());
    QVERIFY(world.join(u"zora"_s, u"Family"_s).ok());
    QVERIFY(world.createEvent(u"zora"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s)).ok());
    const auto walk = world.createEvent(u"ben"_s, u"Family"_s, draftWith(u"Walk"_s, {u"zora"_s, u"ben"_s}));
    QVERIFY(walk.ok());
    QVERIFY(world.updateEvent(u"zora"_s, *walk, {{u"location"_s, u"Park"_s}}).ok());
    const auto trashed = world.createEvent(u"ben"_s, u"Family"_s, draftWith(u"Old"_s, {u"zora"_s}));
    QVERIFY(world.deleteEvent(u"ben"_s, *trashed).ok());
    QVERIFY(world.post(u"zora"_s, u"Family"_s, u"See you there"_s).ok());
    QVERIFY(world.post(u"ben"_s, u"Family"_s, u"Fine"_s).ok());
    QJsonObject odd = CalendarWorld::draft(u"Odd"_s);
    odd.insert(u"participants"_s, QJsonArray{QJsonObject{{u"name"_s, idOf(u"zora"_s).toString()}}});
    QVERIFY(world.createEvent(u"ben"_s, u"Family"_s, odd).ok()); // the id as a name: nothing to take out
    leaveFurtherTraces(world, u"zora"_s);
    world.auth.markDeparting(idOf(u"zora"_s), u"zora"_s);
    QVERIFY(forget(world, u"zora"_s).ok());

    const QString zoras = idOf(u"zora"_s).toString();
    for (const QString &mark :
         {u"read_marks WHERE user_id = '%1'"_s, u"idempotency_keys WHERE user_id = '%1'"_s,
          u"subscriptions WHERE synced_as = '%1'"_s, u"feeds WHERE created_by = '%1'"_s})
        QVERIFY2(countRows(world.url(), mark.arg(zoras)) == 0, qPrintable(mark));
    const QList<std::pair<QString, QString>> places{{u"events"_s, u"created_by_name"_s},
                                                    {u"events"_s, u"updated_by_name"_s},
                                                    {u"events"_s, u"participants"_s},
                                                    {u"messages"_s, u"username"_s},
                                                    {u"messages"_s, u"mentions"_s},
                                                    {u"messages"_s, u"text"_s},
                                                    {u"invites"_s, u"created_by_name"_s},
                                                    {u"polls"_s, u"created_by_name"_s},
                                                    {u"poll_answers"_s, u"username"_s},
                                                    {u"sagas"_s, u"username"_s},
                                                    {u"members"_s, u"username"_s},
                                                    {u"changes"_s, u"actor_name"_s},
                                                    {u"changes"_s, u"data"_s}};
    for (const auto &[table, column] : places)
        QVERIFY2(mentions(world, table, column, u"zora"_s) == 0, qPrintable(table + u'.' + column));
    QCOMPARE(mentions(world, u"messages"_s, u"text"_s, u"See you there"_s), 1);
    QCOMPARE(mentions(world, u"messages"_s, u"username"_s, u"ben"_s), 2);
    const auto events = world.events(u"ben"_s);
    QCOMPARE(events->events_size(), 4);
    for (const auto &event : events->events()) {
        if (event.draft().name() != "Walk")
            continue;
        QCOMPARE(event.draft().participants_size(), 1);
        QCOMPARE(event.draft().participants(0).name(), "ben");
        QCOMPARE(event.draft().location(), "Park");
        QCOMPARE(event.updated_by_name(), "Former member");
        QVERIFY(event.version() > walk->version());
    }
}

// What happens to the room has its seqs without gaps, like everything else.
void TestForgetting::tellsTheRoom()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ben"_s, u"Family"_s);
    QVERIFY(world.join(u"anna"_s, u"Family"_s).ok());
    QVERIFY(world.createEvent(u"ben"_s, u"Family"_s, draftWith(u"Walk"_s, {u"anna"_s})).ok());
    const ChangeLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    QVERIFY(forget(world, u"anna"_s).ok());
    QTRY_COMPARE(log.of(family->id()).size(), 2);
    const QList<Change> changes = log.of(family->id());
    QCOMPARE(changes.at(0).kind, ChangeKind::MemberLeft);
    QCOMPARE(changes.at(1).kind, ChangeKind::EventUpdated);
    QCOMPARE(changes.at(1).seq, changes.at(0).seq + 1);
    QCOMPARE(changes.at(1).actorName, u"Former member"_s);
    QCOMPARE(qint64(world.changes(u"ben"_s, family->id())->seq()), changes.at(1).seq);
}

void TestForgetting::removesCalendarsOfTheirOwn()
{
    FETCH_ENGINE(engine)
    CalendarOptions options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 50;
    CalendarWorld world(engine, options);
    QVERIFY(world.createCalendar(u"anna"_s, u"Diary"_s).ok());
    QVERIFY(world.createEvent(u"anna"_s, u"Diary"_s, draftWith(u"Secret"_s, {u"anna"_s})).ok());
    QVERIFY(world.createCalendar(u"ben"_s, u"Family"_s).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    QVERIFY(forget(world, u"anna"_s).ok());
    // Gone for good, not for thirty days in the trash.
    QTRY_COMPARE(countRows(world.url(), u"calendars"_s), 1);
    QTRY_COMPARE(countRows(world.url(), u"events"_s), 0);
}

void TestForgetting::keepsCalendarsFromBeingOrphaned()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    for (const QString &name : {u"Family"_s, u"Club"_s, u"Alone"_s})
        QVERIFY(world.createCalendar(u"anna"_s, name).ok());
    QVERIFY(world.join(u"ben"_s, u"Family"_s).ok());
    QVERIFY(world.join(u"ben"_s, u"Club"_s).ok());
    QVERIFY(world.setRole(u"anna"_s, u"Club"_s, u"ben"_s, Role::Owner).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    for (const bool lookOnly : {true, false}) {
        const auto refused = forget(world, u"anna"_s, lookOnly);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QCOMPARE(refused.error().reason, u"last_owner"_s);
        QCOMPARE(calendarsOf(refused.error()), QStringList{u"Family"_s});
        QCOMPARE(world.auth.isDeparting(idOf(u"anna"_s)), lookOnly); // not to look: cancelled
    }
    QCOMPARE(world.events(u"anna"_s)->calendars(), 3);
    QVERIFY(world.auth.gone().isEmpty());
    QVERIFY(world.setRole(u"anna"_s, u"Family"_s, u"ben"_s, Role::Owner).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    QVERIFY(forget(world, u"anna"_s).ok());
    QCOMPARE(world.auth.gone().size(), 1);
}

void TestForgetting::isFinishedAfterACrash()
{
    FETCH_ENGINE(engine)
    CalendarOptions options = CalendarWorld::quickOptions();
    options.maxRetryPauseMs = 20;
    CalendarWorld world(engine, options);
    QVERIFY(world.createCalendar(u"ben"_s, u"Family"_s).ok());
    QVERIFY(world.join(u"anna"_s, u"Family"_s).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    world.auth.script({FakeAuth::Step::FailBefore});
    QCOMPARE(forget(world, u"anna"_s).error().code, ErrorCode::Unavailable);
    // Nobody asks again; it is done all the same.
    QTRY_COMPARE(world.auth.gone(), QList<UserId>{idOf(u"anna"_s)});
    QCOMPARE(countRows(world.url(), u"members"_s), 1);
}

void TestForgetting::isTakenUpAtTheStart()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ben"_s, u"Family"_s).ok());
    QVERIFY(world.join(u"anna"_s, u"Family"_s).ok());
    world.auth.markDeparting(idOf(u"anna"_s), u"anna"_s);
    world.restart();
    QTRY_COMPARE(world.auth.gone(), QList<UserId>{idOf(u"anna"_s)});
    QCOMPARE(countRows(world.url(), u"members"_s), 1);
}

void TestForgetting::exportsOwnMessages()
{
    FETCH_ENGINE(engine)
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ben"_s, u"Family"_s);
    QVERIFY(world.join(u"anna"_s, u"Family"_s).ok());
    for (const QString &who : {u"anna"_s, u"ben"_s, u"anna"_s})
        QVERIFY(world.post(who, u"Family"_s, u"I am "_s + who).ok());
    ::hearth::calendar::OwnMessagesRequest request;
    request.mutable_calendar()->set_id(family->id());
    const auto ask = [&](const QString &who) {
        return waitFor<::hearth::calendar::OwnMessagesResponse>(
            [&](auto reply) { world.service().ownMessages(CalendarWorld::person(who), request, reply); });
    };
    const auto own = ask(u"anna"_s);
    QCOMPARE(own->messages_size(), 2);
    QCOMPARE(own->messages(0).text(), "I am anna");
    QVERIFY(!own->more());
    QCOMPARE(ask(u"stranger"_s).error().code, ErrorCode::Forbidden);
    request.set_after_seq(own->messages(0).seq());
    QCOMPARE(ask(u"anna"_s)->messages_size(), 1);
}

QTEST_GUILESS_MAIN(TestForgetting)
#include "tst_forgetting.moc"
