#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::countRows;
using hearth::tests::FakeAuth;
using hearth::tests::waitFor;
using shared::ChangeKind;
using shared::ErrorCode;
using shared::Result;
using shared::Role;

namespace {
QJsonObject objectOf(const calendar::Poll &poll)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(poll.data())).object();
}

QJsonObject objectOf(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

ChangeKind lastKind(const ChangeLogbook &log)
{
    const auto changes = log.changes();
    return changes.isEmpty() ? ChangeKind::CalendarDeleted : changes.last().kind;
}

qint64 lastSeq(const ChangeLogbook &log)
{
    const auto changes = log.changes();
    return changes.isEmpty() ? 0 : changes.last().seq;
}

QJsonObject evening(int day)
{
    const QString date = u"2027-06-%1"_s.arg(day, 2, 10, '0'_L1);
    return {{u"event_start"_s, date + u"T18:00:00Z"_s}, {u"event_end"_s, date + u"T20:00:00Z"_s}};
}

std::string optionOf(const calendar::Poll &poll, int index)
{
    const QString id =
        objectOf(poll).value("options"_L1).toArray().at(index).toObject().value("id"_L1).toString();
    return server::uuidBytes(QUuid::fromString(id));
}

/// ada's calendar with an editor, a viewer and a busy member, and their polls.
struct Family : CalendarWorld {
    explicit Family(shared::Engine engine)
        : CalendarWorld(engine)
    {
        calendarId = createCalendar(u"ada"_s, u"Family"_s)->id();
        for (const QString &member : {u"bob"_s, u"carl"_s, u"viewer"_s, u"busy"_s})
            (void)join(member, u"Family"_s);
        (void)setRole(u"ada"_s, u"Family"_s, u"viewer"_s, Role::Viewer);
        (void)setRole(u"ada"_s, u"Family"_s, u"busy"_s, Role::Busy);
    }

    static QJsonObject draftOf(const QJsonArray &options = {evening(1), evening(2), evening(3)})
    {
        return {{u"title"_s, u"Barbecue"_s}, {u"location"_s, u"Garden"_s}, {u"options"_s, options}};
    }
    Result<calendar::Poll> create(const QString &who, const QJsonObject &draft, const std::string &key = {})
    {
        calendar::CreatePollRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_draft_json(QJsonDocument(draft).toJson().toStdString());
        request.set_idempotency_key(key);
        request.set_request_hash("hash");
        return waitFor<calendar::Poll>(
            [&](auto reply) { service().polls().createPoll(person(who), request, reply); });
    }
    Result<calendar::Poll> answer(const QString &who, const calendar::Poll &poll,
                                  const QMap<int, const char *> &answers)
    {
        calendar::AnswerPollRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_poll_id(poll.id());
        for (auto each = answers.begin(); each != answers.end(); ++each) {
            auto &taken = *request.add_answers();
            taken.set_option_id(optionOf(poll, each.key()));
            taken.set_answer(*each);
        }
        return waitFor<calendar::Poll>(
            [&](auto reply) { service().polls().answerPoll(person(who), request, reply); });
    }
    calendar::PickOptionRequest pickRequest(const calendar::Poll &poll, int option) const
    {
        calendar::PickOptionRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_poll_id(poll.id());
        request.set_option_id(optionOf(poll, option));
        return request;
    }
    Result<calendar::Poll> pick(const QString &who, const calendar::Poll &poll, int option)
    {
        return waitFor<calendar::Poll>(
            [&](auto reply) { service().polls().pickOption(person(who), pickRequest(poll, option), reply); });
    }
    Result<calendar::Poll> update(const QString &who, const calendar::Poll &poll, const QJsonObject &patch,
                                  qint64 ifVersion = 0)
    {
        calendar::UpdatePollRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_poll_id(poll.id());
        request.set_patch_json(QJsonDocument(patch).toJson().toStdString());
        request.set_if_version(ifVersion);
        return waitFor<calendar::Poll>(
            [&](auto reply) { service().polls().updatePoll(person(who), request, reply); });
    }
    Result<calendar::Empty> remove(const QString &who, const calendar::Poll &poll)
    {
        return waitFor<calendar::Empty>(
            [&](auto reply) { service().polls().deletePoll(person(who), pollRequest(poll), reply); });
    }
    Result<calendar::Poll> find(const QString &who, const calendar::Poll &poll)
    {
        return waitFor<calendar::Poll>(
            [&](auto reply) { service().polls().findPoll(person(who), pollRequest(poll), reply); });
    }
    Result<calendar::PollsResponse> list(const QString &who)
    {
        calendar::PollsRequest request;
        request.mutable_calendar()->set_id(calendarId);
        return waitFor<calendar::PollsResponse>(
            [&](auto reply) { service().polls().polls(person(who), request, reply); });
    }
    calendar::PollRequest pollRequest(const calendar::Poll &poll) const
    {
        calendar::PollRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_poll_id(poll.id());
        return request;
    }
    QString stateOf(const calendar::Poll &poll)
    {
        return objectOf(*find(u"ada"_s, poll)).value("state"_L1).toString();
    }
    qint64 eventRows() { return countRows(url(), u"events WHERE state = 1"_s); }

    std::string calendarId;
};
}

/// Polls for a date, and the events that they end in.
class TestPolls : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksAndAnswers_data() { addEngineRows(); }
    void asksAndAnswers();
    void refusesBadPolls_data();
    void refusesBadPolls();
    void refusesBadAnswers_data() { addEngineRows(); }
    void refusesBadAnswers();
    void picks_data() { addEngineRows(); }
    void picks();
    void twoPicksAreOneEvent_data() { addEngineRows(); }
    void twoPicksAreOneEvent();
    void aPickOutlastsACrash_data() { addEngineRows(); }
    void aPickOutlastsACrash();
    void aRefusedPickLeavesThePollOpen_data() { addEngineRows(); }
    void aRefusedPickLeavesThePollOpen();
    void editsAndReopens_data() { addEngineRows(); }
    void editsAndReopens();
    void onlyMakerOrOwnerDecides_data() { addEngineRows(); }
    void onlyMakerOrOwnerDecides();
    void isNotForBusyMembers_data() { addEngineRows(); }
    void isNotForBusyMembers();
};

void TestPolls::asksAndAnswers()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    ChangeLogbook log(family.service());
    QTRY_VERIFY(log.greeted());
    const auto poll = family.create(u"bob"_s, Family::draftOf(), "key");
    QVERIFY(poll);
    QCOMPARE(family.create(u"bob"_s, Family::draftOf(), "key")->SerializeAsString(),
             poll->SerializeAsString());
    QCOMPARE(objectOf(*poll).value("options"_L1).toArray().size(), 3);
    QCOMPARE(objectOf(*poll).value("created_by"_L1).toString(), u"bob"_s);
    QTRY_COMPARE(lastKind(log), ChangeKind::PollCreated);

    QVERIFY(family.answer(u"viewer"_s, *poll, {{0, "yes"}, {1, "no"}}));
    const auto answered = family.answer(u"ada"_s, *poll, {{0, "if_need_be"}, {2, "yes"}});
    QVERIFY(answered);
    const QJsonObject first = objectOf(*answered).value("options"_L1).toArray().first().toObject();
    QCOMPARE(first.value("yes"_L1).toInt(), 1);
    QCOMPARE(first.value("if_need_be"_L1).toInt(), 1);
    QCOMPARE(first.value("event_start"_L1).toString(), u"2027-06-01T18:00:00Z"_s);
    QCOMPARE(objectOf(*answered).value("answers"_L1).toArray().size(), 2);
    QTRY_COMPARE(lastSeq(log), answered->version());
    QCOMPARE(log.changes().last().kind, ChangeKind::PollUpdated);
    QVERIFY(objectOf(log.changes().last().data.toStdString()).contains("answer"_L1));

    const auto again = family.answer(u"viewer"_s, *poll, {{1, "yes"}});
    QCOMPARE(objectOf(*again).value("options"_L1).toArray().first().toObject().value("yes"_L1).toInt(), 0);
    QCOMPARE(family.answer(u"viewer"_s, *poll, {{1, "yes"}})->version(), again->version());
    QCOMPARE(family.find(u"carl"_s, *poll)->SerializeAsString(), again->SerializeAsString());
    QCOMPARE(family.list(u"viewer"_s)->polls_size(), 1);
}

void TestPolls::refusesBadPolls_data()
{
    QTest::addColumn<QJsonObject>("draft");
    QJsonArray many;
    for (int i = 0; i < 21; ++i)
        many.append(QJsonObject{{u"event_start"_s, u"2027-06-01T%1:00:00Z"_s.arg(i, 2, 10, '0'_L1)},
                                {u"event_end"_s, u"2027-06-02T%1:00:00Z"_s.arg(i, 2, 10, '0'_L1)}});
    QTest::newRow("no options") << Family::draftOf({});
    QTest::newRow("too many options") << Family::draftOf(many);
    QTest::newRow("no title") << QJsonObject{{u"options"_s, QJsonArray{evening(1)}}};
    QTest::newRow("the same twice") << Family::draftOf({evening(1), evening(1)});
    QTest::newRow("no object") << Family::draftOf({u"soon"_s});
    QTest::newRow("ends before it starts") << Family::draftOf({QJsonObject{
        {u"event_start"_s, u"2027-06-01T18:00:00Z"_s}, {u"event_end"_s, u"2027-06-01T17:00:00Z"_s}}});
}

void TestPolls::refusesBadPolls()
{
    QFETCH(QJsonObject, draft);
    Family family(shared::Engine::Sqlite);
    QCOMPARE(family.create(u"ada"_s, draft).error().code, ErrorCode::InvalidArgument);
}

void TestPolls::refusesBadAnswers()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"ada"_s, Family::draftOf());
    const auto other = *family.create(u"ada"_s, Family::draftOf({evening(9)}));
    QCOMPARE(family.answer(u"bob"_s, poll, {{0, "perhaps"}}).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(family.pick(u"ada"_s, poll, 5).error().reason, u"no_such_option"_s);
    auto foreign = family.pickRequest(other, 0);
    foreign.set_poll_id(poll.id());
    const auto picked = waitFor<calendar::Poll>([&](auto reply) {
        family.service().polls().pickOption(CalendarWorld::person(u"ada"_s), foreign, reply);
    });
    QCOMPARE(picked.error().reason, u"no_such_option"_s);
    QCOMPARE(family.stateOf(poll), u"open"_s);
    QVERIFY(family.update(u"ada"_s, poll, {{u"state"_s, u"closed"_s}}));
    QCOMPARE(family.answer(u"bob"_s, poll, {{0, "yes"}}).error().reason, u"poll_closed"_s);
    QCOMPARE(family.eventRows(), 0);
}

void TestPolls::picks()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    ChangeLogbook log(family.service());
    QTRY_VERIFY(log.greeted());
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    QVERIFY(family.answer(u"viewer"_s, poll, {{1, "yes"}}));
    family.clock.advance(1000); // answers are in order of time
    QVERIFY(family.answer(u"ada"_s, poll, {{1, "if_need_be"}}));
    QVERIFY(family.answer(u"carl"_s, poll, {{1, "yes"}, {0, "yes"}}));
    QVERIFY(family.leave(u"carl"_s, u"Family"_s));
    const auto picked = family.pick(u"bob"_s, poll, 1);
    QVERIFY2(picked, picked ? "" : qPrintable(picked.error().message));
    QCOMPARE(objectOf(*picked).value("state"_L1).toString(), u"closed"_s);
    const auto listed = family.events(u"bob"_s);
    QCOMPARE(listed->events_size(), 1);
    const calendar::Event &event = listed->events(0);
    QCOMPARE(objectOf(*picked).value("event_id"_L1).toString(),
             server::idFromBytes<shared::EventId>(event.id()).toString());
    QCOMPARE(event.draft().name(), "Barbecue");
    QCOMPARE(event.draft().location(), "Garden");
    QCOMPARE(event.created_by_name(), "bob");
    QCOMPARE(event.draft().participants_size(), 2);
    QCOMPARE(event.draft().participants(0).name(), "viewer");
    QCOMPARE(event.draft().participants(0).answer(), static_cast<int>(shared::Answer::Yes));
    QCOMPARE(event.draft().participants(1).answer(), static_cast<int>(shared::Answer::Maybe));
    QCOMPARE(family.auth.participants(server::idFromBytes<shared::EventId>(event.id())).size(), 3);
    QTRY_COMPARE(lastSeq(log), picked->version());
    const auto changes = log.of(family.calendarId);
    QCOMPARE(changes.last().kind, ChangeKind::PollUpdated);
    QCOMPARE(changes.at(changes.size() - 2).kind, ChangeKind::EventCreated);
    QCOMPARE(changes.at(changes.size() - 2).seq + 1, changes.last().seq);

    QCOMPARE(family.pick(u"bob"_s, poll, 1)->SerializeAsString(), picked->SerializeAsString());
    QCOMPARE(family.pick(u"ada"_s, poll, 0).error().reason, u"poll_closed"_s);
    QCOMPARE(family.eventRows(), 1);
}

void TestPolls::twoPicksAreOneEvent()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    std::atomic<int> made = 0;
    std::atomic<int> refused = 0;
    for (int i = 0; i < 20; ++i) {
        family.service().polls().pickOption(
            CalendarWorld::person(i % 2 ? u"bob"_s : u"ada"_s), family.pickRequest(poll, i % 3),
            [&](const Result<calendar::Poll> &result) { ++(result ? made : refused); });
    }
    QTRY_COMPARE(made.load() + refused.load(), 20);
    QVERIFY(made >= 1);
    QCOMPARE(family.eventRows(), 1);
    QCOMPARE(family.stateOf(poll), u"closed"_s);
    QCOMPARE(countRows(family.url(), u"sagas"_s), 1);
}

void TestPolls::aPickOutlastsACrash()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    family.auth.always(FakeAuth::Step::HangAfter);
    family.service().polls().pickOption(CalendarWorld::person(u"bob"_s), family.pickRequest(poll, 0),
                                        [](const Result<calendar::Poll> &) {});
    QTRY_COMPARE(countRows(family.url(), u"sagas WHERE state = 0"_s), 1);
    QCOMPARE(family.stateOf(poll), u"open"_s);
    QCOMPARE(family.pick(u"bob"_s, poll, 0).error().reason, u"in_progress"_s);
    QCOMPARE(family.pick(u"bob"_s, poll, 1).error().reason, u"in_progress"_s);
    QCOMPARE(family.answer(u"carl"_s, poll, {{0, "yes"}}).error().reason, u"in_progress"_s);
    QCOMPARE(family.remove(u"bob"_s, poll).error().reason, u"in_progress"_s);
    family.auth.always(FakeAuth::Step::Answer);
    family.clock.advance(10'000); // the lease of who is gone has ended
    family.restart();
    QTRY_COMPARE(family.stateOf(poll), u"closed"_s);
    QCOMPARE(family.eventRows(), 1);
    const auto again = family.pick(u"bob"_s, poll, 0);
    QVERIFY(again);
    QVERIFY(objectOf(*again).contains("event_id"_L1));
    QCOMPARE(family.eventRows(), 1);
}

void TestPolls::aRefusedPickLeavesThePollOpen()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    family.auth.script({FakeAuth::Step::Refuse});
    QCOMPARE(family.pick(u"bob"_s, poll, 0).error().code, ErrorCode::InvalidArgument);
    QTRY_COMPARE(countRows(family.url(), u"polls WHERE state = 0 AND event_id IS NULL"_s), 1);
    QCOMPARE(family.eventRows(), 0);
    QVERIFY(family.pick(u"bob"_s, poll, 1));
    QCOMPARE(family.eventRows(), 1);
}

void TestPolls::editsAndReopens()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    QVERIFY(family.answer(u"carl"_s, poll, {{0, "yes"}, {1, "no"}}));
    QCOMPARE(family.update(u"bob"_s, poll, {{u"title"_s, u"Picnic"_s}}, poll.version()).error().code,
             ErrorCode::PreconditionFailed);
    const QJsonArray options = objectOf(poll).value("options"_L1).toArray();
    QJsonObject moved = evening(8);
    moved.insert(u"id"_s, options.at(1).toObject().value("id"_L1));
    const auto edited = family.update(
        u"bob"_s, poll,
        {{u"title"_s, u"Picnic"_s}, {u"options"_s, QJsonArray{options.at(0), moved, evening(9)}}});
    QVERIFY2(edited, edited ? "" : qPrintable(edited.error().message));
    QCOMPARE(objectOf(*edited).value("title"_L1).toString(), u"Picnic"_s);
    QCOMPARE(optionOf(*edited, 0), optionOf(poll, 0));
    QVERIFY(optionOf(*edited, 1) != optionOf(poll, 1));
    const QJsonObject answers =
        objectOf(*edited).value("answers"_L1).toArray().first().toObject().value("answers"_L1).toObject();
    QCOMPARE(answers.size(), 1);

    const auto picked = family.pick(u"bob"_s, *edited, 2);
    QVERIFY(picked);
    QCOMPARE(family.update(u"bob"_s, poll, {{u"title"_s, u"Party"_s}}).error().reason, u"poll_closed"_s);
    const auto reopened = family.update(u"ada"_s, poll, {{u"state"_s, u"open"_s}});
    QVERIFY(reopened);
    QVERIFY(!objectOf(*reopened).contains("event_id"_L1));
    QVERIFY(family.pick(u"ada"_s, *reopened, 0));
    QCOMPARE(family.eventRows(), 2);
    QVERIFY(family.remove(u"bob"_s, poll));
    QCOMPARE(family.find(u"bob"_s, poll).error().code, ErrorCode::NotFound);
    QCOMPARE(countRows(family.url(), u"poll_answers"_s), 0);
}

void TestPolls::onlyMakerOrOwnerDecides()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    QCOMPARE(family.create(u"viewer"_s, Family::draftOf()).error().code, ErrorCode::Forbidden);
    for (const QString &who : {u"carl"_s, u"viewer"_s, u"busy"_s, u"stranger"_s}) {
        QCOMPARE(family.pick(who, poll, 0).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.update(who, poll, {{u"title"_s, u"Mine"_s}}).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.remove(who, poll).error().code, ErrorCode::Forbidden);
    }
    QCOMPARE(family.stateOf(poll), u"open"_s);
    QVERIFY(family.answer(u"carl"_s, poll, {{0, "yes"}}));
    QVERIFY(family.pick(u"ada"_s, poll, 0));
}

void TestPolls::isNotForBusyMembers()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto poll = *family.create(u"bob"_s, Family::draftOf());
    for (const QString &who : {u"busy"_s, u"stranger"_s}) {
        QCOMPARE(family.list(who).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.find(who, poll).error().code, ErrorCode::Forbidden);
        QCOMPARE(family.answer(who, poll, {{0, "yes"}}).error().code, ErrorCode::Forbidden);
    }
    QVERIFY(family.pick(u"bob"_s, poll, 0));
    const std::string seen = family.changes(u"busy"_s, family.calendarId)->DebugString();
    QCOMPARE(seen.find("Barbecue"), std::string::npos);
    QCOMPARE(seen.find("Garden"), std::string::npos);
}

QTEST_GUILESS_MAIN(TestPolls)
#include "tst_polls.moc"
