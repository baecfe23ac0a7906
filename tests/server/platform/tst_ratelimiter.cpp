#include "server/platform/redisratelimiter.h"
#include "tests/server/platform/redisfixture.h"

#include <QTcpServer>
#include <QTest>

#include <future>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using hearth::shared::FixedClock;

namespace {

/// Takes one and waits for the answer.
RateDecision takeFrom(RateLimiter &limiter, const QByteArray &key, RateLimit limit)
{
    std::promise<RateDecision> promise;
    limiter.take(key, limit, [&promise](RateDecision decision) { promise.set_value(decision); });
    return promise.get_future().get();
}

}

class TestRateLimiter final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesLimits();
    void allowsExactlyTheCountInAnyWindow();
    void refusedOnesDoNotCount();
    void keysAreApart();
    void forgetsTheOldestKeysBeyondItsBound();
    void survivesAClockSetBack();
    void redisAllowsExactlyTheCount();
    void redisWindowsAreShared();
    void redisWindowsEnd();
    void fallsBackWithoutRedis();
    void fallsBackWhenRedisHangs();
};

void TestRateLimiter::parsesLimits()
{
    QCOMPARE(RateLimit::parse(u"5/60"), (RateLimit{5, 60}));
    for (const QStringView bad : {u"", u"5", u"5/", u"/60", u"0/60", u"5/0", u"-5/60", u"5/60/1", u"5/86401"})
        QVERIFY(!RateLimit::parse(bad));
}

void TestRateLimiter::allowsExactlyTheCountInAnyWindow()
{
    FixedClock clock(1'000'000);
    MemoryRateLimiter limiter(clock);
    const RateLimit limit{5, 60};
    for (int i = 0; i < 5; ++i) {
        const RateDecision decision = limiter.take("a", limit);
        QVERIFY(decision.allowed);
        QCOMPARE(decision.remaining, 4 - i);
        clock.advance(1000);
    }
    RateDecision decision = limiter.take("a", limit);
    QVERIFY(!decision.allowed);
    QCOMPARE(decision.remaining, 0);
    QCOMPARE(decision.retryAfterSeconds, 55);
    clock.advance(54'999);
    QVERIFY(!limiter.take("a", limit).allowed);
    clock.advance(1);
    QVERIFY(limiter.take("a", limit).allowed);
    QVERIFY(!limiter.take("a", limit).allowed);
    clock.advance(60'000);
    QCOMPARE(limiter.take("a", limit).remaining, 4);
}

void TestRateLimiter::refusedOnesDoNotCount()
{
    FixedClock clock(1'000'000);
    MemoryRateLimiter limiter(clock);
    QVERIFY(limiter.take("a", {1, 10}).allowed);
    for (int i = 0; i < 9; ++i) {
        clock.advance(1000);
        QVERIFY(!limiter.take("a", {1, 10}).allowed);
    }
    clock.advance(1000);
    QVERIFY(limiter.take("a", {1, 10}).allowed);
}

void TestRateLimiter::keysAreApart()
{
    FixedClock clock(1'000'000);
    MemoryRateLimiter limiter(clock);
    QVERIFY(limiter.take("login:1", {1, 10}).allowed);
    QVERIFY(limiter.take("login:2", {1, 10}).allowed);
    QVERIFY(!limiter.take("login:1", {1, 10}).allowed);
}

void TestRateLimiter::forgetsTheOldestKeysBeyondItsBound()
{
    FixedClock clock(1'000'000);
    MemoryRateLimiter limiter(clock, 160);
    for (int i = 0; i < 10'000; ++i)
        limiter.take(QByteArray::number(i), {1, 86'400});
    int remembered = 0;
    for (int i = 0; i < 10'000; ++i)
        remembered += limiter.take(QByteArray::number(i), {1, 86'400}).allowed ? 0 : 1;
    QVERIFY(remembered <= 160);
    QVERIFY2(!limiter.take("9999", {1, 86'400}).allowed, "the latest is known");
}

void TestRateLimiter::survivesAClockSetBack()
{
    FixedClock clock(1'000'000);
    MemoryRateLimiter limiter(clock);
    QVERIFY(limiter.take("a", {1, 10}).allowed);
    clock.advance(-500'000);
    QVERIFY(limiter.take("a", {1, 10}).allowed);
}

void TestRateLimiter::redisAllowsExactlyTheCount()
{
    REQUIRE_REDIS()
    FixedClock clock(1'000'000);
    Metrics metrics;
    std::unique_ptr<RedisRateLimiter> limiter;
    RedisClient redis(testRedis());
    limiter = std::make_unique<RedisRateLimiter>(redis, clock, metrics);
    QTRY_VERIFY(redis.isConnected());
    const QByteArray key = freshKey();
    for (int i = 0; i < 5; ++i) {
        const RateDecision decision = takeFrom(*limiter, key, {5, 60});
        QVERIFY(decision.allowed);
        QCOMPARE(decision.remaining, 4 - i);
        QVERIFY(decision.resetSeconds > 55 && decision.resetSeconds <= 60);
    }
    const RateDecision refused = takeFrom(*limiter, key, {5, 60});
    QVERIFY(!refused.allowed);
    QVERIFY(refused.retryAfterSeconds > 55 && refused.retryAfterSeconds <= 60);
    QVERIFY2(metrics.serialise().contains("hearth_ratelimit_fallback_total 0"),
             metrics.serialise().constData());
}

void TestRateLimiter::redisWindowsAreShared()
{
    REQUIRE_REDIS()
    FixedClock clock(1'000'000);
    Metrics metrics;
    const QByteArray key = freshKey();
    std::vector<std::unique_ptr<RedisRateLimiter>> limiters;
    RedisClient first(testRedis());
    RedisClient second(testRedis());
    limiters.push_back(std::make_unique<RedisRateLimiter>(first, clock, metrics));
    limiters.push_back(std::make_unique<RedisRateLimiter>(second, clock, metrics));
    QTRY_VERIFY(first.isConnected() && second.isConnected());
    std::atomic<int> allowed{0};
    std::atomic<int> answered{0};
    for (size_t i = 0; i < 100; ++i)
        limiters[i % 2]->take(key, {7, 60}, [&allowed, &answered](RateDecision decision) {
            allowed += decision.allowed ? 1 : 0;
            ++answered;
        });
    QTRY_COMPARE(answered.load(), 100);
    QCOMPARE(allowed.load(), 7);
}

void TestRateLimiter::redisWindowsEnd()
{
    REQUIRE_REDIS()
    FixedClock clock(1'000'000);
    Metrics metrics;
    std::unique_ptr<RedisRateLimiter> limiter;
    RedisClient redis(testRedis());
    limiter = std::make_unique<RedisRateLimiter>(redis, clock, metrics);
    QTRY_VERIFY(redis.isConnected());
    const QByteArray key = freshKey();
    QVERIFY(takeFrom(*limiter, key, {1, 1}).allowed);
    QVERIFY(!takeFrom(*limiter, key, {1, 1}).allowed);
    bool allowed = false; // QTRY_VERIFY evaluates once more in the end
    QTRY_VERIFY(allowed || (allowed = takeFrom(*limiter, key, {1, 1}).allowed));
}

void TestRateLimiter::fallsBackWithoutRedis()
{
    QTcpServer unused; // a port where nobody answers
    QVERIFY(unused.listen(QHostAddress::LocalHost));
    const quint16 port = unused.serverPort();
    unused.close();
    FixedClock clock(1'000'000);
    Metrics metrics;
    std::unique_ptr<RedisRateLimiter> limiter;
    RedisClient redis({u"127.0.0.1"_s, port, {}, {}, 0});
    limiter = std::make_unique<RedisRateLimiter>(redis, clock, metrics);
    QVERIFY(takeFrom(*limiter, "a", {1, 60}).allowed);
    QVERIFY2(!takeFrom(*limiter, "a", {1, 60}).allowed, "limits stay limits");
    QVERIFY(metrics.serialise().contains("hearth_ratelimit_fallback_total 2"));
}

void TestRateLimiter::fallsBackWhenRedisHangs()
{
    QTcpServer silent; // takes connections and says nothing but one PONG
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    connect(&silent, &QTcpServer::newConnection, &silent, [&silent] {
        QTcpSocket *socket = silent.nextPendingConnection();
        socket->write("+PONG\r\n");
    });
    FixedClock clock(1'000'000);
    Metrics metrics;
    std::unique_ptr<RedisRateLimiter> limiter;
    RedisClient redis({u"127.0.0.1"_s, silent.serverPort(), {}, {}, 0});
    limiter = std::make_unique<RedisRateLimiter>(redis, clock, metrics);
    QTRY_VERIFY(redis.isConnected());
    std::atomic<int> answered{0};
    limiter->take("a", {1, 60}, [&answered](RateDecision) { ++answered; });
    QTRY_COMPARE(answered.load(), 1);
    QVERIFY(metrics.serialise().contains("hearth_ratelimit_fallback_total 1"));
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
