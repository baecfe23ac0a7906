#include "server/calendar/commands/createcalendar.h"
#include "server/calendar/commands/createevent.h"
#include "server/calendar/commands/deletecalendar.h"
#include "server/calendar/commands/deleteevent.h"
#include "server/calendar/commands/joincalendar.h"
#include "server/calendar/commands/removemember.h"
#include "server/calendar/commands/setrole.h"
#include "server/calendar/commands/updatecalendar.h"
#include "server/calendar/commands/updateevent.h"
#include "server/calendar/conversation/postmessage.h"
#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server::calendar;
using hearth::tests::CalendarWorld;

/// A commit of which nobody knows whether it came through is followed by a second run of the same command: it
/// does nothing more, and answers as the first.
class TestRunAgain : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twiceIsOnce_data() { hearth::tests::addEngineRows(); }
    void twiceIsOnce();

private:
    template <class Command>
    void runTwice(CalendarWorld &world, const QString &who, const Command &command, const char *what);
};

template <class Command>
void TestRunAgain::runTwice(CalendarWorld &world, const QString &who, const Command &command,
                            const char *what)
{
    shared::Database database(world.url());
    database.ensureOpen();
    const QUuid operation = shared::newUuid(world.clock);
    const auto run = [&](bool again) {
        UnitOfWork unit(database, world.clock, CalendarWorld::person(who), operation, again);
        const auto result = command(unit);
        if (!result)
            qWarning("%s: %s", what, qPrintable(result.error().message));
        return result.ok();
    };
    const QString tables = u"changes"_s;
    QVERIFY2(run(false), what);
    const qint64 changes = hearth::tests::countRows(world.url(), tables);
    const qint64 sagas = hearth::tests::countRows(world.url(), u"sagas"_s);
    QVERIFY2(run(true), what);
    QCOMPARE(hearth::tests::countRows(world.url(), tables), changes);
    QCOMPARE(hearth::tests::countRows(world.url(), u"sagas"_s), sagas);
}

void TestRunAgain::twiceIsOnce()
{
    FETCH_ENGINE(engine);
    CalendarWorld world(engine);
    const CalendarOptions options = CalendarWorld::quickOptions();
    const auto family = world.createCalendar(u"ada"_s, u"Family"_s);
    const auto event = world.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(event);
    const auto home = CalendarWorld::byName(u"Family"_s);
    const auto plan = [&] {
        return SagaPlan{shared::newId<shared::SagaId>(world.clock),
                        shared::newId<shared::EventId>(world.clock),
                        {QUuid(), world.clock.nowMs() + 1000000},
                        world.clock.nowMs() + 1000000};
    };

    pb::CreateCalendarRequest create;
    create.set_name("Other");
    runTwice(world, u"bob"_s,
             CreateCalendar(create, {}, shared::newId<shared::CalendarId>(world.clock), options), "create");
    pb::JoinRequest join;
    *join.mutable_calendar() = home;
    runTwice(world, u"bob"_s, JoinCalendar(join, {}, options), "join");
    pb::SetRoleRequest role;
    *role.mutable_calendar() = home;
    role.set_user_id(server::idBytes(CalendarWorld::person(u"bob"_s).user));
    role.set_role(static_cast<int>(shared::Role::Viewer));
    runTwice(world, u"ada"_s, SetRole(role), "role");
    pb::PostMessageRequest message;
    *message.mutable_calendar() = home;
    message.set_text("hello");
    runTwice(world, u"ada"_s, PostMessage(message, shared::newId<shared::MessageId>(world.clock)), "message");
    pb::UpdateCalendarRequest settings;
    *settings.mutable_calendar() = home;
    settings.set_colour("rose");
    settings.set_if_version(family->version());
    runTwice(world, u"ada"_s, UpdateCalendar(settings, {}), "settings");

    pb::CreateEventRequest draft;
    *draft.mutable_calendar() = home;
    draft.set_draft_json(
        R"({"event_name":"Lunch","event_start":"2027-06-01T10:00:00Z","event_end":"2027-06-01T11:00:00Z"})");
    draft.set_idempotency_key("key");
    runTwice(world, u"ada"_s, CreateEvent(draft, plan()), "event");
    pb::UpdateEventRequest patch;
    *patch.mutable_calendar() = home;
    patch.set_event_id(event->id());
    patch.set_patch_json(R"({"location":"Garden"})");
    patch.set_if_version(event->version());
    runTwice(world, u"ada"_s, UpdateEvent(patch, plan()), "update");
    pb::DeleteEventRequest remove;
    *remove.mutable_calendar() = home;
    remove.set_event_id(event->id());
    runTwice(world, u"ada"_s, DeleteEvent(remove, plan()), "delete");

    pb::RemoveMemberRequest leave;
    *leave.mutable_calendar() = home;
    leave.set_user_id(role.user_id());
    runTwice(world, u"bob"_s, RemoveMember(leave), "leave");
    pb::DeleteCalendarRequest end;
    *end.mutable_calendar() = home;
    runTwice(world, u"ada"_s, DeleteCalendar(end), "end");
}

QTEST_GUILESS_MAIN(TestRunAgain)
#include "tst_runagain.moc"
