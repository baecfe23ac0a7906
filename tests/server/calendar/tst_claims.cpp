#include "server/proto/convert.h"
#include "tests/server/calendar/reminderworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::ChangeLogbook;
using hearth::tests::FrameLogbook;
using hearth::tests::ReminderWorld;
using shared::ChangeKind;
using shared::ErrorCode;

/// "I've got it".
class TestClaims : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasOneWinner_data() { addEngineRows(); }
    void hasOneWinner();
    void silencesTheOthers_data() { addEngineRows(); }
    void silencesTheOthers();
    void isOfOneOccurrence_data() { addEngineRows(); }
    void isOfOneOccurrence();
    void isGivenBack_data() { addEngineRows(); }
    void isGivenBack();
    void endsWithTheMember_data() { addEngineRows(); }
    void endsWithTheMember();
};

void TestClaims::hasOneWinner()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    constexpr int kPeople = 100;
    for (int i = 0; i < kPeople; ++i)
        QVERIFY(world.join(u"p%1"_s.arg(i), u"Family"_s));
    const auto event = world.add(world.inMinutes(60, u"Bins"_s, {10}));
    calendar::ClaimRequest request;
    request.mutable_calendar()->set_id(world.home);
    request.set_event_id(event.id());
    std::mutex mutex;
    std::vector<shared::Result<calendar::ReminderClaim>> answers;
    for (int i = 0; i < kPeople; ++i)
        world.service().reminders().claim(world.person(u"p%1"_s.arg(i)), request, [&](const auto &answer) {
            const std::lock_guard guard(mutex);
            answers.push_back(answer);
        });
    const auto count = [&] {
        const std::lock_guard guard(mutex);
        return answers.size();
    };
    QTRY_COMPARE_WITH_TIMEOUT(count(), size_t(kPeople), 30000);
    const auto winners =
        std::count_if(answers.begin(), answers.end(), [](const auto &each) { return each.ok(); });
    QCOMPARE(winners, 1);
    const auto won = std::find_if(answers.begin(), answers.end(), [](const auto &each) { return each.ok(); });
    const QString winner = server::fromUtf8((*won)->username());
    for (const auto &each : answers) {
        if (each)
            continue;
        QCOMPARE(each.error().code, ErrorCode::Conflict);
        QCOMPARE(each.error().reason, u"claimed"_s);
        const QJsonObject details = QJsonDocument::fromJson(each.error().details).object();
        QCOMPARE(details.value("claimed_by"_L1).toObject().value("username"_L1).toString(), winner);
    }
    QCOMPARE(world.rows(u"reminder_claims"_s), 1);
}

void TestClaims::silencesTheOthers()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook frames(world.service());
    ChangeLogbook changes(world.service());
    QTRY_VERIFY(frames.greeted() && changes.greeted());
    const auto event = world.add(world.inMinutes(60, u"Bins"_s, {10}));
    const auto claimed = world.claim(u"bob"_s, event);
    QVERIFY(claimed);
    QCOMPARE(world.claim(u"bob"_s, event)->at_ms(), claimed->at_ms());
    QTRY_COMPARE(changes.changes().last().kind, ChangeKind::ClaimUpdated);
    const auto change = changes.changes().last();
    QCOMPARE(change.entity, server::uuidFromBytes(event.id()));
    QCOMPARE(QJsonDocument::fromJson(change.data)
                 .object()
                 .value("claimed_by"_L1)
                 .toObject()
                 .value("username"_L1)
                 .toString(),
             u"bob"_s);
    world.passMinutes(50);
    QTRY_COMPARE(frames.reminders(u"bob"_s), QStringList{u"Bins 10"_s});
    QCOMPARE(frames.reminders(u"ada"_s), QStringList());
    QCOMPARE(frames.reminders(u"carl"_s), QStringList());
}

void TestClaims::isOfOneOccurrence()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook frames(world.service());
    QTRY_VERIFY(frames.greeted());
    QJsonObject draft = world.inMinutes(60, u"Bins"_s, {10});
    draft.insert(u"recurrence"_s, QJsonArray{u"RRULE:FREQ=DAILY"_s});
    const auto series = world.add(draft);
    QCOMPARE(world.claim(u"bob"_s, series).error().reason, u"occurrence_missing"_s);
    QCOMPARE(world.claim(u"bob"_s, series, u"2027-01-15T09:30:00"_s).error().reason, u"no_such_occurrence"_s);
    QVERIFY(world.claim(u"bob"_s, series, u"2027-01-15T09:00:00"_s));
    QCOMPARE(world.claim(u"carl"_s, series, u"2027-01-15T09:00:00"_s).error().reason, u"claimed"_s);
    QVERIFY(world.claim(u"carl"_s, series, u"2027-01-16T09:00:00"_s));
    const auto all = world.reminders(u"ada"_s);
    QCOMPARE(all->claims_size(), 2);
    QCOMPARE(all->claims(0).occurrence(), "2027-01-15T09:00:00");
    world.passMinutes(50);
    QTRY_COMPARE(frames.reminders(u"bob"_s).size(), 1);
    world.passMinutes(24 * 60);
    QTRY_COMPARE(frames.reminders(u"carl"_s).size(), 1);
    world.passMinutes(24 * 60);
    QTRY_COMPARE(frames.reminders(u"ada"_s).size(), 1);
    QTRY_COMPARE(frames.reminders(u"bob"_s).size(), 2);
    QTRY_COMPARE(frames.reminders(u"carl"_s).size(), 2);
}

void TestClaims::isGivenBack()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook frames(world.service());
    QTRY_VERIFY(frames.greeted());
    const auto event = world.add(world.inMinutes(60, u"Bins"_s, {10}));
    QCOMPARE(world.release(u"bob"_s, event).error().code, ErrorCode::NotFound);
    QVERIFY(world.claim(u"bob"_s, event));
    QCOMPARE(world.release(u"ada"_s, event).error().code, ErrorCode::Forbidden);
    QVERIFY(world.release(u"bob"_s, event));
    QVERIFY(world.claim(u"carl"_s, event));
    QVERIFY(world.release(u"carl"_s, event));
    world.passMinutes(50);
    QTRY_COMPARE(frames.reminders(u"ada"_s), QStringList{u"Bins 10"_s});
}

void TestClaims::endsWithTheMember()
{
    FETCH_ENGINE(engine);
    ReminderWorld world(engine);
    FrameLogbook frames(world.service());
    QTRY_VERIFY(frames.greeted());
    const auto event = world.add(world.inMinutes(60, u"Bins"_s, {10}));
    QVERIFY(world.claim(u"bob"_s, event));
    QVERIFY(world.set(u"bob"_s, {{u"reminders"_s, QJsonArray{20}}}));
    QVERIFY(world.setEvent(u"bob"_s, event, {{u"reminders"_s, QJsonArray{30}}}));
    QVERIFY(hearth::tests::waitFor<calendar::Empty>(
        [&](auto reply) { world.service().forget(world.person(u"bob"_s), {}, reply); }));
    for (const QString &table : {u"reminder_claims"_s, u"reminder_settings"_s, u"event_reminders"_s,
                                 u"personal_frames"_s, u"personal_numbers"_s})
        QCOMPARE(world.rows(table), 0);
    world.passMinutes(50);
    QTRY_COMPARE(frames.reminders(u"ada"_s), QStringList{u"Bins 10"_s});
    QCOMPARE(frames.reminders(u"bob"_s), QStringList());
}

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
