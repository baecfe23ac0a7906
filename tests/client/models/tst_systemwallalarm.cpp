#include "client/models/systemwallalarm.h"
#include "shared/base/clock.h"

#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;

class TestSystemWallAlarm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void ringsAtTheMoment();
    void ringsAtOnceForThePast();
    void theLaterMomentCounts();
    void clearedIsSilent();

private:
    SystemClock m_clock;
};

void TestSystemWallAlarm::ringsAtTheMoment()
{
    SystemWallAlarm alarm;
    QSignalSpy rang(&alarm, &WallAlarm::rang);
    const qint64 moment = m_clock.nowMs() + 30;
    alarm.setFor(moment);
    QVERIFY(rang.wait());
    QVERIFY(m_clock.nowMs() >= moment);
    QCOMPARE(rang.size(), 1);
}

void TestSystemWallAlarm::ringsAtOnceForThePast()
{
    SystemWallAlarm alarm;
    QSignalSpy rang(&alarm, &WallAlarm::rang);
    alarm.setFor(0);
    QVERIFY(rang.isEmpty());
    QVERIFY(rang.wait());
}

void TestSystemWallAlarm::theLaterMomentCounts()
{
    SystemWallAlarm alarm;
    QSignalSpy rang(&alarm, &WallAlarm::rang);
    alarm.setFor(m_clock.nowMs() + 10);
    const qint64 moment = m_clock.nowMs() + 60;
    alarm.setFor(moment);
    QVERIFY(rang.wait());
    QVERIFY(m_clock.nowMs() >= moment);
    QCOMPARE(rang.size(), 1);
}

/// Another one that is set for later tells that the moment has passed.
void TestSystemWallAlarm::clearedIsSilent()
{
    SystemWallAlarm alarm;
    SystemWallAlarm later;
    QSignalSpy rang(&alarm, &WallAlarm::rang);
    QSignalSpy passed(&later, &WallAlarm::rang);
    alarm.setFor(m_clock.nowMs() + 10);
    alarm.clear();
    later.setFor(m_clock.nowMs() + 30);
    QVERIFY(passed.wait());
    QVERIFY(rang.isEmpty());
}

QTEST_GUILESS_MAIN(TestSystemWallAlarm)
#include "tst_systemwallalarm.moc"
