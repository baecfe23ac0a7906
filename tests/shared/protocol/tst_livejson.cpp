#include "shared/protocol/calendarjson.h"
#include "shared/protocol/livejson.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
/// With ' for ", which is easier to read here; and moc 6.4 stumbles over raw strings.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

QJsonObject objectOf(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }
}

class TestLiveJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFrames_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("full") << json("{'event':'message','data':{'message':'hi'},'id':'7'}") << true;
        QTest::newRow("no id") << json("{'event':'message','data':{}}") << true;
        QTest::newRow("no data") << json("{'event':'disconnect'}") << true;
        QTest::newRow("null") << json("{'event':'disconnect','data':null,'id':null}") << true;
        QTest::newRow("further members") << json("{'event':'a','x':1}") << true;
        QTest::newRow("empty") << ""_ba << false;
        QTest::newRow("no JSON") << "hello"_ba << false;
        QTest::newRow("cut off") << json("{'event':'a'") << false;
        QTest::newRow("two objects") << json("{'event':'a'}{'event':'b'}") << false;
        QTest::newRow("list") << json("['a']") << false;
        QTest::newRow("no event") << json("{'data':{}}") << false;
        QTest::newRow("event a number") << json("{'event':1}") << false;
        QTest::newRow("data a string") << json("{'event':'a','data':'b'}") << false;
        QTest::newRow("data a list") << json("{'event':'a','data':[]}") << false;
        QTest::newRow("id a number") << json("{'event':'a','id':1}") << false;
        QTest::newRow("too deep") << json("{'event':'a','data':") + QByteArray(100'000, '[') << false;
    }
    void readsFrames()
    {
        QFETCH(QByteArray, text);
        const auto request = parseLiveRequest(text);
        QTEST(request.ok(), "good");
        if (!request.ok())
            QCOMPARE(request.error().code, ErrorCode::InvalidArgument);
    }

    void answers()
    {
        const auto request = parseLiveRequest(json("{'event':'message','id':'\\'7'}"));
        QCOMPARE(objectOf(liveAnswer(*request, true, {{u"message"_s, u"ok"_s}})),
                 objectOf(json("{'event':'message','id':'\\'7','ok':true,'data':{'message':'ok'}}")));
        const auto nameless = parseLiveRequest(json("{'event':'message'}"));
        QVERIFY(!objectOf(liveAnswer(*nameless, false, {})).contains("id"_L1));
        QCOMPARE(objectOf(liveEvent(u"a\"b"_s, json("{'ok':false}"))),
                 QJsonObject({{u"event"_s, u"a\"b"_s}, {u"ok"_s, false}}));
        QCOMPARE(objectOf(liveNotice(u"presence"_s, {})), objectOf(json("{'event':'presence','data':{}}")));
    }

    void changesComeBack()
    {
        Change change;
        change.calendar = CalendarId{QUuid::createUuid()};
        change.seq = Q_INT64_C(9'007'199'254'740'991);
        change.kind = ChangeKind::EventUpdated;
        change.atMs = 1'796'925'600'123;
        change.actorName = u"o'\"\\\n\U0001F382"_s;
        change.entity = QUuid::createUuid();
        change.data = "{\"id\":\"" + change.entity.toString(QUuid::WithoutBraces).toLatin1() + "\"}";
        const QByteArray frame = liveChange(change);
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(frame, &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(object.value("event"_L1).toString(), u"updated_event"_s);
        const auto read = changeFromJson(object);
        QVERIFY(read.ok());
        QVERIFY(*read == change);
    }

    void refusesChanges_data()
    {
        QTest::addColumn<QByteArray>("frame");
        const auto row = [](const char *name, const QByteArray &frame) { QTest::newRow(name) << frame; };
        row("nothing", "{}");
        row("unknown event",
            json("{'event':'x','calendar_id':'01890a5d-ac96-774b-bcce-b302099a8057','seq':1}"));
        row("no calendar", json("{'event':'message','seq':1}"));
        row("no seq", json("{'event':'message','calendar_id':'01890a5d-ac96-774b-bcce-b302099a8057'}"));
        row("seq 0",
            json("{'event':'message','calendar_id':'01890a5d-ac96-774b-bcce-b302099a8057','seq':0}"));
        row("seq a string",
            json("{'event':'message','calendar_id':'01890a5d-ac96-774b-bcce-b302099a8057','seq':'1'}"));
    }
    void refusesChanges()
    {
        QFETCH(QByteArray, frame);
        QVERIFY(!changeFromJson(objectOf(frame)).ok());
    }

    void calendarsAndMembersComeBack()
    {
        const Calendar calendar{CalendarId{QUuid::createUuid()},
                                u"Family \"<b>\""_s,
                                u"sky"_s,
                                u"Europe/Berlin"_s,
                                Role::Editor,
                                7,
                                3,
                                1'796'925'600'000,
                                true};
        const auto read = calendarFromJson(toJson(calendar));
        QVERIFY(read.ok());
        QVERIFY(*read == calendar);
        const Member member{UserId{QUuid::createUuid()}, u"anna"_s, Role::Busy, 1'796'925'600'000};
        const auto readMember = memberFromJson(toJson(member));
        QVERIFY(readMember.ok());
        QVERIFY(*readMember == member);
    }

    void refusesCalendarsAndMembers()
    {
        QVERIFY(!calendarFromJson({}).ok());
        QVERIFY(!memberFromJson({}).ok());
        QJsonObject calendar =
            toJson(Calendar{CalendarId{QUuid::createUuid()}, {}, {}, {}, {}, {}, {}, {}, {}});
        calendar.insert(u"role"_s, u"king"_s);
        QVERIFY(!calendarFromJson(calendar).ok());
    }
};

QTEST_GUILESS_MAIN(TestLiveJson)
#include "tst_livejson.moc"
