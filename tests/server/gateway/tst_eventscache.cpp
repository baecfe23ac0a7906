#include "server/gateway/middleware/eventscache.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway;

class TestEventsCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsStored();
    void replaces();
    void forgetsTheLeastUsed();
    void keepsNothingWithoutRoom();
};

void TestEventsCache::keepsWhatIsStored()
{
    EventsCache cache(10'000);
    QVERIFY(!cache.find("anna"));
    cache.store("anna", {u"1"_s, "body"_ba});
    QCOMPARE(cache.find("anna")->revision, u"1"_s);
    QCOMPARE(cache.find("anna")->body, "body"_ba);
    QVERIFY(!cache.find("bert"));
}

void TestEventsCache::replaces()
{
    EventsCache cache(10'000);
    cache.store("anna", {u"1"_s, QByteArray(1000, 'x')});
    const qint64 large = cache.bytes();
    cache.store("anna", {u"2"_s, "small"_ba});
    QCOMPARE(cache.find("anna")->revision, u"2"_s);
    QCOMPARE(large - cache.bytes(), 995);
}

void TestEventsCache::forgetsTheLeastUsed()
{
    EventsCache cache(4'000);
    for (const QByteArray &key : {"a"_ba, "b"_ba, "c"_ba})
        cache.store(key, {u"1"_s, QByteArray(1000, 'x')});
    QVERIFY(cache.find("a")); // used again: b is the oldest now
    cache.store("d", {u"1"_s, QByteArray(1000, 'x')});
    QVERIFY(cache.bytes() <= 4'000);
    QVERIFY(!cache.find("b"));
    QVERIFY(cache.find("a") && cache.find("c") && cache.find("d"));
}

void TestEventsCache::keepsNothingWithoutRoom()
{
    EventsCache cache(0);
    cache.store("anna", {u"1"_s, "body"_ba});
    QVERIFY(!cache.find("anna"));
    QCOMPARE(cache.bytes(), 0);
    EventsCache small(2'000);
    small.store("anna", {u"1"_s, "body"_ba});
    small.store("anna", {u"2"_s, QByteArray(5'000, 'x')}); // too large: the old one is stale all the same
    QVERIFY(!small.find("anna"));
}

QTEST_GUILESS_MAIN(TestEventsCache)
#include "tst_eventscache.moc"
