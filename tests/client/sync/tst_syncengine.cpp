#include "client/sync/localids.h"
#include "tests/client/sync/fakeserver.h"
#include "tests/client/sync/testclient.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestSyncEngine : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void onlyIdsAreMadeLocal();
    void bringsWholeCalendars();
    void hearsChangesLive();
    void sendsWhatWasMadeOffline();
    void aNewEventIsSeenOnceOnly();
    void aLostAnswerMakesNoSecondEvent();
    void catchesUpAfterAnAbsence();
    void fillsAGap();
    void rebuildsWhereTheLogIsTrimmed();
    void bothEditsOfDifferentFieldsStay();
    void aClashKeepsBoth_data();
    void aClashKeepsBoth();
    void refusedChangesAreToldAndPutBack();
    void troubleIsRetried_data();
    void troubleIsRetried();
    void aStrangersAnswerIsNotBelieved();
    void refreshesAnEndedToken();
    void signsOutWhenTheSessionEnds();
    void reconnectsByItself();
    void leavingACalendarClearsIt();
    void joiningElsewhereShowsUp();
    void anOutboxOutlivesTheProcess();
    void undoAfterSending();

private:
    FakeRoom &room() { return m_server->room(); }
    EventDraft draft(const QString &name)
    {
        EventDraft result;
        result.name = name;
        result.start = fromUtc(1'796'000'000'000, QTimeZone::utc());
        result.end = fromUtc(1'796'003'600'000, QTimeZone::utc());
        return result;
    }
    Event remote(const QString &name)
    {
        const Event event = room().create(u"ben"_s, draft(name));
        m_server->push();
        return event;
    }
    void connected()
    {
        m_ana->start();
        QTRY_VERIFY(m_ana->isSettled());
    }

    std::unique_ptr<FakeServer> m_server;
    std::unique_ptr<TestClient> m_ana;
};

void TestSyncEngine::init()
{
    m_server = std::make_unique<FakeServer>();
    m_server->addRoom(u"Family"_s, {u"ana"_s, u"ben"_s});
    m_ana = std::make_unique<TestClient>(*m_server, u"ana"_s);
}

void TestSyncEngine::cleanup()
{
    m_ana.reset();
    m_server.reset();
}

void TestSyncEngine::onlyIdsAreMadeLocal()
{
    const EventId server{QUuid::createUuid()};
    const EventId local{QUuid::createUuid()};
    const auto answer = [](EventId id, const QString &text) {
        return QJsonObject{{u"text"_s, text},
                           {u"items"_s, QJsonArray{QJsonObject{{u"event_id"_s, id.toString()}}}},
                           {u"message"_s, QJsonObject{{u"id"_s, id.toString()}, {u"text"_s, text}}}};
    };
    const QString text = u"UID:"_s + server.toString();
    const QJsonValue made =
        withLocalIds(answer(server, text), [&](EventId event) { return event == server ? local : event; });
    QCOMPARE(made.toObject(), answer(local, text));
}

void TestSyncEngine::bringsWholeCalendars()
{
    for (int i = 0; i < 30; ++i)
        remote(u"Event %1"_s.arg(i));
    connected();
    QCOMPARE(m_ana->shown().size(), 30);
    QCOMPARE(m_ana->calendars().size(), 1);
    QTRY_COMPARE(m_ana->members().value(room().id()).size(), 2);
    QVERIFY(m_server->requests(u"GET /api/v1/calendars/"_s + room().id().toString() + u"/events"_s) >= 5);
    m_ana->restart();
    QCOMPARE(m_ana->shown().size(), 30);
}

void TestSyncEngine::hearsChangesLive()
{
    connected();
    const Event event = remote(u"Dinner"_s);
    QTRY_VERIFY(m_ana->named(u"Dinner"_s));
    room().patch(u"ben"_s, event.id, {{u"event_name"_s, u"Supper"_s}}, 0);
    m_server->push();
    QTRY_VERIFY(m_ana->named(u"Supper"_s));
    QCOMPARE(m_ana->shown().size(), 1);
    room().remove(u"ben"_s, event.id);
    m_server->push();
    QTRY_VERIFY(m_ana->shown().isEmpty());
}

void TestSyncEngine::sendsWhatWasMadeOffline()
{
    connected();
    m_server->setReachable(false);
    QTRY_VERIFY(!m_ana->isLive());
    m_ana->create(u"Haircut"_s, room().id());
    m_ana->create(u"Dentist"_s, room().id());
    m_ana->change(*m_ana->named(u"Dentist"_s), [](EventDraft &each) { each.location = u"Main street"_s; });
    QCOMPARE(m_ana->status().waiting, 2);
    QVERIFY(m_ana->named(u"Haircut"_s)->waiting);
    m_server->setReachable(true);
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(room().events().size(), 2);
    QVERIFY(!m_ana->named(u"Haircut"_s)->waiting);
    QCOMPARE(m_ana->shown().size(), 2);
    QVERIFY(std::any_of(room().events().begin(), room().events().end(),
                        [](const Event &event) { return event.location == "Main street"_L1; }));
}

void TestSyncEngine::aNewEventIsSeenOnceOnly()
{
    connected();
    m_server->holdAnswers(true);
    const Event mine = m_ana->create(u"Haircut"_s, room().id());
    QTRY_COMPARE(room().events().size(), 1);
    // Its own push is there before the answer; another's change behind it waits for its turn.
    remote(u"Dinner"_s);
    QSignalSpy frames(&m_ana->engine(), &SyncEngine::changed);
    m_server->holdAnswers(false);
    QTRY_VERIFY(m_ana->named(u"Dinner"_s));
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(m_ana->appearances(), 2);
    QVERIFY(m_ana->shown().contains(mine.id.value));
}

void TestSyncEngine::aLostAnswerMakesNoSecondEvent()
{
    connected();
    m_server->loseAnswers(2);
    m_ana->create(u"Haircut"_s, room().id());
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(room().events().size(), 1);
    QCOMPARE(m_ana->shown().size(), 1);
    m_server->loseAnswers(1);
    m_ana->change(*m_ana->named(u"Haircut"_s), [](EventDraft &each) { each.name = u"Barber"_s; });
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(room().events().first().name, u"Barber"_s);
    QVERIFY(!m_ana->named(u"Barber"_s)->conflict);
}

void TestSyncEngine::catchesUpAfterAnAbsence()
{
    const Event goes = remote(u"Goes"_s);
    connected();
    m_ana->stop();
    for (int i = 0; i < 20; ++i)
        remote(u"Event %1"_s.arg(i));
    room().remove(u"ben"_s, goes.id);
    m_server->push();
    m_ana->start();
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(m_ana->shown().size(), 20);
    QVERIFY(!m_ana->named(u"Goes"_s));
}

void TestSyncEngine::fillsAGap()
{
    connected();
    m_server->setPushing(false);
    remote(u"Unheard"_s);
    room().takeUnpushed();
    m_server->setPushing(true);
    remote(u"Heard"_s);
    QTRY_VERIFY(m_ana->named(u"Heard"_s));
    QVERIFY(m_ana->named(u"Unheard"_s));
}

void TestSyncEngine::rebuildsWhereTheLogIsTrimmed()
{
    const Event goes = remote(u"Goes"_s);
    remote(u"Stays"_s);
    connected();
    m_ana->stop();
    room().remove(u"ben"_s, goes.id);
    remote(u"Comes"_s);
    room().trimLog();
    m_ana->start();
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(m_ana->shown().size(), 2);
    QVERIFY(m_ana->named(u"Comes"_s));
    QVERIFY(!m_ana->named(u"Goes"_s));
}

void TestSyncEngine::bothEditsOfDifferentFieldsStay()
{
    const Event event = remote(u"Dinner"_s);
    connected();
    m_server->setReachable(false);
    QTRY_VERIFY(!m_ana->isLive());
    m_ana->change(*m_ana->named(u"Dinner"_s), [](EventDraft &each) { each.name = u"Supper"_s; });
    room().patch(u"ben"_s, event.id, {{u"location"_s, u"Home"_s}}, 0);
    m_server->setReachable(true);
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(room().events().first().name, u"Supper"_s);
    QCOMPARE(room().events().first().location, u"Home"_s);
    QCOMPARE(m_ana->named(u"Supper"_s)->event.location, u"Home"_s);
}

void TestSyncEngine::aClashKeepsBoth_data()
{
    QTest::addColumn<bool>("keepMine");
    QTest::addColumn<QString>("name");
    QTest::newRow("mine") << true << u"Supper"_s;
    QTest::newRow("theirs") << false << u"Banquet"_s;
}

void TestSyncEngine::aClashKeepsBoth()
{
    QFETCH(bool, keepMine);
    QFETCH(QString, name);
    const Event event = remote(u"Dinner"_s);
    connected();
    m_server->setReachable(false);
    QTRY_VERIFY(!m_ana->isLive());
    m_ana->change(*m_ana->named(u"Dinner"_s), [](EventDraft &each) { each.name = u"Supper"_s; });
    room().patch(u"ben"_s, event.id, {{u"event_name"_s, u"Banquet"_s}}, 0);
    m_server->setReachable(true);
    QTRY_VERIFY(m_ana->isSettled());
    const auto *shown = m_ana->named(u"Supper"_s);
    QVERIFY(shown && shown->conflict);
    QCOMPARE(shown->other->name, u"Banquet"_s);
    QCOMPARE(room().events().first().name, u"Banquet"_s);
    m_ana->engine().resolveConflict(shown->event.id, keepMine);
    QTRY_VERIFY(m_ana->isSettled());
    QTRY_COMPARE(room().events().first().name, name);
    QVERIFY(m_ana->named(name) && !m_ana->named(name)->conflict);
}

void TestSyncEngine::refusedChangesAreToldAndPutBack()
{
    remote(u"Dinner"_s);
    connected();
    m_server->answerNextWith(403, {{u"message"_s, u"You may only look."_s}});
    m_ana->change(*m_ana->named(u"Dinner"_s), [](EventDraft &each) { each.name = u"Supper"_s; });
    QTRY_COMPARE(m_ana->refusals().size(), 1);
    QVERIFY(m_ana->refusals().first().contains(u"You may only look."_s));
    QVERIFY(m_ana->named(u"Dinner"_s));
    m_server->answerNextWith(400, {{u"message"_s, u"No."_s}});
    m_ana->create(u"Haircut"_s, room().id());
    QTRY_COMPARE(m_ana->refusals().size(), 2);
    QCOMPARE(m_ana->shown().size(), 1);
    QVERIFY(m_ana->isSettled());
}

void TestSyncEngine::troubleIsRetried_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("broken") << 500;
    QTest::newRow("unavailable") << 503;
    QTest::newRow("too many") << 429;
    QTest::newRow("still running") << 409;
}

void TestSyncEngine::troubleIsRetried()
{
    QFETCH(int, status);
    connected();
    const QJsonObject body = status == 409 ? QJsonObject{{u"reason"_s, u"in_progress"_s}} : QJsonObject();
    m_server->answerNextWith(status, body);
    m_server->answerNextWith(status, body);
    m_ana->create(u"Haircut"_s, room().id());
    QTRY_COMPARE(room().events().size(), 1);
    QTRY_VERIFY(m_ana->isSettled());
    QVERIFY(m_ana->refusals().isEmpty());
}

void TestSyncEngine::aStrangersAnswerIsNotBelieved()
{
    const ApiError error = apiErrorOf(404, false, {}, 0);
    QCOMPARE(error.failure, Failure::WrongServer);
    QCOMPARE(apiErrorOf(404, true, {{u"message"_s, u"x"_s}}, 0).failure, Failure::Refused);
    QCOMPARE(apiErrorOf(502, false, {}, 0).failure, Failure::Retry);
}

void TestSyncEngine::refreshesAnEndedToken()
{
    connected();
    const Tokens before = m_ana->tokens();
    m_server->expireTokens();
    m_ana->create(u"Haircut"_s, room().id());
    QTRY_COMPARE(room().events().size(), 1);
    QTRY_VERIFY(m_ana->isSettled());
    QVERIFY(m_ana->tokens() != before);
    QVERIFY(m_ana->signedOutReason().isEmpty());
    m_server->expireTokens();
    m_server->dropSockets(4401);
    QTRY_COMPARE(m_server->requests(u"POST /api/user/refresh"_s), 2);
    QTRY_VERIFY(m_ana->isLive());
}

void TestSyncEngine::signsOutWhenTheSessionEnds()
{
    connected();
    m_server->endSessionOf(u"ana"_s);
    QTRY_VERIFY(!m_ana->signedOutReason().isEmpty());
    m_ana->create(u"Haircut"_s, room().id());
    QCOMPARE(m_ana->status().waiting, 1);
}

void TestSyncEngine::reconnectsByItself()
{
    connected();
    m_server->dropSockets();
    QTRY_VERIFY(!m_ana->isLive());
    remote(u"Dinner"_s);
    QTRY_VERIFY(m_ana->isLive());
    QTRY_VERIFY(m_ana->named(u"Dinner"_s));
    QCOMPARE(m_server->sockets(), 1);
}

void TestSyncEngine::leavingACalendarClearsIt()
{
    remote(u"Dinner"_s);
    connected();
    std::optional<Outcome> outcome;
    m_ana->engine().act({"DELETE",
                         u"/api/v1/calendars/%1/members/%2"_s.arg(room().id().toString(),
                                                                  room().userOf(u"ana"_s).toString())},
                        [&](const Outcome &done) { outcome = done; });
    QTRY_VERIFY(outcome && outcome->ok());
    QTRY_VERIFY(m_ana->calendars().isEmpty());
    QVERIFY(m_ana->shown().isEmpty());
    QTRY_VERIFY(m_ana->isLive());
}

void TestSyncEngine::joiningElsewhereShowsUp()
{
    FakeRoom &work = m_server->addRoom(u"Work"_s, {u"ben"_s});
    work.create(u"ben"_s, draft(u"Meeting"_s));
    m_server->push();
    connected();
    QCOMPARE(m_ana->calendars().size(), 1);
    work.join(u"ana"_s);
    m_server->push();
    QTRY_VERIFY(m_ana->named(u"Meeting"_s));
    QCOMPARE(m_ana->calendars().size(), 2);
}

void TestSyncEngine::anOutboxOutlivesTheProcess()
{
    connected();
    m_server->setReachable(false);
    QTRY_VERIFY(!m_ana->isLive());
    m_ana->create(u"Haircut"_s, room().id());
    m_ana->restart();
    QVERIFY(m_ana->named(u"Haircut"_s)->waiting);
    m_server->setReachable(true);
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(room().events().size(), 1);
}

void TestSyncEngine::undoAfterSending()
{
    connected();
    const Event mine = m_ana->create(u"Haircut"_s, room().id());
    QTRY_VERIFY(m_ana->isSettled() && room().events().size() == 1);
    m_ana->engine().removeSeries({mine.id, {}, EditScope::All, {}}, {mine.id});
    QTRY_VERIFY(room().events().isEmpty());
    m_ana->engine().restoreEvent(mine);
    QTRY_COMPARE(room().events().size(), 1);
    QTRY_VERIFY(m_ana->isSettled());
    QCOMPARE(m_ana->shown().keys(), QList<QUuid>{mine.id.value});
}

QTEST_GUILESS_MAIN(TestSyncEngine)
#include "tst_syncengine.moc"
