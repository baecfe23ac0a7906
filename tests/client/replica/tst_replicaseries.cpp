// Recurring events in the replica: what is shown while edits of their occurrences wait, and what their
// answers make of it.
#include "client/replica/localchanges.h"
#include "client/replica/outboxresults.h"
#include "client/replica/remotechanges.h"
#include "client/replica/replicastore.h"
#include "shared/protocol/eventjson.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace Qt::StringLiterals;

namespace {
const QTimeZone kVienna("Europe/Vienna");

ZonedTime at(const QString &wall)
{
    return fromWall(QDateTime::fromString(wall + u'Z', Qt::ISODate), kVienna);
}
}

class TestReplicaSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void anInstanceKnowsItsSeries();
    void aChangeOfOneMakesAnInstance();
    void aSecondChangeOfOneIsFolded();
    void changesOfTheFollowingDivideTheSeries();
    void changesOfAllMoveTheInstancesAlong();
    void takingOutOneIsAnExdate();
    void takingOutAllHidesTheInstances();
    void aRefusedChangeLeavesNothingBehind();
    void anAnswerIsTheInstanceThatWasMade();
    void anAnswerDividesBeforeThePushes();
    void anAnswerAfterThePushesIsTheSame();
    void aConflictOfOneOccurrenceLeavesTheSeriesAlone();
    void remoteEditsShowUnderWaitingOnes();
    void aDeletedSeriesTakesAllAlong();
    void aChangeOfADeletedSeriesLeavesNothing();
    void waitingChangesSurviveAReopening();

private:
    void reopen();
    void push(ChangeKind kind, Event event);
    Event push(Event event)
    {
        event.version = ++m_seq;
        push(ChangeKind::EventUpdated, event);
        return event;
    }
    Event instanceOf(const Event &series, const QString &original, const QString &start) const;
    SeriesChoice choice(const QString &occurrence, EditScope scope)
    {
        return {m_choir.id, occurrence, scope, scope == EditScope::All ? EventId() : m_made};
    }
    /// The occurrence, and the same an hour later.
    std::pair<Event, Event> later(const QString &occurrence) const;
    OutboxEntry sent();
    /// "2027-10-05T19:00:00 Choir RRULE..." for each event that is shown, in order.
    QStringList shown();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ReplicaStore> m_store;
    std::unique_ptr<LocalChanges> m_local;
    std::unique_ptr<RemoteChanges> m_remote;
    std::unique_ptr<OutboxResults> m_results;
    Calendar m_family;
    Event m_choir;
    EventId m_made;
    qint64 m_seq = 0;
};

void TestReplicaSeries::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_seq = 0;
    reopen();
    m_family.id = CalendarId{QUuid::createUuid()};
    m_family.name = u"Family"_s;
    m_family.timeZone = u"Europe/Vienna"_s;
    m_remote->setCalendars({m_family});
    m_store->calendars().setCursor(m_family.id, 0);
    m_made = EventId{QUuid::createUuid()};
    m_choir = {};
    m_choir.id = EventId{QUuid::createUuid()};
    m_choir.calendar = m_family.id;
    m_choir.name = u"Choir"_s;
    m_choir.start = at(u"2027-10-05T19:00:00"_s);
    m_choir.end = at(u"2027-10-05T20:00:00"_s);
    m_choir.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=5"_s;
    m_choir = push(m_choir);
}

void TestReplicaSeries::reopen()
{
    m_store.reset();
    auto store = ReplicaStore::open(m_folder->filePath(u"replica.db"_s));
    QVERIFY(store.ok());
    m_store = std::move(*store);
    m_local = std::make_unique<LocalChanges>(*m_store);
    m_remote = std::make_unique<RemoteChanges>(*m_store);
    m_results = std::make_unique<OutboxResults>(*m_store);
}

void TestReplicaSeries::push(ChangeKind kind, Event event)
{
    Change change;
    change.calendar = event.calendar;
    change.seq = event.version;
    change.kind = kind;
    change.entity = event.id.value;
    change.data = QJsonDocument(toJson(event)).toJson();
    m_remote->apply({change});
}

Event TestReplicaSeries::instanceOf(const Event &series, const QString &original, const QString &start) const
{
    Event event = series;
    event.id = EventId{QUuid::createUuid()};
    event.series = series.id;
    event.recurrence.clear();
    event.originalStart = at(original);
    event.start = at(start);
    event.end = fromUtc(event.start.utcMs + 3'600'000, kVienna);
    return event;
}

std::pair<Event, Event> TestReplicaSeries::later(const QString &occurrence) const
{
    Event before = m_choir;
    before.start = at(occurrence);
    before.end = fromUtc(before.start.utcMs + 3'600'000, kVienna);
    Event after = before;
    after.start = fromUtc(before.start.utcMs + 3'600'000, kVienna);
    after.end = fromUtc(before.end.utcMs + 3'600'000, kVienna);
    return {before, after};
}

OutboxEntry TestReplicaSeries::sent()
{
    const auto entry = m_store->outbox().next();
    m_results->markSent(entry->position);
    return *m_store->outbox().at(entry->position);
}

QStringList TestReplicaSeries::shown()
{
    QStringList lines;
    const auto events = m_store->load(0, std::numeric_limits<qint64>::max(), true);
    for (const ReplicaEvent &item : events) {
        QString line = item.event.start.wall + u' ' + item.event.name;
        if (!item.event.recurrence.isEmpty())
            line += u' ' + QString(item.event.recurrence).replace(u'\n', u' ');
        lines.append(line + (item.conflict ? u" !"_s : item.waiting ? u" ..."_s : QString()));
    }
    lines.sort();
    return lines;
}

void TestReplicaSeries::anInstanceKnowsItsSeries()
{
    const Event moved = push(instanceOf(m_choir, u"2027-10-12T19:00:00"_s, u"2027-10-13T19:00:00"_s));
    const auto rows = m_store->events().instancesOf(m_choir.id);
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.first().server->series, m_choir.id);
    QCOMPARE(rows.first().server->originalStart, moved.originalStart);
}

void TestReplicaSeries::aChangeOfOneMakesAnInstance()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=5"_s,
                          u"2027-10-12T20:00:00 Choir ..."_s}));
    const OutboxEntry entry = sent();
    QCOMPARE(entry.event, m_choir.id);
    QCOMPARE(entry.occurrence, u"2027-10-12T19:00:00"_s);
    QCOMPARE(entry.scope, EditScope::This);
    QCOMPARE(entry.baseVersion, m_choir.version);
    QCOMPARE(entry.made, m_made);
}

void TestReplicaSeries::aSecondChangeOfOneIsFolded()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    Event named = after;
    named.name = u"Concert"_s;
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), after, named);
    QCOMPARE(m_store->outbox().waiting(), 1);
    QCOMPARE(shown().last(), u"2027-10-12T20:00:00 Concert ..."_s);
}

void TestReplicaSeries::changesOfTheFollowingDivideTheSeries()
{
    push(instanceOf(m_choir, u"2027-10-26T19:00:00"_s, u"2027-10-27T19:00:00"_s));
    const auto [before, after] = later(u"2027-10-19T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-19T19:00:00"_s, EditScope::Following), before, after);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=2 ..."_s,
                          u"2027-10-19T20:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=3 ..."_s,
                          u"2027-10-27T19:00:00 Choir ..."_s}));
    // The rest can be edited on: what it waits for is its own entry.
    Event rest = after;
    rest.id = m_made;
    rest.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=3"_s;
    Event named = rest;
    named.name = u"Band"_s;
    m_local->changeSeries({m_made, {}, EditScope::All, {}}, rest, named);
    QCOMPARE(shown().at(1), u"2027-10-19T20:00:00 Band RRULE:FREQ=WEEKLY;COUNT=3 ..."_s);
    QCOMPARE(m_store->outbox().waiting(), 2);
}

void TestReplicaSeries::changesOfAllMoveTheInstancesAlong()
{
    Event elsewhere = instanceOf(m_choir, u"2027-10-12T19:00:00"_s, u"2027-10-12T19:00:00"_s);
    elsewhere.location = u"Hall"_s;
    push(elsewhere);
    const auto [before, after] = later(u"2027-10-19T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-19T19:00:00"_s, EditScope::All), before, after);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T20:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=5 ..."_s,
                          u"2027-10-12T20:00:00 Choir ..."_s}));
}

void TestReplicaSeries::takingOutOneIsAnExdate()
{
    m_local->removeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This));
    const QString without = u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=5 EXDATE:20271012T190000"_s;
    QCOMPARE(shown(), QStringList{without + u" ..."_s});
    const OutboxEntry entry = sent();
    Event answer = m_choir;
    answer.recurrence += u"\nEXDATE:20271012T190000"_s;
    answer.version = ++m_seq;
    m_results->confirm(entry.position, answer);
    QCOMPARE(shown(), QStringList{without});
    QCOMPARE(m_store->outbox().waiting(), 0);
}

void TestReplicaSeries::takingOutAllHidesTheInstances()
{
    push(instanceOf(m_choir, u"2027-10-12T19:00:00"_s, u"2027-10-13T19:00:00"_s));
    m_local->removeSeries({m_choir.id, {}, EditScope::All, {}});
    QCOMPARE(shown(), QStringList());
    Event again = m_choir;
    m_local->restore(again);
    QCOMPARE(shown().size(), 2);
    m_local->removeSeries({m_choir.id, {}, EditScope::All, {}});
    m_results->confirmRemoval(sent().position, m_seq + 1);
    QCOMPARE(shown(), QStringList());
}

void TestReplicaSeries::aRefusedChangeLeavesNothingBehind()
{
    const QStringList first = shown();
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::Following), before, after);
    m_results->refuse(sent().position);
    QCOMPARE(shown(), first);
    QVERIFY(!m_store->events().find(m_made));
}

void TestReplicaSeries::anAnswerIsTheInstanceThatWasMade()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    const OutboxEntry entry = sent();
    Event named = after;
    named.name = u"Concert"_s;
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), after, named);
    Event answer = instanceOf(m_choir, u"2027-10-12T19:00:00"_s, u"2027-10-12T20:00:00"_s);
    answer.version = ++m_seq;
    m_results->confirm(entry.position, answer);
    QCOMPARE(m_store->aliases().toLocal(answer.id), m_made);
    QCOMPARE(shown().last(), u"2027-10-12T20:00:00 Concert ..."_s);
    // What waits was made on that answer.
    QCOMPARE(m_store->outbox().next()->baseVersion, answer.version);
    push(ChangeKind::EventCreated, answer);
    QCOMPARE(shown().size(), 2);
}

void TestReplicaSeries::anAnswerDividesBeforeThePushes()
{
    const auto [before, after] = later(u"2027-10-19T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-19T19:00:00"_s, EditScope::Following), before, after);
    Event head = m_choir;
    head.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=2"_s;
    head.version = ++m_seq;
    Event tail = after;
    tail.id = EventId{QUuid::createUuid()};
    tail.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=3"_s;
    tail.version = ++m_seq;
    m_results->confirm(sent().position, tail);
    const QStringList divided{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=2"_s,
                              u"2027-10-19T20:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=3"_s};
    QCOMPARE(shown(), divided);
    push(ChangeKind::EventUpdated, head);
    push(ChangeKind::EventCreated, tail);
    QCOMPARE(shown(), divided);
    QCOMPARE(m_store->events().find(m_choir.id)->version, head.version);
}

void TestReplicaSeries::anAnswerAfterThePushesIsTheSame()
{
    const auto [before, after] = later(u"2027-10-19T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-19T19:00:00"_s, EditScope::Following), before, after);
    const OutboxEntry entry = sent();
    Event head = m_choir;
    head.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=2"_s;
    head.version = ++m_seq;
    push(ChangeKind::EventUpdated, head);
    Event tail = after;
    tail.id = EventId{QUuid::createUuid()};
    tail.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=3"_s;
    tail.version = ++m_seq;
    push(ChangeKind::EventCreated, tail);
    m_results->confirm(entry.position, tail);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=2"_s,
                          u"2027-10-19T20:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=3"_s}));
    QCOMPARE(m_store->aliases().toLocal(tail.id), m_made);
    QVERIFY(!m_store->events().find(tail.id));
}

void TestReplicaSeries::aConflictOfOneOccurrenceLeavesTheSeriesAlone()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    Event current = before;
    current.originalStart = before.start;
    current.start = at(u"2027-10-12T18:00:00"_s);
    current.version = ++m_seq;
    m_results->conflict(sent().position, current);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=5"_s,
                          u"2027-10-12T20:00:00 Choir !"_s}));
    m_local->resolve(m_made, true);
    QCOMPARE(m_store->outbox().next()->baseVersion, current.version);
    m_results->conflict(sent().position, current);
    m_local->resolve(m_made, false);
    QCOMPARE(shown(), QStringList{u"2027-10-05T19:00:00 Choir RRULE:FREQ=WEEKLY;COUNT=5"_s});
}

void TestReplicaSeries::remoteEditsShowUnderWaitingOnes()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    Event renamed = m_choir;
    renamed.name = u"Singing"_s;
    push(renamed);
    QCOMPARE(shown(),
             (QStringList{u"2027-10-05T19:00:00 Singing RRULE:FREQ=WEEKLY;COUNT=5"_s,
                          u"2027-10-12T20:00:00 Singing ..."_s}));
}

void TestReplicaSeries::aDeletedSeriesTakesAllAlong()
{
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    Event gone = m_choir;
    gone.version = ++m_seq;
    push(ChangeKind::EventDeleted, gone);
    QCOMPARE(shown(), QStringList());
    QCOMPARE(m_store->outbox().waiting(), 0);
    QVERIFY(!m_store->events().find(m_made));
}

void TestReplicaSeries::aChangeOfADeletedSeriesLeavesNothing()
{
    Event gone = m_choir;
    gone.version = ++m_seq;
    push(ChangeKind::EventDeleted, gone);
    const auto [before, after] = later(u"2027-10-12T19:00:00"_s);
    const ReplicaDelta delta =
        m_local->changeSeries(choice(u"2027-10-12T19:00:00"_s, EditScope::This), before, after);
    QVERIFY(delta.removed.contains(m_made));
    QCOMPARE(delta.lost, QStringList{u"Choir"_s});
    QCOMPARE(m_store->aliases().toServer(m_made), m_made);
    QCOMPARE(m_store->outbox().waiting(), 0);
}

void TestReplicaSeries::waitingChangesSurviveAReopening()
{
    const auto [before, after] = later(u"2027-10-19T19:00:00"_s);
    m_local->changeSeries(choice(u"2027-10-19T19:00:00"_s, EditScope::Following), before, after);
    const QStringList first = shown();
    reopen();
    QCOMPARE(shown(), first);
    const auto entry = m_store->outbox().next();
    QCOMPARE(entry->scope, EditScope::Following);
    QCOMPARE(m_store->outbox().makerOf(m_made)->position, entry->position);
}

QTEST_GUILESS_MAIN(TestReplicaSeries)
#include "tst_replicaseries.moc"
