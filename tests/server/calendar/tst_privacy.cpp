#include "server/proto/convert.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::SeriesRoom;
using shared::ErrorCode;

namespace {
/// All that the service tells somebody of the calendar.
QByteArray told(SeriesRoom &room, const QString &who)
{
    QByteArray all;
    calendar::EventsRequest window;
    window.set_from("2027-01-01");
    window.set_to("2028-01-01");
    for (const auto &request : {calendar::EventsRequest(), window}) {
        const auto listed = room.world.events(who, request);
        for (const calendar::Event &event : listed->events())
            all += QByteArray::fromStdString(event.ShortDebugString());
    }
    const auto changes = room.world.changes(who, room.home.id());
    for (const calendar::Change &change : changes->changes())
        all += QByteArray::fromStdString(change.data());
    return all;
}

QJsonObject secret(const QString &rule = {})
{
    QJsonObject draft = SeriesRoom::series(rule, u"Surprise"_s);
    if (rule.isEmpty())
        draft.remove(u"recurrence"_s);
    draft.insert(u"location"_s, u"Cellar"_s);
    draft.insert(u"visibility"_s, u"private"_s);
    return draft;
}

QJsonObject withBob()
{
    return {{u"participants"_s,
             QJsonArray{QJsonObject{{u"user_id"_s, CalendarWorld::person(u"bob"_s).user.toString()},
                                    {u"name"_s, u"bob"_s}}}}};
}
}

/// Private events: a busy time to all but their maker and who takes part.
class TestPrivacy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void othersSeeATime_data() { hearth::tests::addEngineRows(); }
    void othersSeeATime();
    void changesTellNothing_data() { hearth::tests::addEngineRows(); }
    void changesTellNothing();
    void othersChangeNothing_data() { hearth::tests::addEngineRows(); }
    void othersChangeNothing();
    void hiddenInstancesStayHidden_data() { hearth::tests::addEngineRows(); }
    void hiddenInstancesStayHidden();
    void noticesTellNothing_data() { hearth::tests::addEngineRows(); }
    void noticesTellNothing();
    void conversationsTellNothing_data() { hearth::tests::addEngineRows(); }
    void conversationsTellNothing();
};

void TestPrivacy::othersSeeATime()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.add(secret(u"FREQ=WEEKLY;COUNT=5"_s));
    QVERIFY(room.edit(event, {{u"description"_s, u"Cake"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    for (const QByteArray word : {"Surprise", "Cellar", "Cake"})
        QVERIFY(told(room, u"ada"_s).contains(word));
    const QByteArray bobs = told(room, u"bob"_s);
    for (const QByteArray word : {"Surprise", "Cellar", "Cake"})
        QVERIFY2(!bobs.contains(word), word.constData());
    QCOMPARE(room.autumn().size(), 5);
    QCOMPARE(room.autumn().first(), u"2027-10-05T17:00:00Z Busy"_s);
    QVERIFY(room.edit(event, withBob()));
    QVERIFY(room.autumn().contains(u"2027-10-05T17:00:00Z Surprise"_s));
}

void TestPrivacy::changesTellNothing()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.add(secret());
    QVERIFY(room.edit(event, {{u"location"_s, u"Attic"_s}}));
    QVERIFY(room.edit(event, {{u"visibility"_s, u"public"_s}, {u"event_name"_s, u"Party"_s}}));
    QVERIFY(told(room, u"bob"_s).contains("Party"));
    for (const QByteArray word : {"Surprise", "Cellar"})
        QVERIFY2(!told(room, u"bob"_s).contains(word), word.constData());
    QVERIFY(room.edit(event, {{u"visibility"_s, u"confidential"_s}, {u"event_name"_s, u"Present"_s}}));
    QVERIFY(room.remove(event));
    QVERIFY(!told(room, u"bob"_s).contains("Present"));
    QVERIFY(told(room, u"ada"_s).contains("Present"));
}

void TestPrivacy::othersChangeNothing()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.add(secret());
    const auto refused = room.edit(event, {{u"location"_s, u"x"_s}}, {}, {}, 1, 0, u"bob"_s);
    QCOMPARE(refused.error().code, ErrorCode::Forbidden);
    QCOMPARE(refused.error().reason, u"private"_s);
    QVERIFY(!refused.error().details.contains("Surprise"));
    QCOMPARE(room.world.deleteEvent(u"bob"_s, event).error().reason, u"private"_s);
    QVERIFY(room.remove(event));
    QCOMPARE(room.world.restoreEvent(u"bob"_s, event).error().reason, u"private"_s);
    QVERIFY(room.world.restoreEvent(u"ada"_s, event));
}

void TestPrivacy::hiddenInstancesStayHidden()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.add(SeriesRoom::series(u"FREQ=WEEKLY;COUNT=5"_s, u"Choir"_s));
    const QString second = u"2027-10-12T19:00:00"_s;
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Surprise"_s}, {u"visibility"_s, u"private"_s}}, u"this"_s,
                      second));
    QVERIFY(!told(room, u"bob"_s).contains("Surprise"));
    for (const qint64 version : {0, 1}) {
        const auto same = room.edit(event, {}, u"this"_s, second, version, 0, u"bob"_s);
        QVERIFY(!same);
        QCOMPARE(same.error().reason, u"private"_s);
        QVERIFY(!same.error().details.contains("Surprise"));
    }
    // A series that becomes private takes its changed instances with it.
    QVERIFY(room.edit(event, {{u"description"_s, u"Cake"_s}}, u"this"_s, u"2027-10-19T19:00:00"_s));
    QVERIFY(told(room, u"bob"_s).contains("Cake"));
    QVERIFY(room.edit(event, {{u"visibility"_s, u"private"_s}}, u"all"_s));
    calendar::EventsRequest window;
    window.set_from("2027-01-01");
    window.set_to("2028-01-01");
    QVERIFY(!QByteArray::fromStdString(room.world.events(u"bob"_s, window)->DebugString()).contains("Cake"));
}

void TestPrivacy::noticesTellNothing()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.add(secret());
    QVERIFY(room.edit(event, {{u"location"_s, u"Attic"_s}}));
    const auto gone = room.add(secret());
    QVERIFY(room.remove(gone));
    const auto notices = [&room](const QString &who) {
        calendar::NoticesRequest request;
        request.mutable_calendar()->set_id(room.home.id());
        const auto answer = hearth::tests::waitFor<calendar::NoticesResponse>([&](auto reply) {
            room.world.service().notices().notices(CalendarWorld::person(who), request, reply);
        });
        return QByteArray::fromStdString(answer->DebugString());
    };
    for (const QByteArray word : {"Surprise", "Cellar", "Attic"})
        QVERIFY2(!notices(u"bob"_s).contains(word), word.constData());
    QVERIFY(notices(u"ada"_s).contains("Surprise"));
    QVERIFY(room.edit(event, withBob()));
    QVERIFY(notices(u"bob"_s).contains("Surprise"));
}

void TestPrivacy::conversationsTellNothing()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    hearth::tests::ChangeLogbook book(room.world.service());
    const auto event = room.add(secret());
    const auto say = [&](const QString &who, const QString &text) {
        calendar::PostMessageRequest request;
        request.mutable_calendar()->set_id(room.home.id());
        request.set_event_id(event.id());
        request.set_text(text.toStdString());
        return hearth::tests::waitFor<calendar::PostMessageResponse>([&](auto reply) {
            room.world.service().messages().post(CalendarWorld::person(who), request, reply);
        });
    };
    const auto read = [&](const QString &who, bool ofEvent) {
        calendar::MessagesRequest request;
        request.mutable_calendar()->set_id(room.home.id());
        if (ofEvent)
            request.set_event_id(event.id());
        const auto answer = hearth::tests::waitFor<calendar::MessagesResponse>([&](auto reply) {
            room.world.service().messages().messages(CalendarWorld::person(who), request, reply);
        });
        QByteArray all;
        for (const calendar::Message &message : answer->messages())
            all += QByteArray::fromStdString(message.data());
        return all;
    };
    QVERIFY(say(u"ada"_s, u"Hush, @bob"_s));
    QCOMPARE(say(u"bob"_s, u"What is it?"_s).error().reason, u"private"_s);
    for (const bool ofEvent : {true, false}) {
        QVERIFY(read(u"ada"_s, ofEvent).contains("Hush"));
        QVERIFY(!read(u"bob"_s, ofEvent).contains("Hush"));
    }
    QVERIFY(told(room, u"ada"_s).contains("Hush"));
    QVERIFY(!told(room, u"bob"_s).contains("Hush"));
    // Whatever passes messages on knows that this one is not for all.
    const auto marked = [&] {
        const auto changes = book.of(room.home.id());
        return std::any_of(changes.begin(), changes.end(), [](const shared::Change &change) {
            return change.kind == shared::ChangeKind::MessagePosted && shared::mayBePrivate(change);
        });
    };
    QTRY_VERIFY(marked());
    const auto unread = hearth::tests::waitFor<calendar::UnreadResponse>([&](auto reply) {
        room.world.service().messages().unread(CalendarWorld::person(u"bob"_s), {}, reply);
    });
    QCOMPARE(unread->conversations_size(), 0);
    QVERIFY(room.edit(event, withBob()));
    QVERIFY(say(u"bob"_s, u"Oh!"_s));
    QVERIFY(read(u"bob"_s, true).contains("Hush"));
    QVERIFY(told(room, u"bob"_s).contains("Oh!"));
}

QTEST_GUILESS_MAIN(TestPrivacy)
#include "tst_privacy.moc"
