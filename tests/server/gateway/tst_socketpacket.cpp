#include "server/gateway/live/liveframe.h"
#include "server/gateway/live/websocketframe.h"
#include "server/gateway/socketio/enginepacket.h"
#include "server/gateway/socketio/socketpacket.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server::gateway;

/// The packets of Engine.IO 4 and Socket.IO 5, and one frame on every wire.
class TestSocketPacket : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsEnginePackets_data();
    void readsEnginePackets();
    void payloadsComeBack();
    void refusesPayloads_data();
    void refusesPayloads();
    void readsSocketPackets_data();
    void readsSocketPackets();
    void refusesSocketPackets_data();
    void refusesSocketPackets();
    void readsArguments_data();
    void readsArguments();
    void writesSocketPackets();
    void answers();
    void framesOnEveryWire();
    void encodesOnce();
};

void TestSocketPacket::readsEnginePackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("message") << "4hello"_ba << true;
    QTest::newRow("empty message") << "4"_ba << true;
    QTest::newRow("beyond ASCII") << "4\xe2\x82\xac"_ba << true;
    QTest::newRow("noop") << "6"_ba << true;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("unknown type") << "7"_ba << false;
    QTest::newRow("no digit") << "x"_ba << false;
    QTest::newRow("binary") << "bAQID"_ba << false;
    QTest::newRow("not UTF-8") << "4\xff"_ba << false;
    QTest::newRow("high byte") << "\xc3\xa4"_ba << false;
}

void TestSocketPacket::readsEnginePackets()
{
    QFETCH(QByteArray, text);
    const auto packet = parseEnginePacket(text);
    QTEST(packet.has_value(), "good");
    if (packet)
        QCOMPARE(enginePacket(packet->type, packet->data), text);
}

void TestSocketPacket::payloadsComeBack()
{
    const QByteArray body = enginePayload({"4a"_ba, "3"_ba, "4"_ba});
    QCOMPARE(body,
             "4a\x1e"
             "3\x1e"
             "4"_ba);
    const auto packets = parseEnginePayload(body);
    QVERIFY(packets);
    QCOMPARE(packets->size(), 3);
    QCOMPARE(packets->at(0).data, "a"_ba);
    QVERIFY(packets->at(1).type == EnginePacket::Type::Pong);
}

void TestSocketPacket::refusesPayloads_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("only separators") << QByteArray(100'000, '\x1e');
    QTest::newRow("one wrong among good ones") << "4a\x1e"
                                                  "9\x1e"
                                                  "4b"_ba;
    QTest::newRow("ends in a separator") << "4a\x1e"_ba;
    QTest::newRow("binary") << "4a\x1e"
                               "bAQID"_ba;
}

void TestSocketPacket::refusesPayloads()
{
    QFETCH(QByteArray, body);
    QVERIFY(!parseEnginePayload(body));
}

void TestSocketPacket::readsSocketPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("type");
    QTest::addColumn<QString>("space");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("connect") << "0"_ba << '0' << u"/"_s << QByteArray();
    QTest::newRow("connect with a token") << "0{\"token\":\"t\"}"_ba << '0' << u"/"_s << QByteArray();
    QTest::newRow("other namespace") << "0/admin,{}"_ba << '0' << u"/admin"_s << QByteArray();
    QTest::newRow("namespace alone") << "0/admin"_ba << '0' << u"/admin"_s << QByteArray();
    QTest::newRow("disconnect") << "1"_ba << '1' << u"/"_s << QByteArray();
    QTest::newRow("event") << "2[\"a\",{\"b\":1}]"_ba << '2' << u"/"_s << QByteArray();
    QTest::newRow("event with id") << "212[\"a\"]"_ba << '2' << u"/"_s << "12"_ba;
    QTest::newRow("event elsewhere") << "2/x,7[\"a\"]"_ba << '2' << u"/x"_s << "7"_ba;
    QTest::newRow("acknowledgement") << "31[]"_ba << '3' << u"/"_s << "1"_ba;
}

void TestSocketPacket::readsSocketPackets()
{
    QFETCH(QByteArray, text);
    const auto packet = parseSocketPacket(text);
    QVERIFY(packet);
    QTEST(static_cast<char>(packet->type), "type");
    QTEST(packet->space, "space");
    QTEST(packet->id, "id");
}

void TestSocketPacket::refusesSocketPackets_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("unknown type") << "7"_ba;
    QTest::newRow("no digit") << "["_ba;
    QTest::newRow("binary event") << "51-[\"a\",{\"_placeholder\":true,\"num\":0}]"_ba;
    QTest::newRow("binary acknowledgement") << "61-0[]"_ba;
    QTest::newRow("a server's refusal") << "4{\"message\":\"no\"}"_ba;
    QTest::newRow("event without data") << "2"_ba;
    QTest::newRow("event without a name") << "2[]"_ba;
    QTest::newRow("event with a number for a name") << "2[5]"_ba;
    QTest::newRow("event that is an object") << "2{\"a\":1}"_ba;
    QTest::newRow("cut short") << "2[\"a\""_ba;
    QTest::newRow("more behind it") << "2[\"a\"]x"_ba;
    QTest::newRow("too long an id") << "2" + QByteArray(16, '9') + "[\"a\"]";
    QTest::newRow("too long a namespace") << "0/" + QByteArray(200, 'a') + ",";
    QTest::newRow("too deep") << "2" + QByteArray(100'000, '[');
    QTest::newRow("connect with an array") << "0[]"_ba;
    QTest::newRow("connect with a string") << "0\"t\""_ba;
    QTest::newRow("disconnect with data") << "1{}"_ba;
    QTest::newRow("acknowledgement without id") << "3[]"_ba;
    QTest::newRow("acknowledgement without data") << "31"_ba;
}

void TestSocketPacket::refusesSocketPackets()
{
    QFETCH(QByteArray, text);
    QVERIFY(!parseSocketPacket(text));
}

void TestSocketPacket::readsArguments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("good");
    QTest::newRow("object") << "2[\"a\",{\"b\":1}]"_ba << true;
    QTest::newRow("none") << "2[\"a\"]"_ba << true;
    QTest::newRow("null") << "2[\"a\",null]"_ba << true;
    QTest::newRow("more than one") << "2[\"a\",{\"b\":1},2]"_ba << true;
    QTest::newRow("string") << "2[\"a\",\"b\"]"_ba << false;
    QTest::newRow("array") << "2[\"a\",[]]"_ba << false;
}

void TestSocketPacket::readsArguments()
{
    QFETCH(QByteArray, text);
    const auto packet = parseSocketPacket(text);
    QVERIFY(packet);
    QCOMPARE(requestOf(*packet).event, u"a"_s);
    QVERIFY(requestOf(*packet).id.isUndefined());
    const auto argument = argumentOf(*packet);
    QTEST(argument.ok(), "good");
    if (argument.ok() && text.contains('b'))
        QCOMPARE(argument->value("b"_L1).toInt(), 1);
}

void TestSocketPacket::writesSocketPackets()
{
    QCOMPARE(socketConnected("abc"), "40{\"sid\":\"abc\"}"_ba);
    QCOMPARE(socketRefused(u"/"_s, u"no"_s), "44{\"message\":\"no\"}"_ba);
    QCOMPARE(socketRefused(u"/admin"_s, u"no"_s), "44/admin,{\"message\":\"no\"}"_ba);
    QCOMPARE(socketDisconnect(), "41"_ba);
    QCOMPARE(socketEvent(u"presence"_s, "{\"data\":{}}"), "42[\"presence\",{\"data\":{}}]"_ba);
}

void TestSocketPacket::answers()
{
    const shared::LiveRequest asked{u"a"_s, {}, u"7"_s};
    QCOMPARE(socketAnswer(asked, true, {}), "437[{\"data\":{},\"ok\":true}]"_ba);
    const shared::LiveRequest unasked{u"a"_s, {}, QJsonValue(QJsonValue::Undefined)};
    QVERIFY(socketAnswer(unasked, true, {}).isEmpty());
    QCOMPARE(socketAnswer(unasked, false, {}), "42[\"error\",{\"data\":{},\"event\":\"a\",\"ok\":false}]"_ba);
    QVERIFY(LiveFrame::answer(unasked, true, {}).on(LiveWire::SocketIo).isEmpty());
}

void TestSocketPacket::framesOnEveryWire()
{
    const LiveFrame event = LiveFrame::notice(u"presence"_s, {{u"came"_s, QJsonArray{}}});
    QCOMPARE(event.on(LiveWire::WebSocket), textFrame("{\"event\":\"presence\",\"data\":{\"came\":[]}}"));
    const QByteArray packet = "42[\"presence\",{\"data\":{\"came\":[]}}]";
    QCOMPARE(event.on(LiveWire::SocketIo), textFrame(packet));
    QCOMPARE(event.on(LiveWire::SocketIoPolling), packet);
    const LiveFrame greeting = LiveFrame::notice(u"connect"_s, {});
    QCOMPARE(greeting.on(LiveWire::WebSocket), textFrame("{\"event\":\"connect\",\"data\":{}}"));
    QCOMPARE(greeting.on(LiveWire::SocketIoPolling), "42[\"connected\",{\"data\":{}}]"_ba);
    QCOMPARE(LiveFrame::ping().on(LiveWire::WebSocket), pingFrame());
    QCOMPARE(LiveFrame::ping().on(LiveWire::SocketIo), textFrame("2"));
    QCOMPARE(LiveFrame::ping().on(LiveWire::SocketIoPolling), "2"_ba);
    QCOMPARE(LiveFrame::error(u"no"_s).on(LiveWire::SocketIoPolling),
             "42[\"error\",{\"data\":{\"message\":\"no\"},\"ok\":false}]"_ba);
}

void TestSocketPacket::encodesOnce()
{
    const LiveFrame frame = LiveFrame::notice(u"presence"_s, {});
    const LiveFrame copy = frame;
    for (const LiveWire wire : {LiveWire::WebSocket, LiveWire::SocketIo, LiveWire::SocketIoPolling})
        QCOMPARE(copy.on(wire).constData(), frame.on(wire).constData());
}

QTEST_GUILESS_MAIN(TestSocketPacket)
#include "tst_socketpacket.moc"
