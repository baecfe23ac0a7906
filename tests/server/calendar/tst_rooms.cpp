#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::Role;

/// Calendars and their members: create, join, leave, roles, settings, deletion, messages.
class TestRooms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void createsAndLists_data() { hearth::tests::addEngineRows(); }
    void createsAndLists();
    void nameIsUniqueWithoutRegardToCase_data() { hearth::tests::addEngineRows(); }
    void nameIsUniqueWithoutRegardToCase();
    void createsUnderAChosenId_data() { hearth::tests::addEngineRows(); }
    void createsUnderAChosenId();
    void refusesBadCalendars_data();
    void refusesBadCalendars();
    void joins_data() { hearth::tests::addEngineRows(); }
    void joins();
    void leaves_data() { hearth::tests::addEngineRows(); }
    void leaves();
    void lastOwnerStays_data() { hearth::tests::addEngineRows(); }
    void lastOwnerStays();
    void accessMatrix_data();
    void accessMatrix();
    void updatesSettings_data() { hearth::tests::addEngineRows(); }
    void updatesSettings();
    void deletes_data() { hearth::tests::addEngineRows(); }
    void deletes();
    void keepsMessages_data() { hearth::tests::addEngineRows(); }
    void keepsMessages();
    void createCalendarIsIdempotent_data() { hearth::tests::addEngineRows(); }
    void createCalendarIsIdempotent();
    void doesNothingTooLate_data() { hearth::tests::addEngineRows(); }
    void doesNothingTooLate();
};

void TestRooms::createsAndLists()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s, u"secret-word"_s, u"Europe/Berlin"_s);
    QVERIFY(family);
    QCOMPARE(family->role(), static_cast<int>(Role::Owner));
    QCOMPARE(family->seq(), 1);
    QVERIFY(family->has_password());
    QVERIFY(world.createCalendar(u"ada"_s, u"Attic"_s));
    const auto list = waitFor<calendar::CalendarsResponse>(
        [&](auto reply) { world.service().calendars(CalendarWorld::person(u"ada"_s), {}, reply); });
    QVERIFY(list);
    QCOMPARE(list->calendars_size(), 2);
    QCOMPARE(list->calendars(0).name(), "Attic");
    QVERIFY(!list->calendars(0).has_password());
    QCOMPARE(list->calendars(1).time_zone(), "Europe/Berlin");
    QCOMPARE(list->calendars(1).SerializeAsString(), family->SerializeAsString());
    const auto status = waitFor<calendar::Empty>([&](auto reply) { world.service().status({}, {}, reply); });
    QVERIFY(status);
}

void TestRooms::nameIsUniqueWithoutRegardToCase()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ada"_s, u"Épicerie"_s));
    const auto again = world.createCalendar(u"bob"_s, u"éPICERIE"_s);
    QVERIFY(!again);
    QCOMPARE(again.error().code, ErrorCode::Conflict);
    QCOMPARE(again.error().reason, u"name_taken"_s);
}

void TestRooms::createsUnderAChosenId()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const std::string id = server::uuidBytes(QUuid::createUuid());
    const auto create = [&](const QString &who, const QString &name, const std::string &wanted) {
        calendar::CreateCalendarRequest request;
        request.set_name(server::utf8(name));
        request.set_id(wanted);
        return waitFor<calendar::Calendar>([&](auto reply) {
            world.service().createCalendar(CalendarWorld::person(who), request, std::move(reply));
        });
    };
    const auto created = create(u"ada"_s, u"Family"_s, id);
    QVERIFY(created);
    QCOMPARE(created->id(), id);
    QCOMPARE(create(u"bob"_s, u"Other"_s, id).error().reason, u"id_taken"_s);
    QCOMPARE(create(u"bob"_s, u"Other"_s, "short").error().code, ErrorCode::InvalidArgument);
    QVERIFY(create(u"bob"_s, u"Other"_s, {}));
}

void TestRooms::refusesBadCalendars_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("password");
    QTest::addColumn<QString>("zone");
    QTest::newRow("no name") << u"  "_s << QString() << QString();
    QTest::newRow("long name") << QString(101, u'a') << QString() << QString();
    QTest::newRow("control character") << u"a\nb"_s << QString() << QString();
    QTest::newRow("short password") << u"Family"_s << u"seven77"_s << QString();
    QTest::newRow("no such zone") << u"Family"_s << QString() << u"Mars/Olympus"_s;
}

void TestRooms::refusesBadCalendars()
{
    QFETCH(QString, name);
    QFETCH(QString, password);
    QFETCH(QString, zone);
    CalendarWorld world(shared::Engine::Sqlite);
    const auto created = world.createCalendar(u"ada"_s, name, password, zone);
    QVERIFY(!created);
    QCOMPARE(created.error().code, ErrorCode::InvalidArgument);
}

void TestRooms::joins()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s, u"secret-word"_s);
    ChangeLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    const auto missing = world.join(u"bob"_s, u"Nowhere"_s);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    const auto wrong = world.join(u"bob"_s, u"family"_s, u"wrong-word"_s);
    QCOMPARE(wrong.error().code, ErrorCode::Forbidden);
    QCOMPARE(wrong.error().reason, u"wrong_password"_s);
    const auto joined = world.join(u"bob"_s, u"FAMILY"_s, u"secret-word"_s);
    QVERIFY(joined);
    QVERIFY(!joined->already_member());
    QCOMPARE(joined->calendar().role(), static_cast<int>(Role::Editor));
    const auto again = world.join(u"bob"_s, u"Family"_s);
    QVERIFY(again);
    QVERIFY(again->already_member());
    // What was committed just before the watch began may come as well.
    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().seq == 2);
    const auto change = log.changes().last();
    QCOMPARE(change.seq, 2);
    QCOMPARE(change.kind, shared::ChangeKind::MemberJoined);
    QCOMPARE(change.actorName, u"bob"_s);
    const auto data = QJsonDocument::fromJson(change.data).object();
    QCOMPARE(data.value("message"_L1).toString(), u"bob has joined Family"_s);
    QCOMPARE(data.value("username"_L1).toString(), u"bob"_s);
}

void TestRooms::leaves()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    QVERIFY(world.join(u"bob"_s, u"Family"_s));
    const auto left = world.leave(u"bob"_s, u"Family"_s);
    QVERIFY(left);
    QCOMPARE(left->name(), "Family");
    QCOMPARE(world.leave(u"bob"_s, u"Family"_s).error().code, ErrorCode::Forbidden);
    QCOMPARE(world.createEvent(u"bob"_s, u"Family"_s, CalendarWorld::draft(u"x"_s)).error().code,
             ErrorCode::Forbidden);
    const auto changes = world.changes(u"ada"_s, left->id());
    QCOMPARE(changes->changes_size(), 3);
    const auto data = QJsonDocument::fromJson(QByteArray::fromStdString(changes->changes(2).data())).object();
    QCOMPARE(data.value("message"_L1).toString(), u"bob has left Family"_s);
}

void TestRooms::lastOwnerStays()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    QVERIFY(world.createCalendar(u"ada"_s, u"Family"_s));
    QVERIFY(world.join(u"bob"_s, u"Family"_s));
    QCOMPARE(world.leave(u"ada"_s, u"Family"_s).error().reason, u"last_owner"_s);
    QCOMPARE(world.setRole(u"ada"_s, u"Family"_s, u"ada"_s, Role::Editor).error().reason, u"last_owner"_s);
    QVERIFY(world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Owner));
    QVERIFY(world.leave(u"ada"_s, u"Family"_s));
    // Alone, the owner may: the calendar goes into the trash, and its name is free.
    QVERIFY(world.leave(u"bob"_s, u"Family"_s));
    QCOMPARE(world.join(u"bob"_s, u"Family"_s).error().code, ErrorCode::NotFound);
    QVERIFY(world.createCalendar(u"cyd"_s, u"Family"_s));
}

void TestRooms::accessMatrix_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<QString>("who");
    QTest::addColumn<bool>("sees");
    QTest::addColumn<bool>("writes");
    QTest::addColumn<bool>("manages");
    for (const auto engine : {shared::Engine::Sqlite, shared::Engine::PostgreSql}) {
        const char *name = engine == shared::Engine::Sqlite ? "sqlite" : "postgresql";
        QTest::addRow("%s owner", name) << engine << u"ada"_s << true << true << true;
        QTest::addRow("%s editor", name) << engine << u"editor"_s << true << true << false;
        QTest::addRow("%s viewer", name) << engine << u"viewer"_s << true << false << false;
        QTest::addRow("%s busy", name) << engine << u"busy"_s << true << false << false;
        QTest::addRow("%s stranger", name) << engine << u"stranger"_s << false << false << false;
        QTest::addRow("%s ex-member", name) << engine << u"gone"_s << false << false << false;
    }
}

void TestRooms::accessMatrix()
{
    FETCH_ENGINE(engine);
    QFETCH(QString, who);
    QFETCH(bool, sees);
    QFETCH(bool, writes);
    QFETCH(bool, manages);
    const bool talks = sees && who != u"busy"_s;
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s);
    for (const QString &member : {u"editor"_s, u"viewer"_s, u"busy"_s, u"gone"_s})
        QVERIFY(world.join(member, u"Family"_s));
    QVERIFY(world.setRole(u"ada"_s, u"Family"_s, u"viewer"_s, Role::Viewer));
    QVERIFY(world.setRole(u"ada"_s, u"Family"_s, u"busy"_s, Role::Busy));
    QVERIFY(world.leave(u"gone"_s, u"Family"_s));
    const auto event = world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(event);
    const auto allowed = [](const auto &result) {
        return result.ok() || result.error().code != ErrorCode::Forbidden;
    };
    const auto caller = CalendarWorld::person(who);

    calendar::CalendarRequest request;
    request.mutable_calendar()->set_id(family->id());
    QCOMPARE(
        waitFor<calendar::Calendar>([&](auto r) { world.service().findCalendar(caller, request, r); }).ok(),
        sees);
    QCOMPARE(
        waitFor<calendar::MembersResponse>([&](auto r) { world.service().members(caller, request, r); }).ok(),
        sees);
    calendar::EventRequest eventRequest;
    eventRequest.mutable_calendar()->set_id(family->id());
    eventRequest.set_event_id(event->id());
    const auto found =
        waitFor<calendar::Event>([&](auto r) { world.service().findEvent(caller, eventRequest, r); });
    QCOMPARE(found.ok(), sees);
    if (sees)
        QCOMPARE(found->draft().name(), who == u"busy"_s ? "Busy" : "Dinner");
    const auto changes = world.changes(who, family->id());
    QCOMPARE(changes.ok(), sees);
    if (who == u"busy"_s) {
        QVERIFY(changes->DebugString().find("Dinner") == std::string::npos);
        QVERIFY(world.events(who)->DebugString().find("Dinner") == std::string::npos);
    }
    calendar::EventsRequest range;
    range.mutable_calendar()->set_id(family->id());
    QCOMPARE(world.events(who, range).ok(), sees);

    QCOMPARE(allowed(world.createEvent(who, u"Family"_s, CalendarWorld::draft(u"y"_s))), writes);
    QCOMPARE(allowed(world.updateEvent(who, *event, {{u"event_name"_s, u"Supper"_s}})), writes);
    QCOMPARE(allowed(world.deleteEvent(who, *event)), writes);
    QCOMPARE(allowed(world.restoreEvent(who, *event)), writes);
    QCOMPARE(allowed(world.post(who, u"Family"_s, u"hello"_s)), talks);

    QCOMPARE(allowed(world.setRole(who, u"Family"_s, u"editor"_s, Role::Editor)), manages);
    QCOMPARE(allowed(world.leave(who, u"Family"_s, who == u"viewer"_s ? u"busy"_s : u"viewer"_s)), manages);
    calendar::UpdateCalendarRequest update;
    update.mutable_calendar()->set_id(family->id());
    update.set_name("Clan");
    QCOMPARE(allowed(waitFor<calendar::Calendar>(
                 [&](auto r) { world.service().updateCalendar(caller, update, r); })),
             manages);
    calendar::DeleteCalendarRequest remove;
    remove.mutable_calendar()->set_id(family->id());
    QCOMPARE(
        allowed(waitFor<calendar::Empty>([&](auto r) { world.service().deleteCalendar(caller, remove, r); })),
        manages);
}

void TestRooms::updatesSettings()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s);
    QVERIFY(world.createCalendar(u"ada"_s, u"Taken"_s));
    const auto update = [&](const calendar::UpdateCalendarRequest &request) {
        return waitFor<calendar::Calendar>([&](auto reply) {
            world.service().updateCalendar(CalendarWorld::person(u"ada"_s), request, reply);
        });
    };
    calendar::UpdateCalendarRequest request;
    request.mutable_calendar()->set_id(family->id());
    request.set_name("Clan");
    request.set_colour("brick");
    request.set_password("secret-word");
    const auto renamed = update(request);
    QVERIFY(renamed);
    QCOMPARE(renamed->name(), "Clan");
    QCOMPARE(renamed->version(), 2);
    QVERIFY(renamed->has_password());
    QCOMPARE(world.join(u"bob"_s, u"Clan"_s, u"no-secret"_s).error().reason, u"wrong_password"_s);

    request.clear_password();
    const auto same = update(request);
    QCOMPARE(same->seq(), 2); // nothing changed
    request.set_name("Taken");
    QCOMPARE(update(request).error().reason, u"name_taken"_s);
    request.set_name("Other");
    request.set_if_version(1);
    const auto stale = update(request);
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QVERIFY(stale.error().details.contains("\"Clan\""));
    request.set_if_version(2);
    request.set_password("");
    const auto open = update(request);
    QVERIFY(open);
    QVERIFY(!open->has_password());
    QVERIFY(world.join(u"bob"_s, u"Other"_s));
    const auto changes = world.changes(u"bob"_s, family->id());
    QCOMPARE(changes->seq(), 4);
    QVERIFY(!QByteArray::fromStdString(changes->changes(1).data()).contains("secret"));
}

void TestRooms::deletes()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s);
    QVERIFY(world.join(u"bob"_s, u"Family"_s));
    QVERIFY(world.createEvent(u"bob"_s, u"Family"_s, CalendarWorld::draft(u"x"_s)));
    ChangeLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    calendar::DeleteCalendarRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(u"Family"_s);
    QVERIFY(waitFor<calendar::Empty>([&](auto reply) {
        world.service().deleteCalendar(CalendarWorld::person(u"ada"_s), request, reply);
    }));
    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().kind == shared::ChangeKind::CalendarDeleted);
    const auto events = world.events(u"bob"_s);
    QCOMPARE(events->calendars(), 0);
    QCOMPARE(events->events_size(), 0);
    QCOMPARE(world.changes(u"bob"_s, family->id()).error().code, ErrorCode::NotFound);
    QVERIFY(world.createCalendar(u"bob"_s, u"Family"_s));
}

void TestRooms::keepsMessages()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s);
    ChangeLogbook log(world.service());
    QTRY_VERIFY(log.greeted());
    const auto posted = world.post(u"ada"_s, u"Family"_s, u" Dinner is ready "_s);
    QVERIFY(posted);
    QCOMPARE(posted->change().seq(), 2);
    QCOMPARE(world.post(u"ada"_s, u"Family"_s, u"  "_s).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(world.post(u"ada"_s, u"Family"_s, QString(10001, u'a')).error().code,
             ErrorCode::InvalidArgument);
    QTRY_VERIFY(!log.changes().isEmpty() && log.changes().last().seq == 2);
    QCOMPARE(log.changes().last().data.toStdString(), posted->change().data());
    QVERIFY(log.changes().last().data.contains("\"Dinner is ready\""));
    QCOMPARE(tests::countRows(world.url(), u"messages"_s), 1);
}

void TestRooms::createCalendarIsIdempotent()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const auto create = [&](const QString &name, const QString &hash, const char *password = "open sesame") {
        calendar::CreateCalendarRequest request;
        request.set_name(name.toStdString());
        request.set_password(password);
        request.set_idempotency_key("one");
        request.set_request_hash(hash.toStdString());
        return waitFor<calendar::Calendar>([&](auto reply) {
            world.service().createCalendar(CalendarWorld::person(u"ada"_s), request, reply);
        });
    };
    const auto first = create(u"Family"_s, u"a"_s);
    QVERIFY(first);
    const auto second = create(u"Family"_s, u"a"_s);
    QVERIFY(second);
    QCOMPARE(second->SerializeAsString(), first->SerializeAsString());
    QCOMPARE(create(u"Other"_s, u"b"_s).error().code, ErrorCode::KeyReused);
    // The password is part of the body, though the hash that comes with the request leaves it out.
    QCOMPARE(create(u"Family"_s, u"a"_s, "another secret").error().code, ErrorCode::KeyReused);
    QCOMPARE(create(u"Family"_s, u"a"_s, "").error().code, ErrorCode::KeyReused);
}

void TestRooms::doesNothingTooLate()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    auto late = CalendarWorld::person(u"ada"_s);
    late.deadlineMs = world.clock.nowMs() - 1;
    calendar::CreateCalendarRequest request;
    request.set_name("Family");
    const auto created = waitFor<calendar::Calendar>(
        [&](auto reply) { world.service().createCalendar(late, request, reply); });
    QCOMPARE(created.error().code, ErrorCode::DeadlineExceeded);
    QCOMPARE(hearth::tests::countRows(world.url(), u"calendars"_s), 0);
    const auto listed =
        waitFor<calendar::CalendarsResponse>([&](auto reply) { world.service().calendars(late, {}, reply); });
    QCOMPARE(listed.error().code, ErrorCode::DeadlineExceeded);
}

QTEST_GUILESS_MAIN(TestRooms)
#include "tst_rooms.moc"
