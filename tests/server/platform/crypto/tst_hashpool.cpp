#include "server/platform/hashpool.h"

#include <QTest>

#include <atomic>
#include <latch>

using hearth::server::HashPool;

class TestHashPool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsAtMostAsManyAsThreads()
    {
        std::atomic<int> running{0};
        std::atomic<int> most{0};
        {
            HashPool pool(2, 100);
            for (int i = 0; i < 100; ++i) {
                QVERIFY(pool.submit([&] {
                    const int now = ++running;
                    int known = most.load();
                    while (now > known && !most.compare_exchange_weak(known, now)) { }
                    --running;
                }));
            }
        }
        QVERIFY(most.load() >= 1);
        QVERIFY(most.load() <= 2);
    }

    void refusesBeyondTheBoundAndEndsDrained()
    {
        std::atomic<int> done{0};
        std::latch inside(1);
        std::latch goOn(1);
        {
            HashPool pool(1, 2);
            QVERIFY(pool.submit([&] {
                inside.count_down();
                goOn.wait();
                ++done;
            }));
            inside.wait();
            QVERIFY(pool.submit([&] { ++done; }));
            QVERIFY(pool.submit([&] { ++done; }));
            QVERIFY(!pool.submit([&] { ++done; }));
            goOn.count_down();
        }
        QCOMPARE(done.load(), 3);
    }
};

QTEST_GUILESS_MAIN(TestHashPool)
#include "tst_hashpool.moc"
