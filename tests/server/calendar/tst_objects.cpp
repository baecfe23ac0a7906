#include "server/calendar/store/sweep.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"
#include "tests/server/calendar/calendarworld.h"

#include <QTest>

#include <array>
#include <future>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::Role;

namespace {
const QString kRoom = u"Family"_s;

std::string text(const QByteArray &inner)
{
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\n" + inner + "END:VCALENDAR\r\n")
        .toStdString();
}

std::string single(const QByteArray &uid, const QByteArray &name, const QByteArray &more = {})
{
    return text("BEGIN:VEVENT\r\nUID:" + uid
                + "\r\nDTSTAMP:20270101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20270601T100000\r\n"
                  "DTEND;TZID=Europe/Berlin:20270601T110000\r\nSUMMARY:"
                + name + "\r\n" + more + "END:VEVENT\r\n");
}

std::string series(const QByteArray &uid, const QByteArray &instances = {})
{
    return text("BEGIN:VEVENT\r\nUID:" + uid
                + "\r\nDTSTART;TZID=Europe/Berlin:20270601T100000\r\n"
                  "DTEND;TZID=Europe/Berlin:20270601T110000\r\nRRULE:FREQ=DAILY;COUNT=10\r\nSUMMARY:Daily\r\n"
                  "END:VEVENT\r\n"
                + instances);
}

QByteArray instance(const QByteArray &uid, const QByteArray &day, const QByteArray &name)
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nRECURRENCE-ID;TZID=Europe/Berlin:202706" + day
        + "T100000\r\nDTSTART;TZID=Europe/Berlin:202706" + day + "T150000\r\nDTEND;TZID=Europe/Berlin:202706"
        + day + "T160000\r\nSUMMARY:" + name + "\r\nEND:VEVENT\r\n";
}

/// A world with one calendar, and the calls of ObjectsApi made short.
struct Objects {
    explicit Objects(shared::Engine engine)
        : world(engine)
    {
        const auto created = world.createCalendar(u"ada"_s, kRoom, {}, u"Europe/Berlin"_s);
        seq = created ? created->seq() : 0;
    }

    shared::Result<calendar::PutObjectResponse> put(const std::string &name, const std::string &data,
                                                    const calendar::ObjectCondition &condition = {},
                                                    const QString &who = u"ada"_s)
    {
        calendar::PutObjectRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_name(name);
        request.set_data(data);
        *request.mutable_condition() = condition;
        return waitFor<calendar::PutObjectResponse>([&](auto reply) {
            world.service().objects().putObject(CalendarWorld::person(who), request, reply);
        });
    }
    shared::Result<calendar::GetObjectsResponse> get(const std::string &name, const QString &who = u"ada"_s)
    {
        calendar::GetObjectsRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.add_names(name);
        request.set_with_data(true);
        return waitFor<calendar::GetObjectsResponse>([&](auto reply) {
            world.service().objects().getObjects(CalendarWorld::person(who), request, reply);
        });
    }
    shared::Result<calendar::Empty> remove(const std::string &name,
                                           const calendar::ObjectCondition &condition = {},
                                           const QString &who = u"ada"_s)
    {
        calendar::DeleteObjectRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_name(name);
        *request.mutable_condition() = condition;
        return waitFor<calendar::Empty>([&](auto reply) {
            world.service().objects().deleteObject(CalendarWorld::person(who), request, reply);
        });
    }
    shared::Result<calendar::SyncObjectsResponse> sync(qint64 since, int limit = 0)
    {
        calendar::SyncObjectsRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_since(since);
        request.set_limit(limit);
        return waitFor<calendar::SyncObjectsResponse>([&](auto reply) {
            world.service().objects().syncObjects(CalendarWorld::person(u"ada"_s), request, reply);
        });
    }
    shared::Result<calendar::ListObjectsResponse> list(const calendar::ListObjectsRequest &wanted = {})
    {
        calendar::ListObjectsRequest request = wanted;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        return waitFor<calendar::ListObjectsResponse>([&](auto reply) {
            world.service().objects().listObjects(CalendarWorld::person(u"ada"_s), request, reply);
        });
    }

    CalendarWorld world;
    qint64 seq = 0;
};

calendar::ListObjectsRequest inRange(const QString &from, const QString &to)
{
    calendar::ListObjectsRequest request;
    request.mutable_filter()->set_name("VCALENDAR");
    auto *event = request.mutable_filter()->add_components();
    event->set_name("VEVENT");
    event->mutable_range()->set_start_ms(QDateTime::fromString(from, Qt::ISODate).toMSecsSinceEpoch());
    event->mutable_range()->set_end_ms(QDateTime::fromString(to, Qt::ISODate).toMSecsSinceEpoch());
    return request;
}

QStringList namesOf(const calendar::ListObjectsResponse &response)
{
    QStringList names;
    for (const auto &object : response.objects())
        names.append(server::fromUtf8(object.name()));
    return names;
}
}

/// iCalendar objects: what CalDAV reads and writes.
class TestObjects : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void putsAndGets_data() { hearth::tests::addEngineRows(); }
    void putsAndGets();
    void keepsWhatItDoesNotKnow_data() { hearth::tests::addEngineRows(); }
    void keepsWhatItDoesNotKnow();
    void conditions_data() { hearth::tests::addEngineRows(); }
    void conditions();
    void conditionsHoldAcrossInstances_data() { hearth::tests::addEngineRows(); }
    void conditionsHoldAcrossInstances();
    void uids_data() { hearth::tests::addEngineRows(); }
    void uids();
    void instances_data() { hearth::tests::addEngineRows(); }
    void instances();
    void aPurgeTakesNoTagBack_data() { hearth::tests::addEngineRows(); }
    void aPurgeTakesNoTagBack();
    void syncs_data() { hearth::tests::addEngineRows(); }
    void syncs();
    void roles_data() { hearth::tests::addEngineRows(); }
    void roles();
    void filters_data() { hearth::tests::addEngineRows(); }
    void filters();
    void expands_data() { hearth::tests::addEngineRows(); }
    void expands();
    void freeBusy_data() { hearth::tests::addEngineRows(); }
    void freeBusy();
    void refuses_data();
    void refuses();
};

void TestObjects::putsAndGets()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    const auto put = objects.put("a.ics", single("one", "Dinner"));
    QVERIFY2(put, put ? "" : qPrintable(put.error().message));
    QVERIFY(put->created());
    const auto got = objects.get("a.ics");
    QVERIFY(got);
    QCOMPARE(got->objects_size(), 1);
    QCOMPARE(got->objects(0).etag(), put->object().etag());
    QVERIFY(got->objects(0).data().find("SUMMARY:Dinner\r\n") != std::string::npos);
    QVERIFY(got->objects(0).data().find("BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n") != std::string::npos);
    // It is an event like any other, with a seq of its own.
    const auto events = objects.world.events(u"ada"_s);
    QVERIFY(events);
    QCOMPARE(events->events_size(), 1);
    QCOMPARE(events->events(0).draft().name(), "Dinner");
    QCOMPARE(QString::number(events->events(0).version()), server::fromUtf8(put->object().etag()));
    // An event of the app is an object under its UID.
    const auto made = objects.world.createEvent(u"ada"_s, kRoom, CalendarWorld::draft(u"Walk"_s));
    QVERIFY(made);
    const auto walk = objects.get(made->uid() + ".ics");
    QVERIFY(walk);
    QCOMPARE(walk->objects_size(), 1);
    const auto again = objects.put("a.ics", single("one", "Supper"));
    QVERIFY(again);
    QVERIFY(!again->created());
    QVERIFY(again->object().etag() != put->object().etag());
    QVERIFY(objects.remove("a.ics"));
    QCOMPARE(objects.get("a.ics")->objects_size(), 0);
    QCOMPARE(objects.remove("a.ics").error().reason, u"no_such_object"_s);
}

void TestObjects::keepsWhatItDoesNotKnow()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    const QByteArray more =
        "X-FOO;X-BAR=1:kept\r\nGEO:48.1;11.5\r\nATTENDEE;CN=Kim;ROLE=CHAIR:mailto:kim@example.org\r\n"
        "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";
    QVERIFY(objects.put("a.ics", single("one", "Dinner", more)));
    const std::string data = objects.get("a.ics")->objects(0).data();
    for (const char *line : {"X-FOO;X-BAR=1:kept\r\n", "GEO:48.1;11.5\r\n", "ROLE=CHAIR", "ACTION:AUDIO\r\n"})
        QVERIFY2(data.find(line) != std::string::npos, line);
}

void TestObjects::conditions()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    calendar::ObjectCondition absent;
    absent.set_if_absent(true);
    QVERIFY(objects.put("a.ics", single("one", "Dinner"), absent));
    QCOMPARE(objects.put("a.ics", single("one", "Supper"), absent).error().code,
             ErrorCode::PreconditionFailed);
    calendar::ObjectCondition match;
    match.add_if_match(objects.get("a.ics")->objects(0).etag());
    QVERIFY(objects.put("a.ics", single("one", "Supper"), match));
    QCOMPARE(objects.put("a.ics", single("one", "Tea"), match).error().code, ErrorCode::PreconditionFailed);
    QCOMPARE(objects.remove("a.ics", match).error().code, ErrorCode::PreconditionFailed);
    calendar::ObjectCondition exists;
    exists.set_if_exists(true);
    QCOMPARE(objects.put("b.ics", single("two", "Tea"), exists).error().code, ErrorCode::PreconditionFailed);
    QVERIFY(objects.remove("a.ics", exists));
}

// Two clients know the same tag and write at once, over two instances: one of them has to hear that it is
// old.
void TestObjects::conditionsHoldAcrossInstances()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    const auto other = objects.world.newInstance();
    QVERIFY(objects.put("one.ics", single("one", "Dinner")));
    for (int round = 0; round < 8; ++round) {
        calendar::PutObjectRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_name("one.ics");
        request.mutable_condition()->add_if_match(objects.get("one.ics")->objects(0).etag());
        std::array<std::promise<bool>, 2> stored;
        const std::array<server::CalendarApi *, 2> instances{&objects.world.service(), other.get()};
        for (size_t each = 0; each < 2; ++each) {
            request.set_data(single("one", "Round " + QByteArray::number(round) + (each == 0 ? " a" : " b")));
            instances[each]->objects().putObject(
                CalendarWorld::person(u"ada"_s), request,
                [&stored, each](const auto &answer) { stored[each].set_value(answer.ok()); });
        }
        const int successes = int(stored[0].get_future().get()) + int(stored[1].get_future().get());
        QCOMPARE(successes, 1);
    }
}

void TestObjects::uids()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", single("one", "Dinner")));
    const auto taken = objects.put("b.ics", single("one", "Dinner"));
    QCOMPARE(taken.error().reason, u"uid_conflict"_s);
    QVERIFY(taken.error().details.contains("a.ics"));
    QCOMPARE(objects.put("a.ics", single("two", "Dinner")).error().reason, u"uid_changed"_s);
    QVERIFY(objects.remove("a.ics"));
    QVERIFY(objects.put("b.ics", single("one", "Dinner")));
}

void TestObjects::instances()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", series("one", instance("one", "03", "Later"))));
    const auto first = objects.get("a.ics");
    QVERIFY(first->objects(0).data().find("RECURRENCE-ID;TZID=Europe/Berlin:20270603T100000\r\n")
            != std::string::npos);
    QVERIFY(
        objects.put("a.ics", series("one", instance("one", "03", "Latest") + instance("one", "04", "Also"))));
    const std::string both = objects.get("a.ics")->objects(0).data();
    QVERIFY(both.find("SUMMARY:Latest") != std::string::npos);
    QVERIFY(both.find("SUMMARY:Also") != std::string::npos);
    const auto before = objects.get("a.ics")->objects(0).etag();
    QVERIFY(objects.put("a.ics", series("one", instance("one", "04", "Also"))));
    const auto after = objects.get("a.ics");
    QVERIFY(after->objects(0).data().find("Latest") == std::string::npos);
    QVERIFY(after->objects(0).etag() != before);
    QVERIFY(objects.remove("a.ics"));
    QVERIFY(objects.put("a.ics", series("one", instance("one", "03", "Back"))));
}

// A changed instance was deleted and has left the trash for good: who knows the tag from before it was made
// must not find it again.
void TestObjects::aPurgeTakesNoTagBack()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(
        objects.put("a.ics", series("one", instance("one", "03", "Later") + instance("one", "04", "Also"))));
    QVERIFY(objects.put("a.ics", series("one", instance("one", "04", "Also"))));
    const std::string before = objects.get("a.ics")->objects(0).etag();
    const qint64 seq = objects.sync(0)->newest();
    QTRY_COMPARE(hearth::tests::countRows(objects.world.url(), u"events WHERE saga_id IS NOT NULL"_s), 0);
    {
        const server::calendar::CalendarOptions options;
        shared::Database database(objects.world.url());
        database.ensureOpen();
        shared::Transaction transaction(database);
        server::calendar::Sweep(database, options, objects.world.clock.nowMs() + options.trashKeptMs + 1)
            .removeOld();
        transaction.commit();
    }
    QCOMPARE(hearth::tests::countRows(objects.world.url(), u"events WHERE state = 2"_s), 0);
    QCOMPARE(objects.get("a.ics")->objects(0).etag(), before);
    QCOMPARE(objects.sync(0)->newest(), seq);
}

void TestObjects::syncs()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", single("one", "Dinner")));
    QVERIFY(objects.put("b.ics", series("two")));
    const auto all = objects.sync(0);
    QVERIFY(all);
    QCOMPARE(all->changed_size(), 2);
    QCOMPARE(all->removed_size(), 0);
    QCOMPARE(objects.sync(all->seq())->changed_size(), 0);
    QVERIFY(objects.put("b.ics", series("two", instance("two", "05", "Later"))));
    QVERIFY(objects.remove("a.ics"));
    const auto next = objects.sync(all->seq());
    QVERIFY(next);
    QCOMPARE(next->changed_size(), 1);
    QCOMPARE(next->changed(0).name(), "b.ics");
    QCOMPARE(next->removed_size(), 1);
    QCOMPARE(next->removed(0), "a.ics");
    const auto page = objects.sync(0, 1);
    QVERIFY(page->changed_size() == 1 && !page->more());
    QVERIFY(objects.put("c.ics", single("three", "Tea")));
    const auto pages = objects.sync(0, 1);
    QVERIFY(pages->more());
    QCOMPARE(objects.sync(pages->seq(), 1)->changed(0).name(), "c.ics");
    QCOMPARE(objects.sync(pages->newest() + 10).error().code, ErrorCode::SnapshotRequired);
}

void TestObjects::roles()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", single("one", "Secret dinner", "LOCATION:Nowhere\r\nX-FOO:hidden\r\n")));
    QVERIFY(objects.world.join(u"bob"_s, kRoom));
    QVERIFY(objects.world.setRole(u"ada"_s, kRoom, u"bob"_s, Role::Busy));
    const auto seen = objects.get("a.ics", u"bob"_s);
    QVERIFY(seen);
    const std::string data = seen->objects(0).data();
    for (const char *word : {"Secret", "Nowhere", "hidden"})
        QVERIFY(data.find(word) == std::string::npos);
    QVERIFY(data.find("DTSTART;TZID=Europe/Berlin:20270601T100000") != std::string::npos);
    QVERIFY(seen->objects(0).etag() != objects.get("a.ics")->objects(0).etag());
    QCOMPARE(objects.put("a.ics", single("one", "Mine"), {}, u"bob"_s).error().code, ErrorCode::Forbidden);
    QVERIFY(objects.world.setRole(u"ada"_s, kRoom, u"bob"_s, Role::Viewer));
    QCOMPARE(objects.put("b.ics", single("two", "Mine"), {}, u"bob"_s).error().code, ErrorCode::Forbidden);
    QCOMPARE(objects.remove("a.ics", {}, u"bob"_s).error().code, ErrorCode::Forbidden);
    QCOMPARE(objects.get("a.ics", u"eve"_s).error().code, ErrorCode::Forbidden);
}

void TestObjects::filters()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", single("one", "Dinner", "CATEGORIES:Food\r\n")));
    QVERIFY(objects.put("b.ics", series("two", instance("two", "03", "Later"))));
    QCOMPARE(namesOf(*objects.list()), (QStringList{u"a.ics"_s, u"b.ics"_s}));
    QCOMPARE(namesOf(*objects.list(inRange(u"2027-06-01T00:00:00Z"_s, u"2027-06-02T00:00:00Z"_s))),
             (QStringList{u"a.ics"_s, u"b.ics"_s}));
    QCOMPARE(namesOf(*objects.list(inRange(u"2027-06-05T00:00:00Z"_s, u"2027-06-06T00:00:00Z"_s))),
             QStringList{u"b.ics"_s});
    // The third was moved from the morning to the afternoon.
    QCOMPARE(namesOf(*objects.list(inRange(u"2027-06-03T06:00:00Z"_s, u"2027-06-03T12:00:00Z"_s))),
             QStringList());
    QCOMPARE(namesOf(*objects.list(inRange(u"2027-06-03T13:00:00Z"_s, u"2027-06-03T13:30:00Z"_s))),
             QStringList{u"b.ics"_s});
    QCOMPARE(namesOf(*objects.list(inRange(u"2027-07-01T00:00:00Z"_s, u"2028-07-01T00:00:00Z"_s))),
             QStringList());
    calendar::ListObjectsRequest byText;
    byText.mutable_filter()->set_name("VCALENDAR");
    auto *event = byText.mutable_filter()->add_components();
    event->set_name("VEVENT");
    auto *property = event->add_properties();
    property->set_name("SUMMARY");
    property->mutable_match()->set_text("dinn");
    QCOMPARE(namesOf(*objects.list(byText)), QStringList{u"a.ics"_s});
    property->mutable_match()->set_exact_case(true);
    QCOMPARE(namesOf(*objects.list(byText)), QStringList());
    event->clear_properties();
    property = event->add_properties();
    property->set_name("CATEGORIES");
    property->set_is_not_defined(true);
    QCOMPARE(namesOf(*objects.list(byText)), QStringList{u"b.ics"_s});
    property->set_is_not_defined(false);
    property->mutable_range()->set_start_ms(1);
    QCOMPARE(objects.list(byText).error().reason, u"unsupported_filter"_s);
    calendar::ListObjectsRequest todos;
    todos.mutable_filter()->set_name("VCALENDAR");
    todos.mutable_filter()->add_components()->set_name("VTODO");
    QCOMPARE(namesOf(*objects.list(todos)), QStringList());
}

void TestObjects::expands()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("b.ics", series("two", instance("two", "03", "Later"))));
    calendar::ListObjectsRequest request = inRange(u"2027-06-02T00:00:00Z"_s, u"2027-06-05T00:00:00Z"_s);
    request.set_with_data(true);
    *request.mutable_form()->mutable_expand() = request.filter().components(0).range();
    const auto listed = objects.list(request);
    QVERIFY(listed);
    QCOMPARE(listed->objects_size(), 1);
    const QByteArray data = QByteArray::fromStdString(listed->objects(0).data());
    QCOMPARE(data.count("BEGIN:VEVENT"), 3);
    QVERIFY(!data.contains("RRULE"));
    QVERIFY(!data.contains("VTIMEZONE"));
    QVERIFY(data.contains("DTSTART:20270602T080000Z\r\n"));
    QVERIFY(data.contains("RECURRENCE-ID:20270603T080000Z\r\nDTSTART:20270603T130000Z\r\n"));
    QVERIFY(data.contains("DTSTART:20270604T080000Z\r\n"));
}

void TestObjects::freeBusy()
{
    FETCH_ENGINE(engine);
    Objects objects(engine);
    QVERIFY(objects.put("a.ics", single("one", "Dinner")));
    QVERIFY(objects.put("b.ics", series("two", instance("two", "03", "Later"))));
    QVERIFY(objects.put("c.ics", single("three", "Free", "TRANSP:TRANSPARENT\r\n")));
    calendar::FreeBusyRequest request;
    *request.mutable_calendar() = CalendarWorld::byName(kRoom);
    *request.mutable_range() =
        inRange(u"2027-06-01T00:00:00Z"_s, u"2027-06-04T00:00:00Z"_s).filter().components(0).range();
    const auto busy = waitFor<calendar::FreeBusyResponse>([&](auto reply) {
        objects.world.service().objects().freeBusy(CalendarWorld::person(u"ada"_s), request, reply);
    });
    QVERIFY(busy);
    QCOMPARE(busy->periods_size(), 3);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(busy->periods(2).start_ms(), Qt::UTC).toString(Qt::ISODate),
             u"2027-06-03T13:00:00Z"_s);
}

void TestObjects::refuses_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("reason");
    const auto bytes = [](const std::string &data) { return QByteArray::fromStdString(data); };
    QTest::newRow("no calendar") << QByteArray("hello") << u"invalid_data"_s;
    QTest::newRow("to-do") << bytes(text("BEGIN:VTODO\r\nUID:x\r\nEND:VTODO\r\n"))
                           << u"unsupported_component"_s;
    QTest::newRow("method") << bytes(text("METHOD:REQUEST\r\n")) << u"invalid_object"_s;
    QTest::newRow("nothing") << bytes(text("")) << u"invalid_object"_s;
    QTest::newRow("no start") << bytes(text("BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\n")) << u"invalid_data"_s;
    QTest::newRow("no uid") << bytes(text("BEGIN:VEVENT\r\nDTSTART:20270601T100000Z\r\nEND:VEVENT\r\n"))
                            << u"invalid_object"_s;
    QTest::newRow("two events") << bytes(
        text("BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270601T100000Z\r\nEND:VEVENT\r\n"
             "BEGIN:VEVENT\r\nUID:b\r\nDTSTART:20270601T100000Z\r\nEND:VEVENT\r\n"))
                                << u"invalid_object"_s;
    QTest::newRow("only an instance") << bytes(text(instance("one", "03", "Alone"))) << u"invalid_object"_s;
    QTest::newRow("hebrew") << bytes(single("one", "x", "RRULE:FREQ=YEARLY;RSCALE=HEBREW\r\n"))
                            << u"unsupported_recurrence"_s;
}

void TestObjects::refuses()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, reason);
    Objects objects(shared::Engine::Sqlite);
    const auto put = objects.put("a.ics", data.toStdString());
    QVERIFY(!put);
    QCOMPARE(put.error().reason, reason);
    QCOMPARE(objects.list()->objects_size(), 0);
}

QTEST_GUILESS_MAIN(TestObjects)
#include "tst_objects.moc"
