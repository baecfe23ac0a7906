#include "server/platform/memorybus.h"
#include "server/platform/redisbus.h"
#include "tests/server/platform/redisfixture.h"

#include <QTest>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace hearth::server;

namespace {

/// What a subscriber heard; from any thread.
class Heard {
public:
    std::function<void(const QByteArray &)> listener()
    {
        return [this](const QByteArray &payload) {
            const std::lock_guard lock(m_mutex);
            m_payloads.append(payload);
        };
    }
    QList<QByteArray> payloads() const
    {
        const std::lock_guard lock(m_mutex);
        return m_payloads;
    }

private:
    mutable std::mutex m_mutex;
    QList<QByteArray> m_payloads;
};

}

class TestBus final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void deliversByTopic();
    void endsWithTheSubscription();
    void listenersMayPublishAndEnd();
    void reachesOtherInstances();
    void tellsOfAGapAndOfLostMessages();
};

void TestBus::deliversByTopic()
{
    MemoryBus bus;
    Heard a;
    Heard b;
    const auto first = bus.subscribe("a", a.listener());
    const auto second = bus.subscribe("b", b.listener());
    bus.publish("a", "1");
    bus.publish("b", "2\0"_ba);
    bus.publish("c", "3");
    QCOMPARE(a.payloads(), QList<QByteArray>{"1"});
    QCOMPARE(b.payloads(), QList<QByteArray>{"2\0"_ba});
}

void TestBus::endsWithTheSubscription()
{
    MemoryBus bus;
    Heard heard;
    auto subscription = bus.subscribe("a", heard.listener());
    bus.publish("a", "1");
    subscription.reset();
    bus.publish("a", "2");
    QCOMPARE(heard.payloads(), QList<QByteArray>{"1"});
}

void TestBus::listenersMayPublishAndEnd()
{
    MemoryBus bus;
    Heard heard;
    const auto echo = bus.subscribe("b", heard.listener());
    int calls = 0;
    std::unique_ptr<Subscription> nested;
    const auto first = bus.subscribe("a", [&](const QByteArray &payload) {
        ++calls;
        bus.publish("b", payload);
        nested = bus.subscribe("c", [](const QByteArray &) {});
    });
    bus.publish("a", "x");
    QCOMPARE(calls, 1);
    QCOMPARE(heard.payloads(), QList<QByteArray>{"x"});
}

void TestBus::reachesOtherInstances()
{
    REQUIRE_REDIS()
    Metrics metrics;
    RedisClient first(testRedis());
    RedisClient second(testRedis());
    RedisBus here(first, testRedis(), metrics);
    RedisBus there(second, testRedis(), metrics);
    const QByteArray topic = freshKey();
    Heard heardHere;
    Heard heardThere;
    std::atomic<int> ready{0};
    const auto a = here.subscribe(topic, heardHere.listener(), [&ready] { ++ready; });
    auto b = there.subscribe(topic, heardThere.listener(), [&ready] { ++ready; });
    QTRY_VERIFY(ready.load() >= 2 && first.isConnected() && second.isConnected());
    const QByteArray payload = "bytes\0\n"_ba;
    here.publish(topic, payload);
    QTRY_COMPARE(heardHere.payloads(), QList<QByteArray>{payload});
    QTRY_COMPARE(heardThere.payloads(), QList<QByteArray>{payload});
    b.reset();
    there.publish(topic, "2");
    QTRY_COMPARE(heardHere.payloads(), (QList<QByteArray>{payload, "2"}));
    QCOMPARE(heardThere.payloads(), QList<QByteArray>{payload});
}

void TestBus::tellsOfAGapAndOfLostMessages()
{
    REQUIRE_REDIS()
    Metrics metrics;
    RedisAddress nowhere = testRedis();
    nowhere.port = 1;
    RedisClient publisher(nowhere);
    RedisBus bus(publisher, testRedis(), metrics);
    const QByteArray topic = freshKey();
    Heard heard;
    std::atomic<int> gaps{0};
    const auto subscription = bus.subscribe(topic, heard.listener(), [&gaps] { ++gaps; });
    QTRY_VERIFY(gaps.load() >= 1);
    bus.publish(topic, "own");
    QTRY_COMPARE(heard.payloads(), QList<QByteArray>{"own"});
    QVERIFY(metrics.serialise().contains("hearth_bus_lost_total 1"));

    // The server cuts the subscriber off: it comes back by itself and says that it was away.
    RedisClient killer(testRedis());
    QTRY_VERIFY(killer.isConnected());
    const int before = gaps.load();
    killer.command({"CLIENT", "KILL", "TYPE", "pubsub"}, [](const RedisReply &) {});
    QTRY_VERIFY(gaps.load() > before);
}

QTEST_GUILESS_MAIN(TestBus)
#include "tst_bus.moc"
