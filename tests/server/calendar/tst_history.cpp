#include "server/calendar/store/sweep.h"
#include "server/proto/convert.h"
#include "shared/sql/database.h"
#include "shared/sql/transaction.h"
#include "tests/server/calendar/historycalls.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::HistoryCalls;
using hearth::tests::SeriesRoom;
using hearth::tests::waitFor;
using shared::ErrorCode;

namespace {
struct Room : SeriesRoom {
    explicit Room(shared::Engine engine)
        : SeriesRoom(engine)
        , calls(world)
    {
    }
    calendar::Event patch(const QString &who, const calendar::Event &event, const QJsonObject &what)
    {
        world.clock.advance(1000);
        const auto patched = world.updateEvent(who, event, what);
        if (!patched)
            qFatal("not patched: %s", qPrintable(patched.error().message));
        return *patched;
    }
    HistoryCalls calls;
};

QJsonObject eventOf(const calendar::Version &version)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(version.data())).object()["event"_L1].toObject();
}
}

/// What events were: kept with every change, shown to who may see it, and made again.
class TestHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoWhenAndWhat_data() { hearth::tests::addEngineRows(); }
    void tellsWhoWhenAndWhat();
    void isPaged_data() { hearth::tests::addEngineRows(); }
    void isPaged();
    void tellsOfSeries_data() { hearth::tests::addEngineRows(); }
    void tellsOfSeries();
    void masks_data() { hearth::tests::addEngineRows(); }
    void masks();
    void restores_data() { hearth::tests::addEngineRows(); }
    void restores();
    void restoresASeries_data() { hearth::tests::addEngineRows(); }
    void restoresASeries();
    void bringsBack_data() { hearth::tests::addEngineRows(); }
    void bringsBack();
    void guests_data() { hearth::tests::addEngineRows(); }
    void guests();
    void forgetsNames_data() { hearth::tests::addEngineRows(); }
    void forgetsNames();
    void isBoundedAndSwept_data() { hearth::tests::addEngineRows(); }
    void isBoundedAndSwept();
    void listsTheTrash_data() { hearth::tests::addEngineRows(); }
    void listsTheTrash();
    void restoresACalendar_data() { hearth::tests::addEngineRows(); }
    void restoresACalendar();
};

void TestHistory::tellsWhoWhenAndWhat()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Lunch"_s));
    room.patch(u"bob"_s, event, {{u"location"_s, u"Hall"_s}});
    room.patch(u"ada"_s, event, {{u"location"_s, u"Yard"_s}, {u"url"_s, u"https://example.org"_s}});
    room.world.clock.advance(1000);
    QVERIFY(room.world.deleteEvent(u"bob"_s, event));
    QCOMPARE(room.calls.told(u"ada"_s, event).first(), u"deleted by bob"_s);
    QVERIFY(room.world.restoreEvent(u"ada"_s, event));
    QCOMPARE(room.calls.told(u"bob"_s, event),
             (QStringList{u"restored by ada"_s, u"deleted by bob"_s,
                          u"updated by ada: location Hall -> Yard, url [null] -> https://example.org"_s,
                          u"updated by bob: location  -> Hall"_s, u"created by ada"_s}));
    const auto versions = room.calls.history(u"ada"_s, event);
    QCOMPARE(versions.at(3).value("number"_L1).toInt(), 2);
    QCOMPARE(versions.at(3).value("at"_L1).toString(), shared::formatUtc(CalendarWorld::kStartMs + 1000));
    const auto second = room.calls.version(u"bob"_s, event, 2);
    QVERIFY(second);
    QCOMPARE(eventOf(*second).value("location"_L1).toString(), u"Hall"_s);
    QCOMPARE(room.calls.version(u"bob"_s, event, 6).error().reason, u"no_such_version"_s);
    calendar::Event none = event;
    none.set_id(server::idBytes(shared::newId<shared::EventId>(room.world.clock)));
    QCOMPARE(room.calls.history(u"bob"_s, none).first().value("reason"_L1).toString(), u"no_such_event"_s);
}

void TestHistory::isPaged()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Lunch"_s));
    for (int i = 0; i < 7; ++i) // some within one millisecond
        QVERIFY(room.world.updateEvent(u"bob"_s, event, {{u"location"_s, QString::number(i)}}));
    const auto all = room.calls.history(u"ada"_s, event);
    QCOMPARE(all.size(), 8);
    QCOMPARE(room.calls.history(u"ada"_s, event, 3), all);
    for (int i = 0; i < 8; ++i)
        QCOMPARE(all.at(i).value("number"_L1).toInt(), 8 - i);
}

void TestHistory::tellsOfSeries()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto series = room.addSeries(u"FREQ=WEEKLY;COUNT=5"_s);
    room.world.clock.advance(1000);
    const auto one = room.edit(series, {{u"location"_s, u"Yard"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY(one);
    room.world.clock.advance(1000);
    // An hour later: the changed instance goes with it, and its former place is told as it was.
    QVERIFY(room.edit(
        series, {{u"event_start"_s, u"2027-10-05T20:00:00"_s}, {u"event_end"_s, u"2027-10-05T21:00:00"_s}}));
    const auto versions = room.calls.history(u"bob"_s, series);
    QCOMPARE(versions.size(), 4);
    QStringList places;
    for (const QJsonObject &version : versions)
        places.append(version.value("kind"_L1).toString() + u' ' + version.value("occurrence"_L1).toString());
    places.sort();
    QCOMPARE(places,
             (QStringList{u"created "_s, u"created 2027-10-12T19:00:00"_s, u"updated "_s,
                          u"updated 2027-10-12T20:00:00"_s}));
    QCOMPARE(room.calls.history(u"bob"_s, *one).size(), 2);
    QCOMPARE(eventOf(*room.calls.version(u"bob"_s, *one, 1)).value("location"_L1).toString(), u"Yard"_s);
}

void TestHistory::masks()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Lunch"_s));
    room.patch(u"ada"_s, event, {{u"event_name"_s, u"Surprise"_s}, {u"visibility"_s, u"private"_s}});
    room.patch(u"ada"_s, event, {{u"event_end"_s, u"2027-06-01T12:00:00Z"_s}});
    // Private now: nothing of what it was either.
    QCOMPARE(room.calls.told(u"bob"_s, event),
             (QStringList{u"updated by : event_end 2027-06-01T11:00:00Z -> 2027-06-01T12:00:00Z"_s,
                          u"updated by "_s, u"created by "_s}));
    QCOMPARE(eventOf(*room.calls.version(u"bob"_s, event, 1)).value("event_name"_L1).toString(), u"Busy"_s);
    QCOMPARE(room.calls.restore(u"bob"_s, event, 1).error().code, ErrorCode::Forbidden);
    room.patch(u"ada"_s, event, {{u"event_name"_s, u"Party"_s}, {u"visibility"_s, u"public"_s}});
    // Private then: not what it was in between.
    const QStringList told = room.calls.told(u"bob"_s, event);
    QVERIFY2(!told.join(u';').contains(u"Surprise"_s), qPrintable(told.join(u';')));
    QVERIFY(!room.calls.version(u"bob"_s, event, 2)->data().empty());
    QCOMPARE(eventOf(*room.calls.version(u"bob"_s, event, 2)).value("event_name"_L1).toString(), u"Busy"_s);
    QCOMPARE(eventOf(*room.calls.version(u"bob"_s, event, 4)).value("event_name"_L1).toString(), u"Party"_s);
    QCOMPARE(room.calls.restore(u"bob"_s, event, 2).error().code, ErrorCode::Forbidden);
    QVERIFY(room.calls.told(u"ada"_s, event).join(u';').contains(u"Surprise"_s));
    QVERIFY(room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, shared::Role::Busy));
    QCOMPARE(room.calls.history(u"bob"_s, event).first().value("reason"_L1).toString(), u"role"_s);
    QCOMPARE(room.calls.version(u"bob"_s, event, 1).error().code, ErrorCode::Forbidden);
    QCOMPARE(room.calls.history(u"eve"_s, event).first().value("reason"_L1).toString(), u"not_a_member"_s);
}

void TestHistory::restores()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QJsonObject draft = CalendarWorld::draft(u"Lunch"_s);
    draft.insert(u"participants"_s,
                 QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                                        {u"name"_s, u"bob"_s}}});
    const auto event = room.add(draft);
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    const auto second =
        room.patch(u"ada"_s, event, {{u"event_name"_s, u"Tea"_s}, {u"participants"_s, QJsonArray{}}});
    QCOMPARE(room.world.auth.participants(id).size(), 1);
    QVERIFY(room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, shared::Role::Viewer));
    QCOMPARE(room.calls.restore(u"bob"_s, event, 1).error().code, ErrorCode::Forbidden);
    const auto stale = room.calls.restore(u"ada"_s, event, 1, event.version());
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QVERIFY(stale.error().details.contains("Tea"));
    QCOMPARE(room.calls.restore(u"ada"_s, event, 3).error().reason, u"no_such_version"_s);
    const auto restored = room.calls.restore(u"ada"_s, event, 1, second.version());
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(restored->draft().name(), "Lunch");
    QVERIFY(restored->version() > second.version());
    QCOMPARE(room.world.auth.participants(id).size(), 2);
    QCOMPARE(room.calls.history(u"ada"_s, event).size(), 3);
    // What is so already makes no version.
    QCOMPARE(room.calls.restore(u"ada"_s, event, 1)->version(), restored->version());
    QCOMPARE(room.rows(u"changes"_s), room.world.changes(u"ada"_s, room.home.id())->seq());
}

void TestHistory::restoresASeries()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto series = room.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    const QStringList before = room.autumn();
    QVERIFY(room.edit(series, {{u"location"_s, u"Yard"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    room.patch(u"bob"_s, series,
               {{u"event_name"_s, u"Concert"_s},
                {u"event_start"_s, u"2027-10-05T20:00:00"_s},
                {u"event_end"_s, u"2027-10-05T21:00:00"_s},
                {u"recurrence"_s, QJsonArray{u"RRULE:FREQ=WEEKLY;COUNT=2"_s}}});
    QVERIFY(room.autumn() != before);
    const auto restored = room.calls.restore(u"ada"_s, series, 1);
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(room.autumn(), before);
    const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    QCOMPARE(page->events(1).draft().location(), "Yard");
}

void TestHistory::bringsBack()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto series = room.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    const auto id = server::idFromBytes<shared::EventId>(series.id());
    QVERIFY(room.edit(series, {{u"location"_s, u"Yard"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    const QStringList before = room.autumn();
    room.patch(u"bob"_s, series, {{u"event_name"_s, u"Concert"_s}});
    QVERIFY(room.remove(series));
    QVERIFY(room.autumn().isEmpty());
    QVERIFY(room.world.auth.participants(id).isEmpty());
    const auto back = room.calls.restore(u"bob"_s, series, 1);
    QVERIFY2(back.ok(), back ? "" : qPrintable(back.error().message));
    QCOMPARE(back->draft().name(), "Choir");
    QCOMPARE(room.autumn(), before);
    QCOMPARE(room.world.auth.participants(id).size(), 1);
    QCOMPARE(room.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    const auto changes = room.world.changes(u"bob"_s, room.home.id());
    QCOMPARE(qint64(changes->changes_size()), changes->seq());
}

void TestHistory::guests()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QJsonObject draft = CalendarWorld::draft(u"Lunch"_s);
    draft.insert(u"participants"_s,
                 QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                                        {u"name"_s, u"bob"_s}}});
    const auto event = room.add(draft);
    room.patch(u"ada"_s, event, {{u"participants"_s, QJsonArray{}}});
    QVERIFY(room.world.leave(u"bob"_s, u"Family"_s));
    const auto restored = room.calls.restore(u"ada"_s, event, 1);
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(restored->draft().participants_size(), 1);
    QCOMPARE(restored->draft().participants(0).name(), "bob");
    QVERIFY(restored->draft().participants(0).user_id().empty());
}

void TestHistory::forgetsNames()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QVERIFY(room.world.join(u"zora"_s, u"Family"_s));
    QJsonObject draft = CalendarWorld::draft(u"Lunch"_s);
    draft.insert(u"participants"_s,
                 QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"zora"_s).user.toString()},
                                        {u"name"_s, u"zora"_s}}});
    const auto made = room.world.createEvent(u"zora"_s, u"Family"_s, draft);
    QVERIFY(made);
    room.patch(u"zora"_s, *made, {{u"location"_s, u"Hall"_s}});
    room.patch(u"ada"_s, *made, {{u"location"_s, u"Yard"_s}});
    room.world.auth.markDeparting(CalendarWorld::person(u"zora"_s).user, u"zora"_s);
    const auto forgotten = waitFor<calendar::Empty>([&](auto reply) {
        room.world.service().forget(CalendarWorld::person(u"zora"_s), calendar::ForgetRequest(), reply);
    });
    QVERIFY2(forgotten.ok(), forgotten ? "" : qPrintable(forgotten.error().message));
    for (const QString &column : {u"created_by_name"_s, u"updated_by_name"_s, u"participants"_s})
        QCOMPARE(room.rows(u"event_versions WHERE %1 LIKE '%zora%'"_s.arg(column)), 0);
    const QStringList told = room.calls.told(u"ada"_s, *made);
    QVERIFY2(!told.join(u';').contains(u"zora"_s), qPrintable(told.join(u';')));
    QCOMPARE(told.last(), u"created by Former member"_s);
    // One who has left the server does not come back by it.
    const auto restored = room.calls.restore(u"ada"_s, *made, 1);
    QVERIFY(restored);
    QCOMPARE(restored->draft().participants_size(), 0);
}

void TestHistory::isBoundedAndSwept()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Lunch"_s));
    {
        // As a thousand edits more would leave it.
        shared::Database database(room.world.url());
        database.ensureOpen();
        shared::Transaction transaction(database);
        for (int i = 0; i < 1005; ++i)
            database.query(u"UPDATE events SET version = version + 1"_s).run();
        transaction.commit();
    }
    QCOMPARE(room.rows(u"event_versions"_s), 1000);
    QCOMPARE(room.calls.history(u"ada"_s, event, 100).first().value("number"_L1).toInt(), 1006);
    room.world.restart();
    QVERIFY(room.world.deleteEvent(u"ada"_s, event));
    const server::calendar::CalendarOptions options;
    shared::Database database(room.world.url());
    database.ensureOpen();
    const auto sweepAt = [&](qint64 nowMs) {
        shared::Transaction transaction(database);
        server::calendar::Sweep(database, options, nowMs).removeOld();
        transaction.commit();
    };
    QTRY_COMPARE(room.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    sweepAt(room.world.clock.nowMs() + options.trashKeptMs - 1);
    QCOMPARE(room.rows(u"event_versions"_s), 1000);
    sweepAt(room.world.clock.nowMs() + options.trashKeptMs + 1);
    QCOMPARE(room.rows(u"events"_s), 0);
    QCOMPARE(room.rows(u"event_versions"_s), 0);
}

void TestHistory::listsTheTrash()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QVERIFY(room.calls.trash(u"ada"_s, room.home.id())->events().empty());
    const auto series = room.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    QVERIFY(room.edit(series, {{u"location"_s, u"Yard"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    const auto lunch = room.add(CalendarWorld::draft(u"Lunch"_s));
    const auto secret = room.add({{u"event_name"_s, u"Surprise"_s},
                                  {u"event_start"_s, u"2027-06-01T10:00:00Z"_s},
                                  {u"event_end"_s, u"2027-06-01T11:00:00Z"_s},
                                  {u"visibility"_s, u"private"_s}});
    QVERIFY(room.remove(series));
    room.world.clock.advance(1000);
    QVERIFY(room.world.deleteEvent(u"bob"_s, lunch));
    room.world.clock.advance(1000);
    QVERIFY(room.world.deleteEvent(u"ada"_s, secret));
    const auto listed = room.calls.trash(u"ada"_s, room.home.id());
    QCOMPARE(listed->events_size(), 3); // the instance comes back with its series
    QCOMPARE(listed->events(0).event().id(), secret.id());
    QCOMPARE(listed->events(1).event().id(), lunch.id());
    QCOMPARE(listed->events(1).event().updated_by_name(), "bob");
    QCOMPARE(listed->events(1).deleted_ms(), CalendarWorld::kStartMs + 1000);
    QCOMPARE(listed->events(1).kept_until_ms() - listed->events(1).deleted_ms(),
             server::calendar::CalendarOptions().trashKeptMs);
    QCOMPARE(listed->events(2).event().id(), series.id());
    QCOMPARE(room.calls.trash(u"bob"_s, room.home.id())->events_size(), 2); // not the private one
    std::string cursor;
    for (int i = 0; i < 3; ++i) {
        const auto page = room.calls.trash(u"ada"_s, room.home.id(), 1, cursor);
        QCOMPARE(page->events(0).event().id(), listed->events(i).event().id());
        cursor = page->next_cursor();
        QCOMPARE(cursor.empty(), i == 2);
    }
    QVERIFY(room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, shared::Role::Viewer));
    QCOMPARE(room.calls.trash(u"bob"_s, room.home.id()).error().code, ErrorCode::Forbidden);
}

void TestHistory::restoresACalendar()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto lunch = room.add(CalendarWorld::draft(u"Lunch"_s));
    calendar::DeleteCalendarRequest request;
    request.mutable_calendar()->set_id(room.home.id());
    const auto remove = [&] {
        return waitFor<calendar::Empty>([&](auto reply) {
            room.world.service().deleteCalendar(CalendarWorld::person(u"ada"_s), request, reply);
        });
    };
    QVERIFY(room.calls.trashedCalendars(u"ada"_s)->calendars().empty());
    QVERIFY(remove());
    QCOMPARE(room.world.events(u"bob"_s)->calendars(), 0);
    const auto listed = room.calls.trashedCalendars(u"ada"_s);
    QCOMPARE(listed->calendars_size(), 1);
    QCOMPARE(listed->calendars(0).calendar().name(), "Family");
    QCOMPARE(listed->calendars(0).deleted_by_name(), "ada");
    QVERIFY(room.calls.trashedCalendars(u"bob"_s)->calendars().empty());
    QCOMPARE(room.calls.restoreCalendar(u"bob"_s, room.home.id()).error().reason, u"role"_s);
    QCOMPARE(room.calls.restoreCalendar(u"eve"_s, room.home.id()).error().reason, u"not_a_member"_s);
    QVERIFY(room.world.createCalendar(u"cem"_s, u"Family"_s));
    QCOMPARE(room.calls.restoreCalendar(u"ada"_s, room.home.id()).error().reason, u"name_taken"_s);
    hearth::tests::ChangeLogbook log(room.world.service());
    const auto restored = room.calls.restoreCalendar(u"ada"_s, room.home.id(), u"Home"_s);
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(restored->name(), "Home");
    QCOMPARE(room.calls.restoreCalendar(u"ada"_s, room.home.id())->seq(), restored->seq()); // again
    QTRY_COMPARE(log.of(room.home.id()).size(), 2); // ada and bob are in again
    QCOMPARE(log.of(room.home.id()).last().seq, restored->seq());
    const auto events = room.world.events(u"bob"_s);
    QCOMPARE(events->events_size(), 1);
    QCOMPARE(events->events(0).id(), lunch.id());
    QCOMPARE(events->events(0).calendar_name(), "Home");
    QVERIFY(remove());
    room.world.clock.advance(server::calendar::CalendarOptions().trashKeptMs + 1);
    QVERIFY(room.calls.trashedCalendars(u"ada"_s)->calendars().empty());
    QCOMPARE(room.calls.restoreCalendar(u"ada"_s, room.home.id()).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
