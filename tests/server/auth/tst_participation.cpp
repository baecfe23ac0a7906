#include "tests/server/auth/authworld.h"

#include <QTest>

#include <algorithm>
#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::auth;
using namespace hearth::shared;
using namespace hearth::tests;

namespace {
/// Two users and the steps of sagas over events.
class SagaWorld : public AuthWorld {
public:
    explicit SagaWorld(Engine engine)
        : AuthWorld(engine)
        , anna(registerUser(u"anna"_s)->user().id())
        , ben(registerUser(u"ben"_s)->user().id())
    {
    }
    AddParticipantsRequest addRequest(const QUuid &saga, const std::vector<std::string> &users) const
    {
        AddParticipantsRequest request;
        request.set_saga_id(uuidBytes(saga));
        request.set_event_id(uuidBytes(event));
        request.set_calendar_id(uuidBytes(calendar));
        for (const std::string &user : users)
            request.add_user_ids(user);
        return request;
    }
    Result<Empty> add(const QUuid &saga, const std::vector<std::string> &users)
    {
        return waitFor<Empty>(
            [&](auto reply) { service.addParticipants({}, addRequest(saga, users), reply); });
    }
    Result<Empty> undo(const QUuid &saga)
    {
        ParticipantsChange request;
        request.set_saga_id(uuidBytes(saga));
        return waitFor<Empty>([&](auto reply) { service.removeParticipants({}, request, reply); });
    }
    Result<Empty> remove(const QUuid &saga)
    {
        DeleteParticipantsRequest request;
        request.set_saga_id(uuidBytes(saga));
        request.set_event_id(uuidBytes(event));
        return waitFor<Empty>([&](auto reply) { service.deleteParticipants({}, request, reply); });
    }
    /// "a", "b", "ab" or nothing.
    QString participants()
    {
        ParticipantsRequest request;
        request.set_event_id(uuidBytes(event));
        const auto response =
            waitFor<ParticipantsResponse>([&](auto reply) { service.participants({}, request, reply); });
        const auto &ids = response->user_ids();
        QString text;
        if (std::find(ids.begin(), ids.end(), anna) != ids.end())
            text += u'a';
        if (std::find(ids.begin(), ids.end(), ben) != ids.end())
            text += u'b';
        return text;
    }

    const std::string anna;
    const std::string ben;
    const QUuid event = QUuid::createUuid();
    const QUuid calendar = QUuid::createUuid();
};

const QUuid kFirst = QUuid::createUuid();
const QUuid kSecond = QUuid::createUuid();
const QUuid kThird = QUuid::createUuid();
}

class TestParticipation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addsOnce_data() { addEngineRows(); }
    void addsOnce()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.add(kFirst, {world.anna, world.ben, world.anna}).ok());
        QVERIFY(world.add(kFirst, {world.anna}).ok());
        QCOMPARE(world.participants(), u"ab"_s);
    }

    void aSetReplacesAnother_data() { addEngineRows(); }
    void aSetReplacesAnother()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.add(kFirst, {world.anna}).ok());
        QVERIFY(world.add(kSecond, {world.ben}).ok());
        QCOMPARE(world.participants(), u"b"_s);
        QVERIFY(world.add(kFirst, {world.anna}).ok()); // late, and taken before
        QCOMPARE(world.participants(), u"b"_s);
    }

    void anUnknownUserLeavesNothing_data() { addEngineRows(); }
    void anUnknownUserLeavesNothing()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        const auto refused = world.add(kFirst, {world.anna, uuidBytes(QUuid::createUuid())});
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        QCOMPARE(world.participants(), QString());
        QVERIFY(world.add(kFirst, {world.anna}).ok());
        QCOMPARE(world.participants(), u"a"_s);
    }

    void manyEventsAtOnce_data() { addEngineRows(); }
    void manyEventsAtOnce()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.add(kFirst, {world.ben}).ok());
        AddParticipantsRequest request;
        request.set_saga_id(uuidBytes(kSecond));
        request.set_calendar_id(uuidBytes(world.calendar));
        for (int i = 0; i < 120; ++i) {
            EventParticipants *each = request.add_events();
            each->set_event_id(uuidBytes(i == 60 ? world.event : QUuid::createUuid()));
            each->add_user_ids(world.anna);
            if (i % 2 == 0)
                each->add_user_ids(world.ben);
        }
        const auto send = [&] {
            return waitFor<Empty>([&](auto reply) { world.service.addParticipants({}, request, reply); });
        };
        QVERIFY(send().ok());
        QVERIFY(send().ok()); // once more is as good as once
        const auto of = [&world](const std::string &event) {
            ParticipantsRequest question;
            question.set_event_id(event);
            return waitFor<ParticipantsResponse>(
                       [&](auto reply) { world.service.participants({}, question, reply); })
                ->user_ids_size();
        };
        for (int i = 0; i < request.events_size(); ++i)
            QCOMPARE(of(request.events(i).event_id()), i % 2 == 0 ? 2 : 1);
        ParticipantsChange back;
        back.set_saga_id(uuidBytes(kSecond));
        for (const EventParticipants &each : request.events())
            back.add_event_ids(each.event_id());
        QVERIFY(waitFor<Empty>([&](auto reply) { world.service.removeParticipants({}, back, reply); }).ok());
        for (int i = 0; i < request.events_size(); ++i)
            QCOMPARE(of(request.events(i).event_id()), i == 60 ? 1 : 0);
        QCOMPARE(world.participants(), u"b"_s);
        QCOMPARE(send().error().reason, u"saga_undone"_s);
    }

    void oneStrangerAmongManyLeavesNothing_data() { addEngineRows(); }
    void oneStrangerAmongManyLeavesNothing()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        AddParticipantsRequest request;
        request.set_saga_id(uuidBytes(kFirst));
        request.set_calendar_id(uuidBytes(world.calendar));
        for (int i = 0; i < 3; ++i) {
            EventParticipants *each = request.add_events();
            each->set_event_id(uuidBytes(i == 0 ? world.event : QUuid::createUuid()));
            each->add_user_ids(i == 2 ? uuidBytes(QUuid::createUuid()) : world.anna);
        }
        const auto refused =
            waitFor<Empty>([&](auto reply) { world.service.addParticipants({}, request, reply); });
        QCOMPARE(refused.error().reason, u"unknown_participant"_s);
        QCOMPARE(world.participants(), QString());
    }

    void undoRestores_data() { addEngineRows(); }
    void undoRestores()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.add(kFirst, {world.anna}).ok());
        QVERIFY(world.add(kSecond, {world.ben}).ok());
        QVERIFY(world.undo(kSecond).ok());
        QCOMPARE(world.participants(), u"a"_s);
        QVERIFY(world.undo(kSecond).ok());
        QCOMPARE(world.participants(), u"a"_s);
        QVERIFY(world.undo(kFirst).ok());
        QCOMPARE(world.participants(), QString());
    }

    void aLateAddIsRefused_data() { addEngineRows(); }
    void aLateAddIsRefused()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.undo(kFirst).ok());
        const auto late = world.add(kFirst, {world.anna});
        QCOMPARE(late.error().code, ErrorCode::Conflict);
        QCOMPARE(late.error().reason, u"saga_undone"_s);
        QVERIFY(world.add(kSecond, {world.anna}).ok());
        QVERIFY(world.undo(kSecond).ok());
        QCOMPARE(world.add(kSecond, {world.anna}).error().code, ErrorCode::Conflict);
        QCOMPARE(world.remove(kSecond).error().code, ErrorCode::Conflict);
        QCOMPARE(world.participants(), QString());
    }

    void undoLeavesWhatALaterSagaWrote_data() { addEngineRows(); }
    void undoLeavesWhatALaterSagaWrote()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.add(kFirst, {world.anna}).ok());
        QVERIFY(world.add(kSecond, {world.ben}).ok());
        QVERIFY(world.undo(kFirst).ok());
        QCOMPARE(world.participants(), u"b"_s);
        QVERIFY(world.remove(kThird).ok());
        QVERIFY(world.undo(kSecond).ok());
        QCOMPARE(world.participants(), QString());
    }

    void deletesAndTakesItBack_data() { addEngineRows(); }
    void deletesAndTakesItBack()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        QVERIFY(world.remove(kThird).ok()); // nothing there
        QVERIFY(world.add(kFirst, {world.anna, world.ben}).ok());
        QVERIFY(world.remove(kSecond).ok());
        QCOMPARE(world.participants(), QString());
        QVERIFY(world.remove(kSecond).ok());
        QVERIFY(world.undo(kSecond).ok());
        QCOMPARE(world.participants(), u"ab"_s);
    }

    void stepsAtOnceAreTakenOnce_data() { addEngineRows(); }
    void stepsAtOnceAreTakenOnce()
    {
        FETCH_ENGINE(engine)
        SagaWorld world(engine);
        std::atomic<int> answers{0};
        std::atomic<int> unexpected{0};
        const auto count = [&](const Result<Empty> &result) {
            unexpected += !result.ok() && result.error().code != ErrorCode::Conflict ? 1 : 0;
            ++answers;
        };
        ParticipantsChange undo;
        undo.set_saga_id(uuidBytes(kFirst));
        for (int i = 0; i < 20; ++i) {
            world.service.addParticipants({}, world.addRequest(kFirst, {world.anna}), count);
            world.service.addParticipants({}, world.addRequest(QUuid::createUuid(), {world.ben}), count);
            world.service.removeParticipants({}, undo, count);
        }
        QTRY_COMPARE_WITH_TIMEOUT(answers.load(), 60, 20'000);
        QCOMPARE(unexpected.load(), 0);
        QCOMPARE(world.participants(), u"b"_s);
    }

    void malformedRequests_data()
    {
        QTest::addColumn<int>("missing");
        for (int missing = 0; missing < 5; ++missing)
            QTest::addRow("%d", missing) << missing;
    }
    void malformedRequests()
    {
        QFETCH(int, missing);
        SagaWorld world(Engine::Sqlite);
        auto request = world.addRequest(kFirst, {world.anna});
        if (missing == 0)
            request.clear_saga_id();
        if (missing == 1)
            request.set_event_id("short");
        if (missing == 2)
            request.clear_calendar_id();
        if (missing == 3)
            request.add_user_ids("short");
        for (int i = 0; missing == 4 && i < 1000; ++i)
            request.add_user_ids(uuidBytes(QUuid::createUuid()));
        const auto refused =
            waitFor<Empty>([&](auto reply) { world.service.addParticipants({}, request, reply); });
        QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestParticipation)
#include "tst_participation.moc"
