#include "server/platform/metrics.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server;

class TestMetrics final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sameNameAndLabelsAreTheSame();
    void histogramCounts();
    void watchedGaugeIsAskedUntilItEnds();
    void watchedCounterOnlyGrows();
    void emptyHandlesDoNothing();
};

void TestMetrics::sameNameAndLabelsAreTheSame()
{
    Metrics metrics;
    metrics.counter("a_total", "help", {{"k", "1"}}).increment();
    metrics.counter("a_total", "help", {{"k", "1"}}).increment(2);
    metrics.counter("a_total", "help", {{"k", "2"}}).increment();
    const QByteArray text = metrics.serialise();
    QVERIFY2(text.contains("a_total{k=\"1\"} 3"), text.constData());
    QVERIFY(text.contains("a_total{k=\"2\"} 1"));
    QVERIFY(text.contains("# TYPE a_total counter"));
}

void TestMetrics::histogramCounts()
{
    Metrics metrics;
    metrics.histogram("b_seconds", "help").observe(0.002);
    const QByteArray text = metrics.serialise();
    QVERIFY2(text.contains("b_seconds_bucket{le=\"0.0025\"} 1"), text.constData());
    QVERIFY(text.contains("b_seconds_count 1"));
}

void TestMetrics::watchedGaugeIsAskedUntilItEnds()
{
    Metrics metrics;
    int asked = 0;
    auto watch = metrics.watchGauge("c", "help", {}, [&asked] { return double(++asked); });
    QVERIFY(metrics.serialise().contains("c 1"));
    QVERIFY(metrics.serialise().contains("c 2"));
    watch.reset();
    QVERIFY(metrics.serialise().contains("c 0"));
    QCOMPARE(asked, 2);
}

void TestMetrics::watchedCounterOnlyGrows()
{
    Metrics metrics;
    double value = 3;
    auto watch = metrics.watchCounter("d_total", "help", {}, [&value] { return value; });
    QVERIFY(metrics.serialise().contains("d_total 3"));
    value = 5;
    QVERIFY(metrics.serialise().contains("d_total 5"));
    value = 4;
    QVERIFY(metrics.serialise().contains("d_total 5"));
    watch.reset();
    QVERIFY(metrics.serialise().contains("d_total 5"));
}

void TestMetrics::emptyHandlesDoNothing()
{
    Counter().increment();
    Gauge().set(1);
    Histogram().observe(1);
}

QTEST_GUILESS_MAIN(TestMetrics)
#include "tst_metrics.moc"
