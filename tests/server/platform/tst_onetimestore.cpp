#include "server/platform/memoryonetimestore.h"
#include "server/platform/redisonetimestore.h"
#include "server/platform/sealing.h"
#include "tests/server/platform/redisfixture.h"

#include <QTcpServer>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace std::chrono_literals;
using hearth::shared::ErrorCode;
using hearth::shared::FixedClock;
using hearth::shared::Outcome;
using hearth::shared::Result;

namespace {
Outcome put(OneTimeStore &store, const QByteArray &key, const QByteArray &value,
            std::chrono::seconds lifetime = 60s)
{
    std::promise<Outcome> promise;
    store.put(key, value, lifetime, [&](const Outcome &outcome) { promise.set_value(outcome); });
    return promise.get_future().get();
}

Outcome look(OneTimeStore &store, const QByteArray &key)
{
    std::promise<Outcome> promise;
    store.look(key, [&](const Outcome &outcome) { promise.set_value(outcome); });
    return promise.get_future().get();
}

Result<QByteArray> take(OneTimeStore &store, const QByteArray &key)
{
    std::promise<Result<QByteArray>> promise;
    store.take(key, [&](const Result<QByteArray> &value) { promise.set_value(value); });
    return promise.get_future().get();
}

void givesOnce(OneTimeStore &store)
{
    const QByteArray key = freshKey();
    const QByteArray value("a\0b\r\n\xff", 6);
    QCOMPARE(look(store, key).error().code, ErrorCode::Gone);
    QVERIFY(put(store, key, value).ok());
    QVERIFY(look(store, key).ok());
    QVERIFY(look(store, key).ok());
    const auto taken = take(store, key);
    QVERIFY(taken.ok());
    QCOMPARE(*taken, value);
    QCOMPARE(take(store, key).error().code, ErrorCode::Gone);
    QCOMPARE(look(store, key).error().code, ErrorCode::Gone);
}
}

/// What can be taken once: by whom, how long, and how it is kept.
class TestOneTimeStore final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void memoryGivesOnce()
    {
        FixedClock clock(1'000'000);
        MemoryOneTimeStore store(clock);
        givesOnce(store);
    }
    void memoryForgets()
    {
        FixedClock clock(1'000'000);
        MemoryOneTimeStore store(clock);
        QVERIFY(put(store, "a", "1", 10s).ok());
        clock.advance(9'999);
        QVERIFY(look(store, "a").ok());
        clock.advance(1);
        QCOMPARE(look(store, "a").error().code, ErrorCode::Gone);
        QCOMPARE(take(store, "a").error().code, ErrorCode::Gone);
    }
    void memoryIsBounded()
    {
        FixedClock clock(1'000'000);
        MemoryOneTimeStore store(clock, 2);
        QVERIFY(put(store, "a", "1", 10s).ok());
        QVERIFY(put(store, "b", "2", 10s).ok());
        QCOMPARE(put(store, "c", "3", 10s).error().code, ErrorCode::Unavailable);
        clock.advance(10'000);
        QVERIFY(put(store, "c", "3", 10s).ok());
    }
    void redisGivesOnce()
    {
        REQUIRE_REDIS();
        RedisClient client(testRedis());
        QTRY_VERIFY(client.isConnected());
        RedisOneTimeStore store(client);
        givesOnce(store);
    }
    void redisIsShared()
    {
        REQUIRE_REDIS();
        RedisClient one(testRedis());
        RedisClient other(testRedis());
        QTRY_VERIFY(one.isConnected() && other.isConnected());
        RedisOneTimeStore here(one);
        RedisOneTimeStore there(other);
        const QByteArray key = freshKey();
        QVERIFY(put(here, key, "1").ok());
        QVERIFY(take(there, key).ok());
        QCOMPARE(take(here, key).error().code, ErrorCode::Gone);
    }
    void saysWhenRedisIsNotThere()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString url = u"redis://127.0.0.1:%1"_s.arg(closed.serverPort());
        closed.close();
        RedisClient client(RedisAddress::fromUrl(url));
        RedisOneTimeStore store(client);
        QCOMPARE(put(store, "a", "1").error().code, ErrorCode::Unavailable);
        QCOMPARE(look(store, "a").error().code, ErrorCode::Unavailable);
        QCOMPARE(take(store, "a").error().code, ErrorCode::Unavailable);
    }
    void sealsAndUnseals()
    {
        const QByteArray key(kSealKeyBytes, 'k');
        const QByteArray sealed = seal("secret", key);
        QVERIFY(!sealed.contains("secret"));
        QVERIFY(seal("secret", key) != sealed);
        QCOMPARE(*unseal(sealed, key), "secret"_ba);
        QVERIFY(!unseal(sealed, QByteArray(kSealKeyBytes, 'x')));
        for (qsizetype i = 0; i < sealed.size(); ++i) {
            QByteArray changed = sealed;
            changed[i] = char(changed[i] ^ 1);
            QVERIFY(!unseal(changed, key));
            QVERIFY(!unseal(sealed.first(i), key));
        }
    }
};

QTEST_GUILESS_MAIN(TestOneTimeStore)
#include "tst_onetimestore.moc"
