#include "client/sync/backoff.h"

#include <QTest>

using namespace hearth::client;
using namespace std::chrono_literals;

class TestBackoff : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToABound();
    void isNotTheSameForEverybody();
};

void TestBackoff::doublesUpToABound()
{
    SyncOptions options;
    options.seed = 7;
    Backoff backoff(options);
    auto whole = 1000ms;
    for (int i = 0; i < 200; ++i) {
        const auto delay = backoff.next();
        QVERIFY(delay >= whole / 2);
        QVERIFY(delay <= whole);
        whole = std::min(options.longestDelay, whole * 2);
    }
    backoff.reset();
    QVERIFY(backoff.next() <= 1000ms);
}

void TestBackoff::isNotTheSameForEverybody()
{
    SyncOptions options;
    options.seed = 1;
    Backoff one(options);
    Backoff same(options);
    options.seed = 2;
    Backoff other(options);
    QList<qint64> a, b, c;
    for (int i = 0; i < 8; ++i) {
        a.append(one.next().count());
        b.append(same.next().count());
        c.append(other.next().count());
    }
    QCOMPARE(a, b);
    QVERIFY(a != c);
}

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
