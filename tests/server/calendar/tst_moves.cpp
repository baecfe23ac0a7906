#include "server/proto/convert.h"
#include "tests/server/calendar/historycalls.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::FakeAuth;
using hearth::tests::HistoryCalls;
using hearth::tests::SeriesRoom;
using hearth::tests::waitFor;
using shared::ChangeKind;
using shared::ErrorCode;
using Step = FakeAuth::Step;

namespace {
shared::UserId user(const QString &name) { return CalendarWorld::person(name).user; }

/// The family's calendar of ada and bob, and ada's and cem's of their work, in another zone.
struct TwoRooms : SeriesRoom {
    explicit TwoRooms(shared::Engine engine,
                      const server::calendar::CalendarOptions &options = CalendarWorld::quickOptions())
        : SeriesRoom(engine, options)
        , calls(world)
    {
        work = *world.createCalendar(u"ada"_s, u"Work"_s, {}, u"America/New_York"_s);
        if (!world.join(u"cem"_s, u"Work"_s))
            qFatal("cem can't join");
    }
    calendar::Event dinner(const QJsonObject &more = {})
    {
        QJsonObject draft = CalendarWorld::draft(u"Dinner"_s);
        draft.insert(
            u"participants"_s,
            QJsonArray{QJsonObject{{u"user_id"_s, user(u"bob"_s).toString()}, {u"name"_s, u"bob"_s}},
                       QJsonObject{{u"user_id"_s, user(u"ada"_s).toString()}, {u"name"_s, u"ada"_s}}});
        for (auto each = more.begin(); each != more.end(); ++each)
            draft.insert(each.key(), each.value());
        return add(draft);
    }
    /// The names of the events that the user sees in a calendar.
    QStringList names(const QString &who, const calendar::Calendar &where)
    {
        calendar::EventsRequest request;
        request.mutable_calendar()->set_id(where.id());
        QStringList found;
        const auto answer = world.events(who, request);
        for (const calendar::Event &event : answer->events())
            found.append(server::fromUtf8(event.draft().name()));
        return found;
    }
    qint64 seq(const calendar::Calendar &where) { return world.changes(u"ada"_s, where.id())->seq(); }
    shared::Change last(const calendar::Calendar &where)
    {
        const auto changes = world.changes(u"ada"_s, where.id());
        return server::fromProto(changes->changes(changes->changes_size() - 1));
    }
    void say(const QString &who, const calendar::Event &event, const QString &text)
    {
        calendar::PostMessageRequest request;
        request.mutable_calendar()->set_id(event.calendar_id());
        request.set_event_id(event.id());
        request.set_text(text.toStdString());
        const auto said = waitFor<calendar::PostMessageResponse>(
            [&](auto reply) { world.service().messages().post(CalendarWorld::person(who), request, reply); });
        if (!said)
            qFatal("%s", qPrintable(said.error().message));
    }
    /// "42 text" of each message about the event, newest first.
    QStringList said(const QString &who, const calendar::Event &event)
    {
        calendar::MessagesRequest request;
        request.mutable_calendar()->set_id(event.calendar_id());
        request.set_event_id(event.id());
        const auto answer = waitFor<calendar::MessagesResponse>([&](auto reply) {
            world.service().messages().messages(CalendarWorld::person(who), request, reply);
        });
        QStringList found;
        for (const calendar::Message &message : answer->messages())
            found.append(QString::number(message.seq()) + u' '
                         + QJsonDocument::fromJson(QByteArray::fromStdString(message.data()))
                               .object()
                               .value("message"_L1)
                               .toString());
        return found;
    }
    /// Of an event's comments.
    int unread(const QString &who, const calendar::Event &event)
    {
        const auto answer = waitFor<calendar::UnreadResponse>(
            [&](auto reply) { world.service().messages().unread(CalendarWorld::person(who), {}, reply); });
        for (const auto &each : answer->conversations())
            if (each.event_id() == event.id())
                return each.unread();
        return 0;
    }
    void read(const QString &who, const calendar::Event &event, qint64 seq)
    {
        calendar::MarkReadRequest request;
        request.mutable_calendar()->set_id(event.calendar_id());
        request.set_event_id(event.id());
        request.set_seq(seq);
        const auto mark = waitFor<calendar::ReadMark>([&](auto reply) {
            world.service().messages().markRead(CalendarWorld::person(who), request, reply);
        });
        if (!mark)
            qFatal("%s", qPrintable(mark.error().message));
    }
    void recover()
    {
        QTRY_VERIFY([&] {
            world.clock.advance(1000);
            return rows(u"sagas WHERE state < 2"_s) == 0;
        }());
    }

    HistoryCalls calls;
    calendar::Calendar work;
};
}

/// Events that go from one calendar to another.
class TestMoves : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void moves_data() { hearth::tests::addEngineRows(); }
    void moves();
    void itsCommentsGoWithIt_data() { hearth::tests::addEngineRows(); }
    void itsCommentsGoWithIt();
    void itsReadersHaveReadIt_data() { hearth::tests::addEngineRows(); }
    void itsReadersHaveReadIt();
    void commentsOfTrashedInstancesGoToo_data() { hearth::tests::addEngineRows(); }
    void commentsOfTrashedInstancesGoToo();
    void movesASeries_data() { hearth::tests::addEngineRows(); }
    void movesASeries();
    void refuses_data() { hearth::tests::addEngineRows(); }
    void refuses();
    void refusalIsUndone_data() { hearth::tests::addEngineRows(); }
    void refusalIsUndone();
    void crashIsRecovered_data() { hearth::tests::addCrashRows(); }
    void crashIsRecovered();
    void pastItsDeadlineIsUndone_data() { hearth::tests::addEngineRows(); }
    void pastItsDeadlineIsUndone();
    void goesBack_data() { hearth::tests::addEngineRows(); }
    void goesBack();
    void calDavHears_data() { hearth::tests::addEngineRows(); }
    void calDavHears();
};

void TestMoves::moves()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    const qint64 seqHome = rooms.seq(rooms.home);
    const qint64 seqWork = rooms.seq(rooms.work);
    hearth::tests::ChangeLogbook log(rooms.world.service());
    const auto moved = rooms.calls.move(u"ada"_s, event, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QCOMPARE(moved->id(), event.id());
    QCOMPARE(moved->uid(), event.uid());
    QCOMPARE(moved->calendar_id(), rooms.work.id());
    QCOMPARE(moved->calendar_name(), "Work");
    QCOMPARE(moved->version(), seqWork + 1);
    QCOMPARE(rooms.names(u"bob"_s, rooms.home), QStringList());
    QCOMPARE(rooms.names(u"cem"_s, rooms.work), QStringList{u"Dinner"_s});
    // Bob is no member there: he stays by his name.
    QCOMPARE(moved->draft().participants(0).name(), "bob");
    QVERIFY(moved->draft().participants(0).user_id().empty());
    QCOMPARE(moved->draft().participants(1).user_id(), server::idBytes(user(u"ada"_s)));
    QCOMPARE(rooms.world.auth.participants(server::idFromBytes<shared::EventId>(event.id())),
             QSet{user(u"ada"_s)});
    const shared::Change left = rooms.last(rooms.home);
    QCOMPARE(left.kind, ChangeKind::EventDeleted);
    QCOMPARE(left.seq, seqHome + 1);
    QVERIFY(left.data.contains("\"moved\":true"));
    const shared::Change arrived = rooms.last(rooms.work);
    QCOMPARE(arrived.kind, ChangeKind::EventCreated);
    QVERIFY(arrived.data.contains("\"moved\":true"));
    QTRY_COMPARE(log.changes().size(), 2); // whoever watches hears of both
    QCOMPARE(rooms.calls.told(u"cem"_s, *moved).first().left(11), u"moved by ad"_s);
    QCOMPARE(rooms.calls.history(u"cem"_s, *moved).size(), 2);
    QVERIFY(rooms.calls.trash(u"ada"_s, rooms.home.id())->events().empty());
    QVERIFY(rooms.calls.history(u"ada"_s, event).first().contains("reason"_L1));
}

void TestMoves::itsCommentsGoWithIt()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    rooms.say(u"bob"_s, event, u"Who cooks?"_s);
    rooms.say(u"ada"_s, event, u"I do."_s);
    const qint64 seqWork = rooms.seq(rooms.work);
    const auto moved = rooms.calls.move(u"ada"_s, event, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    const QStringList expected{u"%1 I do."_s.arg(seqWork + 3), u"%1 Who cooks?"_s.arg(seqWork + 2)};
    QCOMPARE(rooms.said(u"cem"_s, *moved), expected);
    QVERIFY(rooms.said(u"bob"_s, event).isEmpty());
    const shared::Change last = rooms.last(rooms.work);
    QCOMPARE(last.kind, ChangeKind::MessagePosted);
    QCOMPARE(last.seq, seqWork + 3);
    QVERIFY(last.data.contains("I do."));
    QVERIFY(last.data.contains("\"username\":\"ada\""));
}

void TestMoves::itsReadersHaveReadIt()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    QVERIFY(rooms.world.join(u"bob"_s, u"Work"_s));
    QVERIFY(rooms.world.join(u"dan"_s, u"Work"_s));
    QVERIFY(rooms.world.join(u"dan"_s, u"Family"_s));
    const auto event = rooms.dinner();
    rooms.say(u"ada"_s, event, u"Who cooks?"_s);
    const qint64 first = rooms.seq(rooms.home);
    rooms.say(u"ada"_s, event, u"I do."_s);
    rooms.read(u"bob"_s, event, first + 1);
    rooms.read(u"dan"_s, event, first);
    const auto moved = rooms.calls.move(u"ada"_s, event, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QCOMPARE(rooms.unread(u"bob"_s, *moved), 0);
    QCOMPARE(rooms.unread(u"dan"_s, *moved), 1);
    QCOMPARE(rooms.unread(u"cem"_s, *moved), 2); // has not been there
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    QCOMPARE(rooms.rows(u"read_marks WHERE conversation = '%1'"_s.arg(id.toString())), 2);
    const auto back = rooms.calls.move(u"ada"_s, *moved, rooms.home.id());
    QVERIFY2(back.ok(), back ? "" : qPrintable(back.error().message));
    QCOMPARE(rooms.unread(u"bob"_s, *back), 0);
    QCOMPARE(rooms.unread(u"dan"_s, *back), 1);
}

void TestMoves::commentsOfTrashedInstancesGoToo()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto series = rooms.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    const auto one =
        rooms.edit(series, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY(one);
    rooms.say(u"bob"_s, *one, u"Which hall?"_s);
    QVERIFY(rooms.remove(*one));
    QCOMPARE(rooms.rows(u"events WHERE state = 2"_s), 1);
    const auto moved = rooms.calls.move(u"ada"_s, series, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    const QString there = server::idFromBytes<shared::CalendarId>(rooms.work.id()).toString();
    QCOMPARE(rooms.rows(u"messages WHERE calendar_id = '%1'"_s.arg(there)), 1);
    QCOMPARE(rooms.rows(u"messages"_s), 1);
    QCOMPARE(rooms.last(rooms.work).kind, ChangeKind::MessagePosted);
}

void TestMoves::movesASeries()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto series = rooms.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    const auto one =
        rooms.edit(series, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY(one);
    const QStringList before = rooms.autumn();
    QCOMPARE(rooms.calls.move(u"ada"_s, *one, rooms.work.id()).error().reason, u"instance_of_series"_s);
    const auto moved = rooms.calls.move(u"ada"_s, series, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QVERIFY(rooms.autumn().isEmpty());
    calendar::EventsRequest request;
    request.mutable_calendar()->set_id(rooms.work.id());
    request.set_from("2027-10-01");
    request.set_to("2027-12-01");
    const auto there = rooms.world.events(u"cem"_s, request);
    QStringList after;
    for (const calendar::Event &event : there->events())
        after.append(shared::formatUtc(event.draft().start().utc_ms()) + u' '
                     + server::fromUtf8(event.draft().name()));
    QCOMPARE(after, before);
    QCOMPARE(there->events(1).series_id(), series.id());
    QCOMPARE(rooms.rows(u"events WHERE calendar_id <> '%1'"_s.arg(
                 server::idFromBytes<shared::CalendarId>(rooms.work.id()).toString())),
             0);
}

void TestMoves::refuses()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    QCOMPARE(rooms.calls.move(u"bob"_s, event, rooms.work.id()).error().reason, u"not_a_member"_s);
    QCOMPARE(rooms.calls.move(u"cem"_s, event, rooms.work.id()).error().reason, u"not_a_member"_s);
    QVERIFY(rooms.world.join(u"bob"_s, u"Work"_s));
    QVERIFY(rooms.world.setRole(u"ada"_s, u"Work"_s, u"bob"_s, shared::Role::Viewer));
    QCOMPARE(rooms.calls.move(u"bob"_s, event, rooms.work.id()).error().reason, u"role"_s);
    QCOMPARE(rooms.calls.move(u"ada"_s, event, rooms.home.id()).error().reason, u"same_calendar"_s);
    const auto stale = rooms.calls.move(u"ada"_s, event, rooms.work.id(), event.version() - 1);
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QVERIFY(stale.error().details.contains("Dinner"));
    QVERIFY(rooms.world.deleteEvent(u"ada"_s, event));
    QCOMPARE(rooms.calls.move(u"ada"_s, event, rooms.work.id()).error().reason, u"no_such_event"_s);
    QCOMPARE(rooms.names(u"cem"_s, rooms.work), QStringList());
}

void TestMoves::refusalIsUndone()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    rooms.world.auth.script({Step::Refuse});
    QCOMPARE(rooms.calls.move(u"ada"_s, event, rooms.work.id()).error().reason, u"unknown_participant"_s);
    QCOMPARE(rooms.names(u"bob"_s, rooms.home), QStringList{u"Dinner"_s});
    QCOMPARE(rooms.names(u"cem"_s, rooms.work), QStringList());
    QCOMPARE(rooms.world.auth.participants(id).size(), 2);
    QCOMPARE(rooms.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    QCOMPARE(rooms.calls.history(u"ada"_s, event).size(), 1);
}

void TestMoves::crashIsRecovered()
{
    FETCH_ENGINE(engine);
    QFETCH(bool, afterStep2);
    auto options = CalendarWorld::quickOptions();
    options.stepTimeoutMs = 60000;
    TwoRooms rooms(engine, options);
    const auto event = rooms.dinner();
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    const int calls = rooms.world.auth.calls();
    rooms.world.auth.script({afterStep2 ? Step::HangAfter : Step::HangBefore});
    std::atomic<int> answers = 0;
    rooms.world.service().history().moveEvent(
        CalendarWorld::person(u"ada"_s), HistoryCalls::moveRequest(event, rooms.work.id()),
        [&](const shared::Result<calendar::Event> &moved) { answers += moved ? 100 : 1; });
    QTRY_COMPARE(rooms.world.auth.calls(), calls + 1);
    // Until it is there it is where it was, and nobody else's to change.
    QCOMPARE(rooms.rows(u"events WHERE state = 1 AND saga_id IS NOT NULL"_s), 1);
    QCOMPARE(rooms.names(u"bob"_s, rooms.home), QStringList{u"Dinner"_s});
    QCOMPARE(rooms.names(u"cem"_s, rooms.work), QStringList());
    QCOMPARE(rooms.world.deleteEvent(u"bob"_s, event).error().reason, u"in_progress"_s);
    rooms.world.restart();
    QTRY_COMPARE(answers.load(), 1);
    rooms.recover();
    QCOMPARE(rooms.names(u"bob"_s, rooms.home), QStringList());
    QCOMPARE(rooms.names(u"cem"_s, rooms.work), QStringList{u"Dinner"_s});
    QCOMPARE(rooms.world.auth.participants(id), QSet{user(u"ada"_s)});
    QCOMPARE(rooms.rows(u"events WHERE saga_id IS NOT NULL"_s), 0);
    QCOMPARE(rooms.rows(u"changes"_s), rooms.seq(rooms.home) + rooms.seq(rooms.work));
}

void TestMoves::pastItsDeadlineIsUndone()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    const auto id = server::idFromBytes<shared::EventId>(event.id());
    rooms.world.auth.always(Step::FailAfter);
    QCOMPARE(rooms.calls.move(u"ada"_s, event, rooms.work.id()).error().code, ErrorCode::Unavailable);
    rooms.world.clock.advance(CalendarWorld::quickOptions().sagaDeadlineMs + 1);
    rooms.world.auth.always(Step::Answer);
    rooms.world.restart();
    rooms.recover();
    QCOMPARE(rooms.rows(u"sagas WHERE state = 3"_s), 1);
    QCOMPARE(rooms.names(u"bob"_s, rooms.home), QStringList{u"Dinner"_s});
    QCOMPARE(rooms.world.auth.participants(id).size(), 2);
}

void TestMoves::goesBack()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    // The same wall time in both zones: another instant.
    const auto event = rooms.dinner({{u"floating"_s, true},
                                     {u"start_local"_s, u"2027-06-01T12:00:00"_s},
                                     {u"end_local"_s, u"2027-06-01T13:00:00"_s}});
    const auto moved = rooms.calls.move(u"ada"_s, event, rooms.work.id());
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QCOMPARE(moved->draft().start().wall(), event.draft().start().wall());
    QCOMPARE(moved->draft().start().utc_ms() - event.draft().start().utc_ms(), 6LL * 3600 * 1000);
    const auto back = rooms.calls.move(u"ada"_s, *moved, rooms.home.id());
    QVERIFY2(back.ok(), back ? "" : qPrintable(back.error().message));
    QCOMPARE(back->draft().start().utc_ms(), event.draft().start().utc_ms());
    QCOMPARE(rooms.calls.history(u"bob"_s, event).size(), 3);
    const auto restored = rooms.calls.restore(u"bob"_s, event, 1);
    QVERIFY2(restored.ok(), restored ? "" : qPrintable(restored.error().message));
    QCOMPARE(restored->draft().participants(0).user_id(), server::idBytes(user(u"bob"_s)));
}

void TestMoves::calDavHears()
{
    FETCH_ENGINE(engine);
    TwoRooms rooms(engine);
    const auto event = rooms.dinner();
    const auto sync = [&](const calendar::Calendar &where, qint64 since) {
        calendar::SyncObjectsRequest request;
        request.mutable_calendar()->set_id(where.id());
        request.set_since(since);
        return waitFor<calendar::SyncObjectsResponse>([&](auto reply) {
            rooms.world.service().objects().syncObjects(CalendarWorld::person(u"ada"_s), request, reply);
        });
    };
    const qint64 seqHome = rooms.seq(rooms.home);
    const qint64 seqWork = rooms.seq(rooms.work);
    QVERIFY(rooms.calls.move(u"ada"_s, event, rooms.work.id()));
    const auto left = sync(rooms.home, seqHome);
    QVERIFY2(left.ok(), left ? "" : qPrintable(left.error().message));
    QCOMPARE(left->removed_size(), 1);
    QCOMPARE(left->removed(0), event.uid() + ".ics");
    const auto arrived = sync(rooms.work, seqWork);
    QCOMPARE(arrived->changed_size(), 1);
    QCOMPARE(arrived->changed(0).name(), event.uid() + ".ics");
    QCOMPARE(arrived->removed_size(), 0);
}

QTEST_GUILESS_MAIN(TestMoves)
#include "tst_moves.moc"
