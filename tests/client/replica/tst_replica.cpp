#include "client/replica/eventpatch.h"
#include "client/replica/localchanges.h"
#include "client/replica/outboxresults.h"
#include "client/replica/remotechanges.h"
#include "client/replica/replicastore.h"
#include "shared/protocol/eventjson.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kStart = 1'796'000'000'000;

Calendar calendar(const QString &name)
{
    Calendar result;
    result.id = CalendarId{QUuid::createUuid()};
    result.name = name;
    result.colour = u"sky"_s;
    result.timeZone = u"Europe/Vienna"_s;
    result.role = Role::Owner;
    return result;
}

Event makeEvent(const Calendar &where, const QString &name, qint64 version = 0)
{
    Event result;
    result.id = EventId{QUuid::createUuid()};
    result.calendar = where.id;
    result.name = name;
    result.start = fromUtc(kStart, QTimeZone("Europe/Vienna"));
    result.end = fromUtc(kStart + 3'600'000, QTimeZone("Europe/Vienna"));
    result.version = version;
    return result;
}

Change change(ChangeKind kind, const Event &event, qint64 seq)
{
    Change result;
    result.calendar = event.calendar;
    result.seq = seq;
    result.kind = kind;
    result.entity = event.id.value;
    result.data = QJsonDocument(toJson(event)).toJson();
    return result;
}

const ReplicaEvent *find(const QList<ReplicaEvent> &events, EventId id)
{
    for (const ReplicaEvent &item : events)
        if (item.event.id == id)
            return &item;
    return nullptr;
}
}

class TestReplica : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_store.reset(); }
    void survivesAReopening();
    void refusesANewerSchema();
    void anEventKeepsEveryField();
    void aliasesLastUntilTheNextStart();
    void aPushBeforeTheAnswerIsAbsorbed();
    void editsOfTheTwinMoveAlong();
    void folds_data();
    void folds();
    void aSentCreateIsNotFoldedInto();
    void remoteEditsShowUnderWaitingOnes();
    void laterChangesAreRebased();
    void laterClashesKeepTheirBase();
    void conflictKeepsBothVersions_data();
    void conflictKeepsBothVersions();
    void anAnswerThatWasLostIsNoConflict();
    void refusalPutsBack();
    void refusedCreateTakesItsChangesAlong();
    void deletionElsewhereIsTold();
    void undoOfASentDeletionRestores();
    void undoOfAnUnsentDeletionBringsChangesBack();
    void anOldAnswerDoesNotReviveADeletedEvent();
    void aSnapshotDropsWhatItDidNotBring();
    void aLeftCalendarGoesWithItsOutbox();
    void oldChangesAreIgnored();
    void aMovedEventStays_data();
    void aMovedEventStays();
    void aDeltaSaysWhatCameLast();
    void anAnswerDuringASnapshotStays();
    void loadsTenThousandQuickly();

private:
    void reopen();
    QList<ReplicaEvent> all() { return m_store->load(0, std::numeric_limits<qint64>::max(), true); }
    Event stored(const QString &name)
    {
        Event result = makeEvent(m_family, name, ++m_seq);
        m_remote->apply({change(ChangeKind::EventCreated, result, m_seq)});
        return result;
    }
    OutboxEntry onlyEntry(EventId id)
    {
        const auto entries = m_store->outbox().of(id);
        return entries.size() == 1 ? entries.first() : OutboxEntry{};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ReplicaStore> m_store;
    std::unique_ptr<LocalChanges> m_local;
    std::unique_ptr<RemoteChanges> m_remote;
    std::unique_ptr<OutboxResults> m_results;
    Calendar m_family;
    qint64 m_seq = 0;
};

void TestReplica::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_seq = 0;
    reopen();
    m_family = calendar(u"Family"_s);
    m_remote->setCalendars({m_family});
    m_store->calendars().setCursor(m_family.id, 0);
}

void TestReplica::reopen()
{
    m_store.reset();
    auto store = ReplicaStore::open(m_folder->filePath(u"account/replica.db"_s));
    QVERIFY(store.ok());
    m_store = std::move(*store);
    m_local = std::make_unique<LocalChanges>(*m_store);
    m_remote = std::make_unique<RemoteChanges>(*m_store);
    m_results = std::make_unique<OutboxResults>(*m_store);
}

void TestReplica::survivesAReopening()
{
    const Event remote = stored(u"Dinner"_s);
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    m_remote->setMembers(m_family.id, {{UserId{QUuid::createUuid()}, u"ana"_s, Role::Owner, 5}});
    m_store->settings().setValue(u"a"_s, u"b"_s);
    reopen();
    QCOMPARE(all().size(), 2);
    QVERIFY(find(all(), mine.id)->waiting);
    QVERIFY(!find(all(), remote.id)->waiting);
    QCOMPARE(find(all(), remote.id)->event.calendarName, u"Family"_s);
    QCOMPARE(m_store->calendars().cursor(m_family.id), 1);
    QCOMPARE(m_store->calendars().members(m_family.id).first().username, u"ana"_s);
    QCOMPARE(m_store->settings().value(u"a"_s), u"b"_s);
    QCOMPARE(m_store->outbox().waiting(), 1);
    QCOMPARE(m_store->outbox().next()->key, mine.id.value);
}

void TestReplica::refusesANewerSchema()
{
    m_store->database().execute(
        u"INSERT INTO schema_version (version, name, applied_ms) VALUES (999, 'x', 0)"_s);
    m_store.reset();
    const auto store = ReplicaStore::open(m_folder->filePath(u"account/replica.db"_s));
    QVERIFY(!store.ok());
    QCOMPARE(store.error().code, ErrorCode::PreconditionFailed);
}

void TestReplica::anEventKeepsEveryField()
{
    Event full = makeEvent(m_family, u"Dinner"_s, 1);
    full.location = u"Café"_s;
    full.description = u"Line\nline"_s;
    full.colour = u"plum"_s;
    full.categories = {u"a"_s, u"b"_s};
    full.status = EventStatus::Tentative;
    full.participants = {{UserId{QUuid::createUuid()}, u"ana"_s, Answer::Maybe},
                         {{}, u"Grandma"_s, Answer::None}};
    full.reminders = {10, 60};
    full.uid = u"x@y"_s;
    full.createdBy = UserId{QUuid::createUuid()};
    full.createdByName = u"ben"_s;
    full.createdMs = kStart;
    full.updatedByName = u"ana"_s;
    full.updatedMs = kStart + 1000;
    full.calendarName = m_family.name;
    m_remote->snapshotPage({full}, m_remote->beginSnapshot());
    QCOMPARE(all().first().event, full);
}

void TestReplica::aliasesLastUntilTheNextStart()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    const auto entry = *m_store->outbox().next();
    m_results->markSent(entry.position);
    Event answer = makeEvent(m_family, u"Haircut"_s, 7);
    const auto delta = m_results->confirm(entry.position, answer);
    QCOMPARE(delta.put.first().event.id, mine.id);
    QVERIFY(!delta.put.first().waiting);
    QCOMPARE(m_store->aliases().toServer(mine.id), answer.id);

    answer.name = u"Barber"_s;
    const auto pushed = m_remote->apply({change(ChangeKind::EventUpdated, answer, 8)});
    QCOMPARE(pushed.put.first().event.id, mine.id);
    reopen();
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().first().event.id, answer.id);
    QCOMPARE(all().first().event.name, u"Barber"_s);
}

void TestReplica::aPushBeforeTheAnswerIsAbsorbed()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    const auto entry = *m_store->outbox().next();
    m_results->markSent(entry.position);
    Event answer = makeEvent(m_family, u"Haircut"_s, 1);
    m_remote->apply({change(ChangeKind::EventCreated, answer, 1)});
    Event newer = answer;
    newer.name = u"Barber"_s;
    m_remote->apply({change(ChangeKind::EventUpdated, newer, 2)});
    const auto delta = m_results->confirm(entry.position, answer);
    QCOMPARE(delta.removed, QList<EventId>{answer.id});
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().first().event.id, mine.id);
    QCOMPARE(all().first().event.name, u"Barber"_s);
}

void TestReplica::editsOfTheTwinMoveAlong()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    const auto entry = *m_store->outbox().next();
    m_results->markSent(entry.position);
    const Event answer = makeEvent(m_family, u"Haircut"_s, 1);
    m_remote->apply({change(ChangeKind::EventCreated, answer, 1)});
    Event edited = answer;
    edited.name = u"Barber"_s;
    m_local->change(answer, edited);
    m_results->confirm(entry.position, answer);
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().first().event.id, mine.id);
    QCOMPARE(all().first().event.name, u"Barber"_s);
    QCOMPARE(onlyEntry(mine.id).kind, OutboxKind::Change);
    // A window that still shows the twin.
    Event late = edited;
    late.location = u"Main street"_s;
    const auto delta = m_local->change(edited, late);
    QCOMPARE(delta.removed, QList<EventId>{answer.id});
    QCOMPARE(all().first().event.location, u"Main street"_s);
}

void TestReplica::folds_data()
{
    QTest::addColumn<QStringList>("steps");
    QTest::addColumn<int>("entries");
    QTest::addColumn<QString>("name");
    QTest::newRow("create, change") << QStringList{u"create"_s, u"change"_s} << 1 << u"changed"_s;
    QTest::newRow("create, remove") << QStringList{u"create"_s, u"remove"_s} << 0 << QString();
    QTest::newRow("create, remove, restore")
        << QStringList{u"create"_s, u"remove"_s, u"restore"_s} << 1 << u"new"_s;
    QTest::newRow("change, change") << QStringList{u"stored"_s, u"change"_s, u"change"_s} << 1
                                    << u"changed"_s;
    QTest::newRow("change, remove") << QStringList{u"stored"_s, u"change"_s, u"remove"_s} << 1 << QString();
    QTest::newRow("remove, restore") << QStringList{u"stored"_s, u"remove"_s, u"restore"_s} << 0 << u"new"_s;
}

void TestReplica::folds()
{
    QFETCH(QStringList, steps);
    QFETCH(int, entries);
    QFETCH(QString, name);
    Event current = makeEvent(m_family, u"new"_s);
    for (const QString &step : steps) {
        Event changed = current;
        changed.name = u"changed"_s;
        if (step == "create"_L1)
            m_local->create(current);
        else if (step == "stored"_L1)
            current = stored(u"new"_s);
        else if (step == "change"_L1)
            m_local->change(current, changed);
        else if (step == "remove"_L1)
            m_local->remove(current.id);
        else
            m_local->restore(current);
    }
    QCOMPARE(m_store->outbox().of(current.id).size(), entries);
    QCOMPARE(m_store->outbox().waiting(), entries);
    const auto shown = all();
    QCOMPARE(shown.isEmpty() ? QString() : shown.first().event.name, name);
}

void TestReplica::aSentCreateIsNotFoldedInto()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    m_results->markSent(m_store->outbox().next()->position);
    Event changed = mine;
    changed.name = u"Barber"_s;
    m_local->change(mine, changed);
    QCOMPARE(m_store->outbox().of(mine.id).size(), 2);
    QCOMPARE(m_store->outbox().of(mine.id).first().snapshot->name, u"Haircut"_s);
    m_results->confirm(m_store->outbox().next()->position, makeEvent(m_family, u"Haircut"_s, 3));
    QCOMPARE(m_store->outbox().next()->baseVersion, 3);
    QCOMPARE(all().first().event.name, u"Barber"_s);
    m_local->remove(mine.id);
    QCOMPARE(onlyEntry(mine.id).kind, OutboxKind::Remove);
}

void TestReplica::remoteEditsShowUnderWaitingOnes()
{
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    Event theirs = before;
    theirs.location = u"Home"_s;
    const auto delta = m_remote->apply({change(ChangeKind::EventUpdated, theirs, 2)});
    QCOMPARE(delta.put.first().event.name, u"Supper"_s);
    QCOMPARE(delta.put.first().event.location, u"Home"_s);
    QVERIFY(delta.put.first().waiting);
    QCOMPARE(onlyEntry(before.id).baseVersion, 1);
    QCOMPARE(onlyEntry(before.id).patch, (QJsonObject{{u"event_name"_s, u"Supper"_s}}));
}

void TestReplica::laterChangesAreRebased()
{
    const Event before = stored(u"Dinner"_s);
    Event first = before;
    first.name = u"Supper"_s;
    m_local->change(before, first);
    m_results->markSent(onlyEntry(before.id).position);
    Event second = first;
    second.location = u"Home"_s;
    m_local->change(first, second);
    Event answer = first;
    answer.version = 5;
    answer.description = u"Somebody else's"_s;
    m_results->confirm(m_store->outbox().next()->position, answer);
    QCOMPARE(onlyEntry(before.id).baseVersion, 5);
    QCOMPARE(all().first().event.location, u"Home"_s);
    QCOMPARE(all().first().event.description, u"Somebody else's"_s);
}

void TestReplica::laterClashesKeepTheirBase()
{
    const Event before = stored(u"Dinner"_s);
    Event first = before;
    first.name = u"Supper"_s;
    m_local->change(before, first);
    m_results->markSent(onlyEntry(before.id).position);
    Event second = first;
    second.location = u"Home"_s;
    m_local->change(first, second);
    Event answer = first;
    answer.version = 5;
    answer.location = u"Restaurant"_s;
    m_results->confirm(m_store->outbox().next()->position, answer);
    QCOMPARE(onlyEntry(before.id).baseVersion, 1);
}

void TestReplica::conflictKeepsBothVersions_data()
{
    QTest::addColumn<bool>("keepMine");
    QTest::newRow("mine") << true;
    QTest::newRow("theirs") << false;
}

void TestReplica::conflictKeepsBothVersions()
{
    QFETCH(bool, keepMine);
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    m_results->markSent(onlyEntry(before.id).position);
    Event theirs = before;
    theirs.name = u"Banquet"_s;
    theirs.version = 4;
    m_results->conflict(onlyEntry(before.id).position, theirs);
    reopen();
    ReplicaEvent shown = all().first();
    QVERIFY(shown.conflict && !shown.waiting);
    QCOMPARE(shown.event.name, u"Supper"_s);
    QCOMPARE(shown.other->name, u"Banquet"_s);
    QVERIFY(!m_store->outbox().next());
    m_local->resolve(before.id, keepMine);
    shown = all().first();
    QVERIFY(!shown.conflict);
    QCOMPARE(shown.event.name, keepMine ? u"Supper"_s : u"Banquet"_s);
    QCOMPARE(m_store->outbox().waiting(), keepMine ? 1 : 0);
    if (keepMine)
        QCOMPARE(m_store->outbox().next()->baseVersion, 4);
}

void TestReplica::anAnswerThatWasLostIsNoConflict()
{
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    const qint64 position = onlyEntry(before.id).position;
    m_results->markSent(position);
    m_results->markSent(position);
    Event current = mine;
    current.version = 2;
    const auto delta = m_results->conflict(position, current);
    QVERIFY(!delta.put.first().conflict);
    QVERIFY(m_store->outbox().of(before.id).isEmpty());
}

void TestReplica::refusalPutsBack()
{
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    auto delta = m_results->refuse(onlyEntry(before.id).position);
    QCOMPARE(delta.put.first().event.name, u"Dinner"_s);
    m_local->remove(before.id);
    QVERIFY(all().isEmpty());
    delta = m_results->refuse(onlyEntry(before.id).position);
    QCOMPARE(all().size(), 1);
}

void TestReplica::refusedCreateTakesItsChangesAlong()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    m_results->markSent(m_store->outbox().next()->position);
    Event changed = mine;
    changed.name = u"Barber"_s;
    m_local->change(mine, changed);
    const auto delta = m_results->refuse(m_store->outbox().next()->position);
    QCOMPARE(delta.removed, QList<EventId>{mine.id});
    QCOMPARE(m_store->outbox().waiting(), 0);
    QVERIFY(all().isEmpty());
}

void TestReplica::deletionElsewhereIsTold()
{
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    const auto delta = m_remote->apply({change(ChangeKind::EventDeleted, before, 2)});
    QCOMPARE(delta.lost, QStringList{u"Dinner"_s});
    QCOMPARE(delta.removed, QList<EventId>{before.id});
    QCOMPARE(m_store->outbox().waiting(), 0);
}

void TestReplica::undoOfASentDeletionRestores()
{
    const Event before = stored(u"Dinner"_s);
    m_local->remove(before.id);
    const qint64 position = onlyEntry(before.id).position;
    m_results->markSent(position);
    m_results->confirmRemoval(position, 2);
    m_remote->apply({change(ChangeKind::EventDeleted, before, 2)});
    QVERIFY(all().isEmpty());
    m_local->restore(before);
    QCOMPARE(onlyEntry(before.id).kind, OutboxKind::Restore);
    QCOMPARE(all().first().event.name, u"Dinner"_s);
    Event answer = before;
    answer.version = 3;
    m_results->confirm(onlyEntry(before.id).position, answer);
    QVERIFY(!all().first().waiting);
    QCOMPARE(m_store->outbox().waiting(), 0);
}

void TestReplica::undoOfAnUnsentDeletionBringsChangesBack()
{
    const Event before = stored(u"Dinner"_s);
    Event mine = before;
    mine.name = u"Supper"_s;
    m_local->change(before, mine);
    m_local->remove(before.id);
    m_local->restore(mine);
    QCOMPARE(all().first().event.name, u"Supper"_s);
    QCOMPARE(onlyEntry(before.id).kind, OutboxKind::Change);
}

void TestReplica::anOldAnswerDoesNotReviveADeletedEvent()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    const qint64 position = m_store->outbox().next()->position;
    m_results->markSent(position);
    const Event answer = makeEvent(m_family, u"Haircut"_s, 1);
    m_remote->apply(
        {change(ChangeKind::EventCreated, answer, 1), change(ChangeKind::EventDeleted, answer, 2)});
    const auto delta = m_results->confirm(position, answer);
    QCOMPARE(delta.removed, QList<EventId>{mine.id});
    QVERIFY(all().isEmpty());
    m_local->restore(mine);
    QCOMPARE(onlyEntry(mine.id).kind, OutboxKind::Restore);
}

void TestReplica::aSnapshotDropsWhatItDidNotBring()
{
    const Event stays = stored(u"Stays"_s);
    const Event goes = stored(u"Goes"_s);
    const Event mine = makeEvent(m_family, u"Mine"_s);
    m_local->create(mine);
    const qint64 generation = m_remote->beginSnapshot();
    m_remote->snapshotPage({stays}, generation);
    const auto delta = m_remote->finishSnapshot(m_family.id, generation, 9);
    QCOMPARE(delta.removed, QList<EventId>{goes.id});
    QCOMPARE(all().size(), 2);
    QCOMPARE(m_store->calendars().cursor(m_family.id), 9);
}

void TestReplica::aLeftCalendarGoesWithItsOutbox()
{
    stored(u"Dinner"_s);
    m_local->create(makeEvent(m_family, u"Mine"_s));
    const auto delta = m_remote->setCalendars({});
    QCOMPARE(delta.removed.size(), 2);
    QCOMPARE(delta.orphaned, QStringList{u"Mine"_s});
    QVERIFY(all().isEmpty());
    QCOMPARE(m_store->outbox().waiting(), 0);
}

void TestReplica::oldChangesAreIgnored()
{
    const Event before = stored(u"Dinner"_s);
    Event newer = before;
    newer.name = u"Supper"_s;
    newer.version = 2;
    m_remote->apply({change(ChangeKind::EventUpdated, newer, 2)});
    m_remote->apply({change(ChangeKind::EventUpdated, before, 1)});
    QCOMPARE(all().first().event.name, u"Supper"_s);
    // A page of a snapshot that was read before the change was applied.
    m_remote->snapshotPage({before}, m_remote->beginSnapshot());
    QCOMPARE(all().first().event.name, u"Supper"_s);
}

void TestReplica::aMovedEventStays_data()
{
    QTest::addColumn<bool>("arrivesFirst");
    QTest::newRow("it arrives first") << true;
    QTest::newRow("it leaves first") << false;
}

void TestReplica::aMovedEventStays()
{
    QFETCH(bool, arrivesFirst);
    const Calendar work = calendar(u"Work"_s);
    m_remote->setCalendars({m_family, work});
    m_store->calendars().setCursor(work.id, 0);
    m_seq = 50;
    const Event before = stored(u"Dinner"_s);
    Event after = before;
    after.calendar = work.id;
    after.version = 3; // each calendar counts for itself
    const Change left = change(ChangeKind::EventDeleted, before, 52);
    const Change arrived = change(ChangeKind::EventCreated, after, 3);
    m_remote->apply({arrivesFirst ? arrived : left});
    m_remote->apply({arrivesFirst ? left : arrived});
    const auto events = all();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().event.calendar, work.id);
}

void TestReplica::aDeltaSaysWhatCameLast()
{
    const Event one = makeEvent(m_family, u"One"_s, 1);
    Event restored = one;
    restored.version = 3;
    const Change created = change(ChangeKind::EventCreated, one, 1);
    const Change deleted = change(ChangeKind::EventDeleted, one, 2);
    auto delta = m_remote->apply({created, deleted});
    QVERIFY(delta.put.isEmpty());
    QCOMPARE(delta.removed, QList<EventId>{one.id});
    delta = m_remote->apply({change(ChangeKind::EventCreated, restored, 3),
                             change(ChangeKind::EventDeleted, one, 4),
                             change(ChangeKind::EventCreated, restored, 5)});
    QVERIFY(delta.removed.isEmpty());
    QCOMPARE(delta.put.size(), 1);
}

void TestReplica::anAnswerDuringASnapshotStays()
{
    const Event mine = makeEvent(m_family, u"Haircut"_s);
    m_local->create(mine);
    const qint64 position = m_store->outbox().next()->position;
    m_results->markSent(position);
    const Event answer = makeEvent(m_family, u"Haircut"_s, 3);
    m_store->calendars().setCursor(m_family.id, -1);
    const qint64 generation = m_remote->beginSnapshot();
    m_remote->snapshotPage({answer}, generation);
    m_results->confirm(position, answer);
    m_remote->finishSnapshot(m_family.id, generation, 5);
    QCOMPARE(all().size(), 1);
    QCOMPARE(all().first().event.id, mine.id);
}

void TestReplica::loadsTenThousandQuickly()
{
    QList<Event> events;
    for (int i = 0; i < 10'000; ++i) {
        Event each = makeEvent(m_family, u"Event number %1"_s.arg(i), i + 1);
        each.location = u"Somewhere"_s;
        each.createdByName = u"ana"_s;
        events.append(each);
    }
    QElapsedTimer timer;
    timer.start();
    m_remote->snapshotPage(events, m_remote->beginSnapshot());
    qInfo() << "storing 10,000:" << timer.restart() << "ms";
    reopen();
    qInfo() << "opening:" << timer.restart() << "ms";
    QCOMPARE(all().size(), 10'000);
    qInfo() << "loading 10,000:" << timer.restart() << "ms";
}

QTEST_GUILESS_MAIN(TestReplica)
#include "tst_replica.moc"
