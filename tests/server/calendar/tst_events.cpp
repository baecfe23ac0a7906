#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using shared::ErrorCode;
using shared::Role;

namespace {
QJsonObject detailsOf(const shared::Error &error) { return QJsonDocument::fromJson(error.details).object(); }

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array)
        list.append(item.toString());
    return list;
}

QJsonObject dataOf(const calendar::Change &change)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(change.data())).object();
}

/// A calendar in Berlin with one event, and who edits it.
struct Room {
    explicit Room(shared::Engine engine)
        : world(engine)
    {
        home = *world.createCalendar(u"ada"_s, u"Family"_s, {}, u"Europe/Berlin"_s);
        if (!world.join(u"bob"_s, u"Family"_s))
            qFatal("bob can't join");
    }
    calendar::Event add(const QJsonObject &draft) { return *world.createEvent(u"ada"_s, u"Family"_s, draft); }

    CalendarWorld world;
    calendar::Calendar home;
};
}

/// Events: create, change, merge, delete and restore, and how they are read.
class TestEvents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsWithEveryField_data() { hearth::tests::addEngineRows(); }
    void createsWithEveryField();
    void refusesBadDrafts_data();
    void refusesBadDrafts();
    void updates_data() { hearth::tests::addEngineRows(); }
    void updates();
    void ifVersion_data() { hearth::tests::addEngineRows(); }
    void ifVersion();
    void merges_data();
    void merges();
    void mergeNeedsTheLog_data() { hearth::tests::addEngineRows(); }
    void mergeNeedsTheLog();
    void deletesAndRestores_data() { hearth::tests::addEngineRows(); }
    void deletesAndRestores();
    void readsARange_data() { hearth::tests::addEngineRows(); }
    void readsARange();
    void pages_data() { hearth::tests::addEngineRows(); }
    void pages();
    void refusesBadRanges_data();
    void refusesBadRanges();
    void revisionFollowsEveryChange_data() { hearth::tests::addEngineRows(); }
    void revisionFollowsEveryChange();
};

void TestEvents::createsWithEveryField()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QJsonObject draft{{u"event_name"_s, u"Dinner"_s},
                      {u"event_start"_s, u"2027-06-01T19:00:00"_s},
                      {u"event_end"_s, u"2027-06-01T21:00:00"_s},
                      {u"location"_s, u"At home"_s},
                      {u"description"_s, u"Bring \"wine\" \\ ünï"_s},
                      {u"colour"_s, u"brick"_s},
                      {u"categories"_s, QJsonArray{u"food"_s, u"fun"_s}},
                      {u"status"_s, u"tentative"_s},
                      {u"reminders"_s, QJsonArray{10, 60}},
                      {u"participants"_s,
                       QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                                              {u"name"_s, u"someone else"_s}},
                                  u"Grandma"_s}}};
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, draft);
    QVERIFY2(event.ok(), event ? "" : qPrintable(event.error().message));
    QCOMPARE(event->draft().start().wall(), "2027-06-01T19:00:00");
    QCOMPARE(event->draft().start().zone(), "Europe/Berlin");
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(event->draft().start().utc_ms(), Qt::UTC).time().hour(), 17);
    QCOMPARE(event->draft().participants_size(), 2);
    QCOMPARE(event->draft().participants(0).name(), "bob");
    QCOMPARE(event->calendar_name(), "Family");
    QCOMPARE(event->created_by_name(), "ada");
    QCOMPARE(event->version(), 3);
    const auto listed = room.world.events(u"bob"_s);
    QCOMPARE(listed->events_size(), 1);
    QCOMPARE(listed->events(0).SerializeAsString(), event->SerializeAsString());
    const auto id = server::idFromBytes<shared::EventId>(event->id());
    const QSet<shared::UserId> both{CalendarWorld::person(u"ada"_s).user,
                                    CalendarWorld::person(u"bob"_s).user};
    QCOMPARE(room.world.auth.participants(id), both);
}

void TestEvents::refusesBadDrafts_data()
{
    QTest::addColumn<QJsonObject>("change");
    QTest::newRow("no name") << QJsonObject{{u"event_name"_s, QJsonValue::Null}};
    QTest::newRow("ends before it starts") << QJsonObject{{u"event_end"_s, u"2027-05-01T00:00:00Z"_s}};
    QTest::newRow("no time") << QJsonObject{{u"event_start"_s, u"soon"_s}};
    QTest::newRow("number for a text") << QJsonObject{{u"location"_s, 7}};
    QTest::newRow("colour") << QJsonObject{{u"colour"_s, u"<b>"_s}};
    QTest::newRow("participant is no member") << QJsonObject{
        {u"participants"_s,
         QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"cyd"_s).user.toString()},
                                {u"name"_s, u"cyd"_s}}}}};
}

void TestEvents::refusesBadDrafts()
{
    QFETCH(QJsonObject, change);
    Room room(shared::Engine::Sqlite);
    QJsonObject draft = CalendarWorld::draft(u"Dinner"_s);
    for (auto it = change.constBegin(); it != change.constEnd(); ++it)
        draft.insert(it.key(), it.value());
    const auto event = room.world.createEvent(u"ada"_s, u"Family"_s, draft, u"key"_s);
    QVERIFY(!event);
    QCOMPARE(event.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(room.world.auth.calls(), 0);
    QCOMPARE(hearth::tests::countRows(room.world.url(), u"sagas"_s), 0);
    // A refused request does not use its key up.
    const auto dinner =
        room.world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s), u"key"_s);
    QVERIFY(dinner);
    QCOMPARE(room.world.updateEvent(u"ada"_s, *dinner, change).error().code, ErrorCode::InvalidArgument);
}

void TestEvents::updates()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Dinner"_s));
    const auto changed = room.world.updateEvent(
        u"bob"_s, event, {{u"event_name"_s, u"Supper"_s}, {u"location"_s, u"Garden"_s}});
    QVERIFY(changed);
    QCOMPARE(changed->draft().name(), "Supper");
    QCOMPARE(changed->version(), event.version() + 1);
    QCOMPARE(changed->updated_by_name(), "bob");
    QCOMPARE(changed->created_by_name(), "ada");
    const auto same = room.world.updateEvent(u"bob"_s, event, {{u"event_name"_s, u"Supper"_s}});
    QVERIFY(same);
    QCOMPARE(same->version(), changed->version());
    const auto changes = room.world.changes(u"ada"_s, room.home.id(), event.version());
    QCOMPARE(changes->changes_size(), 1);
    const QJsonObject data = dataOf(changes->changes(0));
    QCOMPARE(strings(data.value("changed"_L1)), QStringList({u"event_name"_s, u"location"_s}));
    QCOMPARE(data.value("old"_L1).toObject().value("event_name"_L1).toString(), u"Dinner"_s);
    QCOMPARE(data.value("event_name"_L1).toString(), u"Supper"_s);
    const auto bad = room.world.updateEvent(u"bob"_s, event, {{u"event_end"_s, u"2020-01-01T00:00:00Z"_s}});
    QCOMPARE(bad.error().code, ErrorCode::InvalidArgument);
}

void TestEvents::ifVersion()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(room.world.updateEvent(u"bob"_s, event, {{u"location"_s, u"Garden"_s}}, event.version()));
    const auto stale =
        room.world.updateEvent(u"ada"_s, event, {{u"location"_s, u"Attic"_s}}, event.version());
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QCOMPARE(detailsOf(stale.error()).value("event"_L1).toObject().value("location"_L1).toString(),
             u"Garden"_s);
    QCOMPARE(room.world.deleteEvent(u"ada"_s, event, event.version()).error().code,
             ErrorCode::PreconditionFailed);
}

void TestEvents::merges_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<QJsonObject>("theirs");
    QTest::addColumn<QJsonObject>("mine");
    QTest::addColumn<QStringList>("conflicting");
    const QString at9 = u"2027-06-01T09:00:00Z"_s;
    const QString at15 = u"2027-06-01T15:00:00Z"_s;
    const QString at16 = u"2027-06-01T16:00:00Z"_s;
    const QJsonObject allDay{
        {u"all_day"_s, true}, {u"event_start"_s, u"2027-06-01"_s}, {u"event_end"_s, u"2027-06-02"_s}};
    const auto row = [](const char *name, const QJsonObject &theirs, const QJsonObject &mine,
                        const QStringList &conflicting) {
        QTest::addRow("sqlite %s", name) << shared::Engine::Sqlite << theirs << mine << conflicting;
        QTest::addRow("postgresql %s", name) << shared::Engine::PostgreSql << theirs << mine << conflicting;
    };
    row("disjoint", {{u"location"_s, u"Garden"_s}}, {{u"event_name"_s, u"Supper"_s}}, {});
    row("same field", {{u"location"_s, u"Garden"_s}}, {{u"location"_s, u"Attic"_s}}, {u"location"_s});
    row("same value", {{u"location"_s, u"Garden"_s}}, {{u"location"_s, u"Garden"_s}}, {});
    row("start and end", {{u"event_end"_s, at16}}, {{u"event_start"_s, at9}}, {});
    // The event is 10 to 11; theirs ends it at 9:30, mine starts it at 10:30: right each, wrong together.
    row("invalid together", {{u"event_start"_s, at9}, {u"event_end"_s, u"2027-06-01T09:30:00Z"_s}},
        {{u"event_start"_s, u"2027-06-01T10:30:00Z"_s}}, {u"event_start"_s});
    row("invalid together, other end", {{u"event_start"_s, at15}, {u"event_end"_s, at16}},
        {{u"event_end"_s, u"2027-06-01T12:00:00Z"_s}}, {u"event_end"_s});
    row("they made it all-day", allDay, {{u"event_end"_s, at16}},
        {u"all_day"_s, u"event_end"_s, u"event_start"_s});
    row("I make it all-day", {{u"event_end"_s, at16}}, allDay,
        {u"all_day"_s, u"event_end"_s, u"event_start"_s});
    row("all-day and the name", allDay, {{u"event_name"_s, u"Supper"_s}}, {});
}

void TestEvents::merges()
{
    FETCH_ENGINE(engine);
    QFETCH(QJsonObject, theirs);
    QFETCH(QJsonObject, mine);
    QFETCH(QStringList, conflicting);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(room.world.updateEvent(u"bob"_s, event, theirs));
    const auto merged = room.world.updateEvent(u"ada"_s, event, mine, 0, event.version());
    if (conflicting.isEmpty()) {
        QVERIFY2(merged.ok(), merged ? "" : merged.error().details.constData());
        const auto current = room.world.events(u"ada"_s);
        QCOMPARE(current->events(0).SerializeAsString(), merged->SerializeAsString());
        return;
    }
    QVERIFY(!merged);
    QCOMPARE(merged.error().code, ErrorCode::PreconditionFailed);
    QCOMPARE(merged.error().reason, u"conflict"_s);
    QCOMPARE(strings(detailsOf(merged.error()).value("conflicting"_L1)), conflicting);
    QVERIFY(detailsOf(merged.error()).value("event"_L1).toObject().contains("event_name"_L1));
}

void TestEvents::mergeNeedsTheLog()
{
    FETCH_ENGINE(engine);
    auto options = CalendarWorld::quickOptions();
    options.housekeepingIntervalMs = 20;
    CalendarWorld world(engine, options);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    const auto event = world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(world.updateEvent(u"ada"_s, *event, {{u"location"_s, u"Garden"_s}}));
    world.clock.advance(options.logKeptMs + 1000);
    QTRY_COMPARE(hearth::tests::countRows(world.url(), u"changes"_s), 0);
    const auto merged =
        world.updateEvent(u"ada"_s, *event, {{u"event_name"_s, u"Supper"_s}}, 0, event->version());
    QCOMPARE(merged.error().reason, u"conflict"_s);
}

void TestEvents::deletesAndRestores()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(CalendarWorld::draft(u"Dinner"_s));
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    const auto deleted = room.world.deleteEvent(u"bob"_s, event);
    QVERIFY(deleted);
    QVERIFY(deleted->deleted());
    QCOMPARE(room.world.events(u"ada"_s)->events_size(), 0);
    QVERIFY(room.world.auth.participants(id).isEmpty());
    QCOMPARE(room.world.deleteEvent(u"bob"_s, event).error().code, ErrorCode::NotFound);
    QCOMPARE(room.world.updateEvent(u"bob"_s, event, {{u"location"_s, u"x"_s}}).error().code,
             ErrorCode::NotFound);
    const auto restored = room.world.restoreEvent(u"ada"_s, event);
    QVERIFY(restored);
    QVERIFY(!restored->deleted());
    QCOMPARE(restored->version(), deleted->version() + 1);
    QCOMPARE(room.world.events(u"bob"_s)->events_size(), 1);
    QVERIFY(room.world.auth.participants(id).contains(CalendarWorld::person(u"ada"_s).user));
    QVERIFY(room.world.restoreEvent(u"ada"_s, event)); // is there already
    const auto changes = room.world.changes(u"ada"_s, room.home.id(), event.version());
    QCOMPARE(changes->changes_size(), 2);
    QCOMPARE(dataOf(changes->changes(0)).value("event_name"_L1).toString(), u"Dinner"_s);
    QCOMPARE(changes->changes(1).kind(), static_cast<int>(shared::ChangeKind::EventCreated));
    QVERIFY(dataOf(changes->changes(1)).value("restored"_L1).toBool());
}

void TestEvents::readsARange()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QVERIFY(room.world.createCalendar(u"bob"_s, u"Work"_s));
    room.add(CalendarWorld::draft(u"late"_s, 20));
    room.add(CalendarWorld::draft(u"early"_s, 8));
    QVERIFY(room.world.createEvent(u"bob"_s, u"Work"_s, CalendarWorld::draft(u"work"_s, 12)));
    room.add({{u"event_name"_s, u"long"_s},
              {u"event_start"_s, u"2026-01-01T00:00:00Z"_s},
              {u"event_end"_s, u"2028-01-01T00:00:00Z"_s}});
    const auto names = [&](const QString &who, const QString &from, const QString &to,
                           const QString &name = {}) {
        calendar::EventsRequest request;
        request.set_from(from.toStdString());
        request.set_to(to.toStdString());
        if (!name.isEmpty())
            *request.mutable_calendar() = CalendarWorld::byName(name);
        QStringList found;
        const auto response = room.world.events(who, request);
        if (!response)
            return QStringList{response.error().message};
        for (const auto &event : response->events())
            found.append(server::fromUtf8(event.draft().name()));
        return found;
    };
    QCOMPARE(names(u"bob"_s, {}, {}), QStringList({u"long"_s, u"early"_s, u"work"_s, u"late"_s}));
    QCOMPARE(names(u"ada"_s, {}, {}), QStringList({u"long"_s, u"early"_s, u"late"_s}));
    QCOMPARE(names(u"bob"_s, {}, {}, u"Work"_s), QStringList({u"work"_s}));
    // [from, to): what ends at `from` or starts at `to` is not in it.
    QCOMPARE(names(u"ada"_s, u"2027-06-01T09:00:00Z"_s, u"2027-06-01T20:00:00Z"_s), QStringList({u"long"_s}));
    QCOMPARE(names(u"ada"_s, u"2027-06-01T08:59:59Z"_s, u"2027-06-01T20:00:01Z"_s),
             QStringList({u"long"_s, u"early"_s, u"late"_s}));
    // Without an offset: UTC for all calendars, the calendar's zone (two hours ahead) for one.
    QCOMPARE(names(u"ada"_s, u"2027-06-01T10:30:00"_s, u"2027-06-01T12:00:00"_s), QStringList({u"long"_s}));
    QCOMPARE(names(u"ada"_s, u"2027-06-01T10:30:00"_s, u"2027-06-01T12:00:00"_s, u"Family"_s),
             QStringList({u"long"_s, u"early"_s}));
    QCOMPARE(names(u"ada"_s, u"2027-06-01"_s, u"2027-06-02"_s),
             QStringList({u"long"_s, u"early"_s, u"late"_s}));
    QCOMPARE(names(u"ada"_s, u"2040-06-01"_s, {}), QStringList());
    calendar::EventsRequest one;
    *one.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    QCOMPARE(room.world.events(u"ada"_s, one)->seq(), 5);
    QCOMPARE(room.world.events(u"stranger"_s, one).error().code, ErrorCode::Forbidden);
    QCOMPARE(room.world.events(u"stranger"_s)->calendars(), 0);
}

void TestEvents::pages()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    for (int i = 0; i < 7; ++i)
        room.add(CalendarWorld::draft(QString::number(i), i / 3)); // several at one time
    calendar::EventsRequest request;
    request.set_limit(2);
    QSet<std::string> seen;
    qint64 last = 0;
    int pages = 0;
    do {
        const auto page = room.world.events(u"bob"_s, request);
        QVERIFY(page);
        for (const auto &event : page->events()) {
            QVERIFY(!seen.contains(event.id()));
            seen.insert(event.id());
            QVERIFY(event.draft().start().utc_ms() >= last);
            last = event.draft().start().utc_ms();
        }
        // What comes before the cursor does not move it.
        if (pages == 0)
            room.add({{u"event_name"_s, u"before"_s},
                      {u"event_start"_s, u"2027-05-01T00:00:00Z"_s},
                      {u"event_end"_s, u"2027-05-01T01:00:00Z"_s}});
        request.set_cursor(page->next_cursor());
        ++pages;
    } while (!request.cursor().empty());
    QCOMPARE(seen.size(), 7);
    QCOMPARE(pages, 4);
}

void TestEvents::refusesBadRanges_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("cursor");
    QTest::newRow("no time") << u"yesterday"_s << QString() << QString();
    QTest::newRow("no such date") << u"2027-02-30"_s << QString() << QString();
    QTest::newRow("the wrong way round")
        << u"2027-06-02T00:00:00Z"_s << u"2027-06-01T00:00:00Z"_s << QString();
    QTest::newRow("empty") << u"2027-06-02T00:00:00Z"_s << u"2027-06-02T00:00:00Z"_s << QString();
    QTest::newRow("cursor") << QString() << QString() << u"'; DROP TABLE events; --"_s;
}

void TestEvents::refusesBadRanges()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(QString, cursor);
    Room room(shared::Engine::Sqlite);
    calendar::EventsRequest request;
    request.set_from(from.toStdString());
    request.set_to(to.toStdString());
    request.set_cursor(cursor.toStdString());
    QCOMPARE(room.world.events(u"ada"_s, request).error().code, ErrorCode::InvalidArgument);
}

void TestEvents::revisionFollowsEveryChange()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    CalendarWorld &world = room.world;
    std::string revision;
    const auto changed = [&](bool expected) {
        calendar::EventsRequest request;
        request.set_known_revision(revision);
        const auto response = world.events(u"bob"_s, request);
        const bool same = response->not_modified();
        if (same && response->events_size() > 0)
            return false;
        revision = response->revision();
        return same != expected;
    };
    QVERIFY(changed(true));
    QVERIFY(changed(false));
    const auto event = room.add(CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(changed(true));
    QVERIFY(changed(false));
    QVERIFY(world.updateEvent(u"ada"_s, event, {{u"location"_s, u"Garden"_s}}));
    QVERIFY(changed(true));
    QVERIFY(world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Busy));
    QVERIFY(changed(true));
    QVERIFY(world.createCalendar(u"ada"_s, u"Work"_s));
    QVERIFY(changed(false));
    QVERIFY(world.join(u"bob"_s, u"Work"_s));
    QVERIFY(changed(true));
    QVERIFY(world.deleteEvent(u"ada"_s, event));
    QVERIFY(changed(true));
    QVERIFY(world.leave(u"bob"_s, u"Work"_s));
    QVERIFY(changed(true));
    QVERIFY(world.createCalendar(u"bob"_s, u"Own"_s));
    QVERIFY(changed(true));
    QVERIFY(changed(false));
}

QTEST_GUILESS_MAIN(TestEvents)
#include "tst_events.moc"
