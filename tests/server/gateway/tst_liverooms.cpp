#include "tests/server/gateway/gatewayfixture.h"

#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::tests;
using namespace hearth::server::gateway;

/// Who is in which room, and that every socket there gets every change once and in order, whatever happens.
class TestLiveRooms : public LiveWorld {
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void movesOtherSocketsOfUser();
    void dropsRemovedMember();
    void dropsAllWithCalendar();
    void resumes();
    void resumesWithoutRepeating();
    void refusesResume_data();
    void refusesResume();
    void resumesMoreThanBuffer();
    void closesGaps();
    void dropsRepeats();
    void catchesUpAfterBrokenStream();
    void tellsOfMissedMembership();
    void cutsWhereLogIsTrimmed();
    void hidesFromBusy();
    void gathersPresence();
    void tellsPresenceAcrossGateways();
    void saysAcrossGateways();
};

void TestLiveRooms::movesOtherSocketsOfUser()
{
    const auto phone = client(u"bert"_s);
    const auto laptop = client(u"bert"_s);
    const HttpAnswer joined = m_gateway->send(
        "POST", u"/api/v1/calendars/join"_s,
        {{u"calendar_name"_s, u"Family"_s}, {u"calendar_password"_s, u"secret"_s}}, token(u"bert"_s));
    QCOMPARE(joined.status, 200);
    m_services->calendar.addEvent(m_family, u"Dinner"_s);
    for (LiveClient *each : {phone.get(), laptop.get()}) {
        QTRY_COMPARE(each->seqs(m_family), (QList<qint64>{2, 3}));
    }
    // A calendar that nobody here was in before.
    QCOMPARE(
        m_gateway
            ->send("POST", u"/calendar/create_calendar"_s, {{u"calendar_name"_s, u"New"_s}}, token(u"bert"_s))
            .status,
        201);
    const auto created = m_services->calendar.idOf(u"New"_s);
    m_services->calendar.addEvent(created, u"Lunch"_s);
    QTRY_COMPARE(phone->seqs(created), (QList<qint64>{2, 3}));
}

void TestLiveRooms::dropsRemovedMember()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    const auto bert = client(u"bert"_s);
    const HttpAnswer removed = m_gateway->request(
        "DELETE", u"/api/v1/calendars/%1/members/%2"_s.arg(m_family.toString(), id(u"bert"_s).toString()), {},
        {{"Authorization", "Bearer " + token(u"anna"_s)}});
    QCOMPARE(removed.status, 204);
    m_services->calendar.addEvent(m_family, u"Secret"_s);
    QCOMPARE(bert->take(u"left_calendar"_s).value("seq"_L1).toInt(), 3);
    bert->ask(u"message"_s, {{u"message"_s, u"x"_s}});
    QCOMPARE(bert->count(u"created_event"_s), 0);
    QCOMPARE(
        bert->ask(u"resume"_s, {{u"calendar_id"_s, m_family.toString()}, {u"since"_s, 1}}).value("ok"_L1),
        QJsonValue(false));
}

void TestLiveRooms::dropsAllWithCalendar()
{
    const auto anna = client(u"anna"_s);
    QCOMPARE(m_gateway
                 ->request("DELETE", u"/api/v1/calendars/"_s + m_family.toString(), {},
                           {{"Authorization", "Bearer " + token(u"anna"_s)}})
                 .status,
             204);
    QVERIFY(!anna->take(u"deleted_calendar"_s).isEmpty());
}

void TestLiveRooms::resumes()
{
    for (const QString &name : {u"One"_s, u"Two"_s, u"Three"_s})
        m_services->calendar.addEvent(m_family, name);
    const auto anna = client(u"anna"_s);
    const QJsonObject answer =
        anna->ask(u"resume"_s, {{u"calendar_id"_s, m_family.toString()}, {u"since"_s, 2}});
    QCOMPARE(answer.value("ok"_L1), QJsonValue(true));
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{3, 4}));
    m_services->calendar.addEvent(m_family, u"Four"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{3, 4, 5}));
    // What has been sent before comes again where it is asked for.
    anna->clear();
    anna->ask(u"resume"_s, {{u"calendar_id"_s, m_family.toString()}, {u"since"_s, 1}});
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2, 3, 4, 5}));
}

void TestLiveRooms::resumesWithoutRepeating()
{
    for (int i = 0; i < 250; ++i)
        m_services->calendar.addEvent(m_family, u"Event"_s);
    LiveClient anna(*m_gateway, token(u"anna"_s));
    QVERIFY(anna.isGreeted());
    anna.send(u"resume"_s, {{u"calendar_id"_s, m_family.toString()}, {u"since"_s, 5}});
    for (int i = 0; i < 250; ++i) {
        m_services->calendar.addEvent(m_family, u"Meanwhile"_s);
        if (i % 10 == 0)
            QCoreApplication::processEvents();
    }
    QList<qint64> expected(496);
    std::iota(expected.begin(), expected.end(), 6);
    QTRY_COMPARE(anna.seqs(m_family), expected);
}

void TestLiveRooms::refusesResume_data()
{
    QTest::addColumn<QJsonObject>("data");
    QTest::addColumn<bool>("snapshot");
    QTest::newRow("nothing") << QJsonObject() << false;
    QTest::newRow("no calendar") << QJsonObject{{u"calendar_id"_s, u"x"_s}, {u"since"_s, 1}} << false;
    QTest::newRow("no member") << QJsonObject{{u"calendar_id"_s, u"others"_s}, {u"since"_s, 1}} << false;
    QTest::newRow("no since") << QJsonObject{{u"calendar_id"_s, u"family"_s}} << false;
    QTest::newRow("negative") << QJsonObject{{u"calendar_id"_s, u"family"_s}, {u"since"_s, -1}} << false;
    QTest::newRow("trimmed") << QJsonObject{{u"calendar_id"_s, u"family"_s}, {u"since"_s, 1}} << true;
    QTest::newRow("ahead") << QJsonObject{{u"calendar_id"_s, u"family"_s}, {u"since"_s, 99}} << true;
}

void TestLiveRooms::refusesResume()
{
    QFETCH(QJsonObject, data);
    QFETCH(bool, snapshot);
    const auto others = m_services->calendar.addCalendar(u"Others"_s, id(u"bert"_s), u"bert"_s);
    m_services->calendar.addEvent(m_family, u"One"_s);
    m_services->calendar.addEvent(m_family, u"Two"_s);
    m_services->calendar.trim(m_family, 2);
    if (data.value("calendar_id"_L1) == u"family"_s)
        data.insert(u"calendar_id"_s, m_family.toString());
    if (data.value("calendar_id"_L1) == u"others"_s)
        data.insert(u"calendar_id"_s, others.toString());
    const auto anna = client(u"anna"_s);
    const QJsonObject answer = anna->ask(u"resume"_s, data);
    QCOMPARE(answer.value("ok"_L1), QJsonValue(false));
    QCOMPARE(answer.value("data"_L1).toObject().value("snapshot_required"_L1).toBool(), snapshot);
    // The room goes on as if nothing had been asked.
    m_services->calendar.addEvent(m_family, u"Three"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{4}));
}

void TestLiveRooms::resumesMoreThanBuffer()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.sendBuffer = 64 * 1024;
    restart(options);
    const auto writer = client(u"anna"_s);
    const QJsonObject message{{u"message"_s, QString(10'000, u'x')}, {u"calendar_name"_s, u"Family"_s}};
    for (int i = 0; i < 300; ++i)
        QVERIFY(!writer->ask(u"message"_s, message).isEmpty());
    const auto anna = client(u"anna"_s); // whose presence comes between
    anna->send(u"resume"_s, {{u"calendar_id"_s, m_family.toString()}, {u"since"_s, 1}});
    QList<qint64> expected(300);
    std::iota(expected.begin(), expected.end(), 2);
    QTRY_COMPARE(anna->seqs(m_family), expected);
    QVERIFY(!anna->take(u"presence"_s).isEmpty());
}

void TestLiveRooms::closesGaps()
{
    const auto anna = client(u"anna"_s);
    m_services->calendar.addEvent(m_family, u"One"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2}));
    m_services->calendar.setMuted(true);
    m_services->calendar.addEvent(m_family, u"Two"_s);
    m_services->calendar.addEvent(m_family, u"Three"_s);
    m_services->calendar.setMuted(false);
    m_services->calendar.addEvent(m_family, u"Four"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2, 3, 4, 5}));
}

void TestLiveRooms::dropsRepeats()
{
    const auto anna = client(u"anna"_s);
    m_services->calendar.addEvent(m_family, u"One"_s);
    m_services->calendar.addEvent(m_family, u"Two"_s);
    m_services->calendar.repeat(m_family, 2);
    m_services->calendar.repeat(m_family, 3);
    m_services->calendar.addEvent(m_family, u"Three"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2, 3, 4}));
}

void TestLiveRooms::catchesUpAfterBrokenStream()
{
    const auto anna = client(u"anna"_s);
    m_services->calendar.setMuted(true);
    m_services->calendar.endStreams();
    m_services->calendar.addEvent(m_family, u"Meanwhile"_s);
    m_services->calendar.setMuted(false);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2}));
    QTRY_COMPARE(m_services->calendar.watchers(), 1);
    m_services->calendar.addEvent(m_family, u"After"_s);
    QTRY_COMPARE(anna->seqs(m_family), (QList<qint64>{2, 3}));
    QVERIFY(m_gateway->gateway().isReady());
}

void TestLiveRooms::tellsOfMissedMembership()
{
    RawClient bert(*m_gateway, bearer(u"bert"_s));
    QVERIFY(bert.hears("has connected"));
    m_services->calendar.setMuted(true);
    m_services->calendar.endStreams();
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    m_services->calendar.setMuted(false);
    QVERIFY(bert.isClosedWith(1012)); // the new greeting will tell
}

void TestLiveRooms::cutsWhereLogIsTrimmed()
{
    RawClient anna(*m_gateway, bearer(u"anna"_s));
    QVERIFY(anna.hears("has connected"));
    m_services->calendar.setMuted(true);
    m_services->calendar.addEvent(m_family, u"One"_s);
    m_services->calendar.addEvent(m_family, u"Two"_s);
    m_services->calendar.trim(m_family, 3);
    m_services->calendar.setMuted(false);
    m_services->calendar.addEvent(m_family, u"Three"_s);
    QVERIFY(anna.isClosedWith(1013));
}

void TestLiveRooms::hidesFromBusy()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s, shared::Role::Busy);
    const auto bert = client(u"bert"_s);
    m_services->calendar.addEvent(m_family, u"Surprise"_s);
    const QJsonObject frame = bert->take(u"created_event"_s);
    QCOMPARE(frame.value("seq"_L1).toInt(), 3);
    QCOMPARE(frame.value("data"_L1).toObject().value("event_name"_L1).toString(), u"Busy"_s);
}

void TestLiveRooms::gathersPresence()
{
    GatewayOptions options = RunningGateway::testOptions();
    options.live.presenceWindow = std::chrono::milliseconds(200);
    restart(options);
    const auto anna = client(u"anna"_s);
    QCOMPARE(anna->take(u"presence"_s).value("data"_L1).toObject().value("online"_L1).toArray(),
             QJsonArray{u"anna"_s});
    std::vector<std::unique_ptr<LiveClient>> many;
    for (int i = 0; i < 30; ++i) {
        const QString name = u"member-%1"_s.arg(i);
        m_services->calendar.addMember(m_family, id(name), name);
        many.push_back(std::make_unique<LiveClient>(*m_gateway, token(name)));
    }
    int frames = 0;
    QSet<QString> came;
    while (came.size() < 30) {
        const QJsonObject frame = anna->take(u"presence"_s);
        QVERIFY(!frame.isEmpty());
        ++frames;
        for (const QJsonValue &name : frame.value("data"_L1).toObject().value("came"_L1).toArray())
            came.insert(name.toString());
    }
    QVERIFY2(frames <= 5, qPrintable(QString::number(frames)));
    // A second socket of the same user is no news to the others, but hears who is there.
    const auto second = client(u"anna"_s);
    QCOMPARE(second->take(u"presence"_s).value("data"_L1).toObject().value("online"_L1).toArray().size(), 31);
    many.clear();
    QSet<QString> left;
    while (left.size() < 30) {
        const QJsonObject frame = anna->take(u"presence"_s);
        QVERIFY(!frame.isEmpty());
        for (const QJsonValue &name : frame.value("data"_L1).toObject().value("left"_L1).toArray())
            left.insert(name.toString());
    }
}

void TestLiveRooms::tellsPresenceAcrossGateways()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    RunningGateway second(*m_services);
    const auto anna = client(u"anna"_s);
    QVERIFY(!anna->take(u"presence"_s).isEmpty());
    auto bert = std::make_unique<LiveClient>(second, token(u"bert"_s));
    QVERIFY(bert->isGreeted());
    const QJsonObject frame = anna->take(u"presence"_s).value("data"_L1).toObject();
    QCOMPARE(frame.value("came"_L1).toArray(), QJsonArray{u"bert"_s});
    QCOMPARE(frame.value("online"_L1).toArray(), (QJsonArray{u"anna"_s, u"bert"_s}));
    const auto knowsBoth = [&] {
        const QJsonObject told = bert->take(u"presence"_s).value("data"_L1).toObject();
        return told.value("online"_L1).toArray().size() == 2;
    };
    QVERIFY(knowsBoth() || knowsBoth());
    bert.reset();
    QCOMPARE(anna->take(u"presence"_s).value("data"_L1).toObject().value("left"_L1).toArray(),
             QJsonArray{u"bert"_s});
}

void TestLiveRooms::saysAcrossGateways()
{
    m_services->calendar.addMember(m_family, id(u"bert"_s), u"bert"_s);
    RunningGateway second(*m_services);
    const auto anna = client(u"anna"_s);
    LiveClient bert(second, token(u"bert"_s));
    QVERIFY(bert.isGreeted());
    anna->send(u"message"_s, {{u"message"_s, u"Hello"_s}});
    QCOMPARE(bert.take(u"message"_s).value("data"_L1).toObject().value("message"_L1).toString(), u"Hello"_s);
    m_services->calendar.addEvent(m_family, u"Dinner"_s);
    QVERIFY(!bert.take(u"created_event"_s).isEmpty());
    QVERIFY(!anna->take(u"created_event"_s).isEmpty());
}

QTEST_GUILESS_MAIN(TestLiveRooms)
#include "tst_liverooms.moc"
