#include "server/gateway/live/presence.h"
#include "server/platform/memorybus.h"
#include "shared/base/clock.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using namespace hearth::server::gateway;

namespace {
/// A gateway's presence and what it has told.
struct Place {
    Place(server::Bus &bus, const QString &name)
        : presence(bus, name, std::chrono::milliseconds(20),
                   [this](shared::CalendarId, const LiveFrame &frame, bool onlyNew) {
                       const QByteArray &text = frame.on(LiveWire::WebSocket);
                       const QByteArray json = text.sliced(text.indexOf('{'));
                       frames.append(QJsonDocument::fromJson(json).object().value("data"_L1).toObject());
                       onlyForNew = onlyNew;
                   })
    {
    }
    QStringList last(QLatin1StringView name) const
    {
        QStringList names;
        for (const QJsonValue &each : frames.isEmpty() ? QJsonArray() : frames.last().value(name).toArray())
            names.append(each.toString());
        return names;
    }

    QList<QJsonObject> frames;
    bool onlyForNew = false;
    Presence presence;
};
}

class TestPresence : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gathers();
    void forgetsComingAndGoing();
    void secondSocketIsNoNews();
    void tellsOtherGateways();
    void forgetsGoneGateway();
    void survivesNonsense();

private:
    const shared::CalendarId m_room = shared::newId<shared::CalendarId>(shared::SystemClock());
};

void TestPresence::gathers()
{
    server::MemoryBus bus;
    Place place(bus, u"one"_s);
    for (int i = 0; i < 500; ++i)
        place.presence.came(m_room, u"member-%1"_s.arg(i));
    QTRY_COMPARE(place.frames.size(), 1);
    QCOMPARE(place.last("came"_L1).size(), 500);
    QCOMPARE(place.last("online"_L1).size(), 500);
    for (int i = 0; i < 499; ++i)
        place.presence.left(m_room, u"member-%1"_s.arg(i));
    QTRY_COMPARE(place.frames.size(), 2);
    QCOMPARE(place.last("left"_L1).size(), 499);
    QCOMPARE(place.last("online"_L1), QStringList(u"member-499"_s));
}

void TestPresence::forgetsComingAndGoing()
{
    server::MemoryBus bus;
    Place place(bus, u"one"_s);
    place.presence.came(m_room, u"anna"_s);
    QTRY_COMPARE(place.frames.size(), 1);
    place.presence.left(m_room, u"anna"_s);
    place.presence.came(m_room, u"anna"_s); // a reconnection within the window
    QTRY_COMPARE(place.frames.size(), 2);
    QVERIFY(place.onlyForNew);
    QCOMPARE(place.last("came"_L1), QStringList());
    QCOMPARE(place.last("left"_L1), QStringList());
}

void TestPresence::secondSocketIsNoNews()
{
    server::MemoryBus bus;
    Place place(bus, u"one"_s);
    place.presence.came(m_room, u"anna"_s);
    QTRY_COMPARE(place.frames.size(), 1);
    QVERIFY(!place.onlyForNew);
    place.presence.came(m_room, u"anna"_s);
    QTRY_COMPARE(place.frames.size(), 2);
    QVERIFY(place.onlyForNew);
    place.presence.left(m_room, u"anna"_s);
    place.presence.came(m_room, u"bert"_s);
    QTRY_COMPARE(place.frames.size(), 3);
    QCOMPARE(place.last("online"_L1), (QStringList{u"anna"_s, u"bert"_s}));
    QCOMPARE(place.last("left"_L1), QStringList());
}

void TestPresence::tellsOtherGateways()
{
    server::MemoryBus bus;
    Place one(bus, u"one"_s);
    Place two(bus, u"two"_s);
    one.presence.came(m_room, u"anna"_s);
    QTRY_COMPARE(one.last("online"_L1), QStringList(u"anna"_s));
    two.presence.came(m_room, u"bert"_s);
    QTRY_COMPARE(one.last("online"_L1), (QStringList{u"anna"_s, u"bert"_s}));
    QTRY_COMPARE(two.last("online"_L1), (QStringList{u"anna"_s, u"bert"_s}));
    one.presence.left(m_room, u"anna"_s);
    QTRY_COMPARE(two.last("left"_L1), QStringList(u"anna"_s));
}

void TestPresence::forgetsGoneGateway()
{
    server::MemoryBus bus;
    Place one(bus, u"one"_s);
    auto two = std::make_unique<Place>(bus, u"two"_s);
    one.presence.came(m_room, u"anna"_s);
    two->presence.came(m_room, u"bert"_s);
    QTRY_COMPARE(one.last("online"_L1), (QStringList{u"anna"_s, u"bert"_s}));
    two.reset();
    QTRY_COMPARE(one.last("left"_L1), QStringList(u"bert"_s));
}

void TestPresence::survivesNonsense()
{
    server::MemoryBus bus;
    Place place(bus, u"one"_s);
    place.presence.came(m_room, u"anna"_s);
    QTRY_COMPARE(place.frames.size(), 1);
    for (const QByteArray &payload :
         {"x"_ba, "{}"_ba, R"({"gateway":"two","rooms":[7,{"calendar":"x"}]})"_ba, "[]"_ba})
        bus.publish("hearth.presence"_ba, payload);
    place.presence.left(m_room, u"nobody"_s);
    place.presence.came(m_room, u"bert"_s);
    QTRY_COMPARE(place.last("online"_L1), (QStringList{u"anna"_s, u"bert"_s}));
}

QTEST_GUILESS_MAIN(TestPresence)
#include "tst_presence.moc"
