#include "server/proto/convert.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::SeriesRoom;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::Result;

namespace {
/// A dinner of ada's that bob, who may only look, and grandma, who has no account, are asked to.
struct Table {
    explicit Table(shared::Engine engine)
        : room(engine)
    {
        QJsonObject draft = SeriesRoom::series(u"FREQ=WEEKLY;COUNT=5"_s, u"Dinner"_s);
        draft.insert(u"participants"_s, people());
        dinner = room.add(draft);
        if (!room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, shared::Role::Viewer))
            qFatal("bob can't be a viewer");
    }
    static QJsonArray people()
    {
        return {QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                            {u"name"_s, u"bob"_s}},
                QJsonObject{{u"name"_s, u"Grandma"_s}}};
    }
    calendar::AnswerEventRequest ask(const QString &what, const QString &scope = {},
                                     const QString &occurrence = {})
    {
        calendar::AnswerEventRequest request;
        request.mutable_calendar()->set_id(room.home.id());
        request.set_event_id(dinner.id());
        request.set_answer(what.toStdString());
        request.set_scope(scope.toStdString());
        request.set_occurrence(occurrence.toStdString());
        return request;
    }
    Result<calendar::Event> answer(const QString &who, const calendar::AnswerEventRequest &request)
    {
        return waitFor<calendar::Event>([&](auto reply) {
            room.world.service().participation().answer(CalendarWorld::person(who), request, reply);
        });
    }
    Result<calendar::Event> propose(const QString &scope = {}, const QString &occurrence = {})
    {
        auto request = ask(u"maybe"_s, scope, occurrence);
        const QString day = occurrence.isEmpty() ? u"2027-10-05"_s : occurrence.left(10);
        request.set_proposed_start((day + u"T20:30:00"_s).toStdString());
        request.set_proposed_end((day + u"T22:00:00"_s).toStdString());
        return answer(u"bob"_s, request);
    }
    Result<calendar::Event> decide(const QString &who, bool accepts, qint64 ifVersion = 0,
                                   const QString &scope = {}, const QString &occurrence = {})
    {
        calendar::ProposalRequest request;
        request.mutable_calendar()->set_id(room.home.id());
        request.set_event_id(dinner.id());
        request.set_user_id(server::idBytes(CalendarWorld::person(u"bob"_s).user));
        request.set_if_version(ifVersion);
        request.set_scope(scope.toStdString());
        request.set_occurrence(occurrence.toStdString());
        auto &api = room.world.service().participation();
        return waitFor<calendar::Event>([&](auto reply) {
            if (accepts)
                api.acceptProposal(CalendarWorld::person(who), request, reply);
            else
                api.declineProposal(CalendarWorld::person(who), request, reply);
        });
    }
    /// What bob has answered to each occurrence of the autumn.
    QStringList bobs()
    {
        QStringList answers;
        const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
        for (const calendar::Event &event : page->events())
            answers.append(
                shared::answerName(static_cast<shared::Answer>(event.draft().participants(0).answer())));
        return answers;
    }

    SeriesRoom room;
    calendar::Event dinner;
};
}

/// Answers to an invitation, and the other time that comes with one.
class TestAnswers : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersForOneself_data() { hearth::tests::addEngineRows(); }
    void answersForOneself();
    void busyMayNot_data() { hearth::tests::addEngineRows(); }
    void busyMayNot();
    void editorsAnswerForPeople_data() { hearth::tests::addEngineRows(); }
    void editorsAnswerForPeople();
    void answersOnce_data() { hearth::tests::addEngineRows(); }
    void answersOnce();
    void acceptsAProposal_data() { hearth::tests::addEngineRows(); }
    void acceptsAProposal();
    void acceptsOne_data() { hearth::tests::addEngineRows(); }
    void acceptsOne();
    void declinesAProposal_data() { hearth::tests::addEngineRows(); }
    void declinesAProposal();
    void proposesDays_data() { hearth::tests::addEngineRows(); }
    void proposesDays();
};

void TestAnswers::answersForOneself()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    auto request = table.ask(u"yes"_s);
    request.set_comment("With pleasure");
    const auto answered = table.answer(u"bob"_s, request);
    QVERIFY2(answered.ok(), answered ? "" : qPrintable(answered.error().message));
    QCOMPARE(answered->draft().participants(0).answer(), static_cast<int>(shared::Answer::Yes));
    QCOMPARE(answered->draft().participants(0).comment(), "With pleasure");
    QCOMPARE(answered->updated_by_name(), "bob");
    QCOMPARE(table.bobs(), QStringList(5, u"yes"_s));
    const auto changes = table.room.world.changes(u"ada"_s, table.room.home.id());
    QCOMPARE(server::fromProto(changes->changes(changes->changes_size() - 1)).kind,
             shared::ChangeKind::EventUpdated);
    // The same again is no change.
    QCOMPARE(table.answer(u"bob"_s, request)->version(), answered->version());
    QCOMPARE(table.answer(u"ada"_s, request).error().reason, u"not_a_participant"_s);
    QCOMPARE(table.answer(u"eve"_s, request).error().code, ErrorCode::Forbidden);
    request.set_answer("perhaps");
    QCOMPARE(table.answer(u"bob"_s, request).error().reason, u"invalid_answer"_s);
    request.set_answer("no");
    request.set_proposed_start("2027-10-06T19:00:00");
    request.set_proposed_end("2027-10-06T18:00:00");
    QCOMPARE(table.answer(u"bob"_s, request).error().reason, u"end_before_start"_s);
}

void TestAnswers::busyMayNot()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    QVERIFY(table.room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, shared::Role::Busy));
    const auto refused = table.answer(u"bob"_s, table.ask(u"yes"_s));
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    QVERIFY(!refused.error().details.contains("Dinner"));
}

void TestAnswers::editorsAnswerForPeople()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    auto request = table.ask(u"no"_s);
    request.set_person("Grandma");
    QCOMPARE(table.answer(u"bob"_s, request).error().code, ErrorCode::Forbidden);
    const auto answered = table.answer(u"ada"_s, request);
    QVERIFY(answered);
    QCOMPARE(answered->draft().participants(1).answer(), static_cast<int>(shared::Answer::No));
    request.set_person("bob");
    QCOMPARE(table.answer(u"ada"_s, request).error().reason, u"not_a_participant"_s);
    request.set_person("Grandma");
    request.set_proposed_start("2027-10-06T18:00:00");
    request.set_proposed_end("2027-10-06T19:00:00");
    QCOMPARE(table.answer(u"ada"_s, request).error().reason, u"proposal_for_person"_s);
}

void TestAnswers::answersOnce()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    const auto one = table.answer(u"bob"_s, table.ask(u"no"_s, u"this"_s, u"2027-10-12T19:00:00"_s));
    QVERIFY2(one.ok(), one ? "" : qPrintable(one.error().message));
    QCOMPARE(one->series_id(), table.dinner.id());
    QCOMPARE(one->created_by_name(), "ada");
    QCOMPARE(table.bobs(), (QStringList{u"none"_s, u"no"_s, u"none"_s, u"none"_s, u"none"_s}));
    // What was said of one stays; where only another one has answered, the series' answer is taken over.
    auto grandma = table.ask(u"yes"_s, u"this"_s, u"2027-10-19T19:00:00"_s);
    grandma.set_person("Grandma");
    QVERIFY(table.answer(u"ada"_s, grandma));
    QVERIFY(table.answer(u"bob"_s, table.ask(u"yes"_s)));
    QCOMPARE(table.bobs(), (QStringList{u"yes"_s, u"no"_s, u"yes"_s, u"yes"_s, u"yes"_s}));
    QVERIFY(table.answer(u"bob"_s, table.ask(u"maybe"_s, u"following"_s, u"2027-10-26T19:00:00"_s)));
    QCOMPARE(table.bobs(), (QStringList{u"yes"_s, u"no"_s, u"yes"_s, u"maybe"_s, u"maybe"_s}));
    QCOMPARE(table.answer(u"bob"_s, table.ask(u"no"_s, u"this"_s, u"2027-10-13T19:00:00"_s)).error().reason,
             u"no_such_occurrence"_s);
}

void TestAnswers::acceptsAProposal()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    QCOMPARE(table.decide(u"ada"_s, true).error().reason, u"no_proposal"_s);
    const auto proposed = table.propose();
    QVERIFY2(proposed.ok(), proposed ? "" : qPrintable(proposed.error().message));
    QCOMPARE(table.decide(u"bob"_s, true).error().code, ErrorCode::Forbidden);
    const auto stale = table.decide(u"ada"_s, true, table.dinner.version());
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QVERIFY(stale.error().details.contains("proposed_start"));
    const auto moved = table.decide(u"ada"_s, true, proposed->version());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QVERIFY(!moved->draft().participants(0).has_proposed_start());
    QCOMPARE(moved->draft().participants(0).answer(), static_cast<int>(shared::Answer::Maybe));
    QCOMPARE(moved->draft().start().wall(), "2027-10-05T20:30:00");
    QCOMPARE(moved->draft().start().zone(), "Europe/Berlin");
    QCOMPARE(table.room.autumn().first(), u"2027-10-05T18:30:00Z Dinner"_s);
    QCOMPARE(table.room.autumn().last(), u"2027-11-02T19:30:00Z Dinner"_s);
    QCOMPARE(table.decide(u"ada"_s, true).error().reason, u"no_proposal"_s);
}

void TestAnswers::acceptsOne()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    QVERIFY(table.propose(u"this"_s, u"2027-10-12T19:00:00"_s));
    const auto moved = table.decide(u"ada"_s, true, 0, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QCOMPARE(moved->series_id(), table.dinner.id());
    const QStringList autumn = table.room.autumn();
    QCOMPARE(autumn.at(0), u"2027-10-05T17:00:00Z Dinner"_s);
    QCOMPARE(autumn.at(1), u"2027-10-12T18:30:00Z Dinner"_s);
    QCOMPARE(autumn.at(2), u"2027-10-19T17:00:00Z Dinner"_s);
}

void TestAnswers::declinesAProposal()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    QVERIFY(table.propose());
    // Who has made it decides, whatever their role is by now.
    QVERIFY(table.room.world.join(u"cem"_s, u"Family"_s));
    QVERIFY(table.room.world.setRole(u"ada"_s, u"Family"_s, u"cem"_s, shared::Role::Owner));
    QVERIFY(table.room.world.setRole(u"cem"_s, u"Family"_s, u"ada"_s, shared::Role::Viewer));
    const auto declined = table.decide(u"ada"_s, false);
    QVERIFY2(declined.ok(), declined ? "" : qPrintable(declined.error().message));
    QVERIFY(!declined->draft().participants(0).has_proposed_start());
    QCOMPARE(declined->draft().participants(0).answer(), static_cast<int>(shared::Answer::Maybe));
    QCOMPARE(declined->draft().start().wall(), "2027-10-05T19:00:00");
}

void TestAnswers::proposesDays()
{
    FETCH_ENGINE(engine);
    Table table(engine);
    table.dinner = table.room.add({{u"event_name"_s, u"Trip"_s},
                                   {u"all_day"_s, true},
                                   {u"event_start"_s, u"2027-10-02"_s},
                                   {u"event_end"_s, u"2027-10-04"_s},
                                   {u"participants"_s, Table::people()}});
    auto request = table.ask(u"no"_s);
    request.set_proposed_start("2027-10-09");
    request.set_proposed_end("2027-10-11");
    QVERIFY(table.answer(u"bob"_s, request));
    const auto moved = table.decide(u"ada"_s, true);
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QCOMPARE(moved->draft().start().wall(), "2027-10-09");
    QCOMPARE(moved->draft().end().wall(), "2027-10-11");
}

QTEST_GUILESS_MAIN(TestAnswers)
#include "tst_answers.moc"
