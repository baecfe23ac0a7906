#include "server/rpc/circuitbreaker.h"

#include <QTest>

using namespace hearth::server::rpc;
using hearth::shared::FixedClock;

class TestCircuitBreaker final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opensAfterFailuresInARow();
    void letsOneCallTryWhenThePauseIsOver();
    void anAbandonedTryMakesRoomForAnother();
};

void TestCircuitBreaker::opensAfterFailuresInARow()
{
    const FixedClock clock(0);
    CircuitBreaker breaker(clock, 3, std::chrono::seconds(2));
    breaker.failed();
    breaker.failed();
    breaker.succeeded();
    breaker.failed();
    breaker.failed();
    QVERIFY(breaker.mayCall());
    breaker.failed();
    QVERIFY(breaker.isOpen());
    QVERIFY(!breaker.mayCall());
    QCOMPARE(breaker.retryAfterSeconds(), 2);
}

void TestCircuitBreaker::letsOneCallTryWhenThePauseIsOver()
{
    FixedClock clock(0);
    CircuitBreaker breaker(clock, 1, std::chrono::seconds(2));
    breaker.failed();
    clock.advance(1999);
    QVERIFY(!breaker.mayCall());
    clock.advance(1);
    QVERIFY(breaker.mayCall());
    QVERIFY(!breaker.mayCall());
    breaker.failed();
    QVERIFY(!breaker.mayCall());
    clock.advance(2000);
    QVERIFY(breaker.mayCall());
    breaker.succeeded();
    QVERIFY(!breaker.isOpen());
    QVERIFY(breaker.mayCall());
}

void TestCircuitBreaker::anAbandonedTryMakesRoomForAnother()
{
    FixedClock clock(0);
    CircuitBreaker breaker(clock, 1, std::chrono::seconds(2));
    breaker.failed();
    clock.advance(2000);
    QVERIFY(breaker.mayCall());
    breaker.abandoned();
    QVERIFY(breaker.mayCall());
}

QTEST_GUILESS_MAIN(TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
