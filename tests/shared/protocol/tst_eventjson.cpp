#include "shared/protocol/eventjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
/// With ' for ", which is easier to read here; and moc 6.4 stumbles over raw strings.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

QJsonObject objectOf(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

QJsonObject dinner()
{
    return objectOf(
        json("{'event_name':' Dinner "
             "','event_start':'2026-12-10T19:00:00','event_end':'2026-12-10T20:00:00Z','location':'At "
             "home','categories':['food'],'status':'tentative','participants':['Ben',{'name':'Anna','answer':"
             "'yes','user_id':'01890a5d-ac96-774b-bcce-b302099a8057'}],'reminders':[10,60],'unknown':1}"));
}

Event eventOf(const EventDraft &draft)
{
    Event event;
    static_cast<EventDraft &>(event) = draft;
    event.id = EventId{QUuid::createUuid()};
    event.calendar = CalendarId{QUuid::createUuid()};
    event.calendarName = u"Family"_s;
    event.uid = u"x@hearth"_s;
    event.version = Q_INT64_C(9'007'199'254'740'991);
    event.createdBy = UserId{QUuid::createUuid()};
    event.createdByName = u"anna"_s;
    event.createdMs = 1'000;
    event.updatedByName = u"ben"_s;
    event.updatedMs = 2'001;
    return event;
}
}

class TestEventJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads()
    {
        const auto draft = parseDraft(dinner(), berlin());
        QVERIFY(draft.ok());
        QCOMPARE(draft->name, u"Dinner"_s);
        QCOMPARE(formatUtc(draft->start.utcMs), u"2026-12-10T18:00:00Z"_s);
        QCOMPARE(draft->start.zone, u"Europe/Berlin"_s);
        QCOMPARE(formatUtc(draft->end.utcMs), u"2026-12-10T20:00:00Z"_s);
        QCOMPARE(draft->status, EventStatus::Tentative);
        QCOMPARE(draft->reminders, (QList<int>{10, 60}));
        QCOMPARE(draft->participants.size(), 2);
        QVERIFY(draft->participants.at(0).user.isNull());
        QCOMPARE(draft->participants.at(1).answer, Answer::Yes);
    }

    void comesBack_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::newRow("timed") << "{}"_ba;
        QTest::newRow("two zones") << json("{'time_zone':'Asia/Tokyo','end_time_zone':'America/"
                                           "New_York','event_end':'2026-12-10T20:00:00'}");
        QTest::newRow("all day") << json(
            "{'all_day':true,'event_start':'2026-12-10','event_end':'2026-12-12'}");
        QTest::newRow("milliseconds") << json("{'event_end':'2026-12-10T20:00:00.125Z'}");
        QTest::newRow("texts") << json("{'description':'\\'<b>\\\\ \\ud83c\\udf82'}");
    }
    void comesBack()
    {
        QFETCH(QByteArray, changes);
        QJsonObject json = dinner();
        const QJsonObject changed = objectOf(changes);
        for (auto it = changed.begin(); it != changed.end(); ++it)
            json.insert(it.key(), it.value());
        const auto draft = parseDraft(json, berlin());
        QVERIFY2(draft.ok(), "refused");
        const auto again = parseDraft(draftToJson(*draft), QTimeZone::utc());
        QVERIFY(again.ok());
        QCOMPARE(changedFields(*draft, *again), QStringList());
        const Event event = eventOf(*draft);
        const auto read = eventFromJson(objectOf(QJsonDocument(toJson(event)).toJson()));
        QVERIFY(read.ok());
        QVERIFY(*read == event);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::newRow("no name") << json("{'event_name':null}");
        QTest::newRow("name a number") << json("{'event_name':7}");
        QTest::newRow("start a number") << json("{'event_start':7}");
        QTest::newRow("start no time") << json("{'event_start':'soon'}");
        QTest::newRow("end before start") << json("{'event_end':'2026-12-10T17:59:59Z'}");
        QTest::newRow("six years") << json("{'event_end':'2032-12-10T18:00:00Z'}");
        QTest::newRow("zone") << json("{'time_zone':'Mars/Olympus'}");
        QTest::newRow("zone a number") << json("{'end_time_zone':7}");
        QTest::newRow("all day a string") << json("{'all_day':'yes'}");
        QTest::newRow("date that does not exist")
            << json("{'all_day':true,'event_start':'2026-02-30','event_end':'2026-03-02'}");
        QTest::newRow("categories a string") << json("{'categories':'food'}");
        QTest::newRow("category a number") << json("{'categories':[7]}");
        QTest::newRow("status") << json("{'status':'done'}");
        QTest::newRow("reminder a fraction") << json("{'reminders':[1.5]}");
        QTest::newRow("reminder a string") << json("{'reminders':['10']}");
        QTest::newRow("participant a number") << json("{'participants':[7]}");
        QTest::newRow("participant's id") << json("{'participants':[{'name':'a','user_id':'7'}]}");
        QTest::newRow("participant's answer") << json("{'participants':[{'name':'a','answer':'never'}]}");
        QTest::newRow("NUL in the description") << json("{'description':'a\\u0000b'}");
    }
    void refuses()
    {
        QFETCH(QByteArray, changes);
        QJsonObject json = dinner();
        const QJsonObject changed = objectOf(changes);
        QVERIFY(!changed.isEmpty());
        for (auto it = changed.begin(); it != changed.end(); ++it)
            json.insert(it.key(), it.value());
        const auto draft = parseDraft(json, berlin());
        QVERIFY(!draft.ok());
        QCOMPARE(draft.error().code, ErrorCode::InvalidArgument);
        QVERIFY(!draft.error().message.isEmpty());
    }

    void missingMembers()
    {
        for (const QString &member : {u"event_name"_s, u"event_start"_s, u"event_end"_s}) {
            QJsonObject json = dinner();
            json.remove(member);
            const auto draft = parseDraft(json, berlin());
            QVERIFY(!draft.ok());
            QVERIFY(draft.error().message.contains(member));
        }
    }

    void patches()
    {
        const auto base = parseDraft(dinner(), berlin());
        const auto renamed = patchDraft(*base, objectOf(json("{'event_name':'Supper'}")), berlin());
        QCOMPARE(changedFields(*base, *renamed), QStringList{u"event_name"_s});
        const auto cleared =
            patchDraft(*base, objectOf(json("{'location':null,'reminders':null}")), berlin());
        QCOMPARE(changedFields(*base, *cleared), (QStringList{u"location"_s, u"reminders"_s}));
        const auto moved =
            patchDraft(*base, objectOf(json("{'event_end':'2026-12-10T23:00:00'}")), QTimeZone::utc());
        QCOMPARE(formatUtc(moved->end.utcMs), u"2026-12-10T22:00:00Z"_s); // in the event's own zone
        const auto shifted = patchDraft(*base, objectOf(json("{'time_zone':'Asia/Tokyo'}")), berlin());
        QCOMPARE(shifted->start.utcMs, base->start.utcMs);
        QCOMPARE(shifted->start.wall, u"2026-12-11T03:00:00"_s);
        QVERIFY(!patchDraft(*base, objectOf(json("{'all_day':true}")), berlin()).ok());
    }

    void refusesEventsWithoutIds()
    {
        QJsonObject json = toJson(eventOf(*parseDraft(dinner(), berlin())));
        QVERIFY(eventFromJson(json).ok());
        json.remove(u"id"_s);
        QVERIFY(!eventFromJson(json).ok());
        QVERIFY(!eventFromJson({}).ok());
    }

    void listsEvents()
    {
        QCOMPARE(eventListJson({}), "{\"events\":[]}"_ba);
        QCOMPARE(eventListJson({}, u"next"_s), "{\"events\":[],\"next_cursor\":\"next\"}"_ba);
        const Event event = eventOf(*parseDraft(dinner(), berlin()));
        const QJsonArray events = objectOf(eventListJson({event, event})).value("events"_L1).toArray();
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.at(0).toObject(), toJson(event));
    }
};

QTEST_GUILESS_MAIN(TestEventJson)
#include "tst_eventjson.moc"
