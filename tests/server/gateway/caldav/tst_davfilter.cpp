#include "server/gateway/caldav/filterreader.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway::caldav;

/// What is read of a calendar-query's filter.
class TestDavFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("TZ", "Europe/Berlin"); }
    void readsFilters();
    void refusesFilters_data();
    void refusesFilters();
    void readsRanges_data();
    void readsRanges();

private:
    static hearth::shared::Result<hearth::calendar::ComponentFilter> read(const QByteArray &inside)
    {
        const auto root = parseXml("<filter xmlns='urn:ietf:params:xml:ns:caldav'>" + inside + "</filter>");
        return readFilter(*root);
    }
};

void TestDavFilter::readsFilters()
{
    const auto filter = read(
        "<comp-filter name='vcalendar'><comp-filter name='VEVENT'><time-range start='20261201T000000Z'/>"
        "<prop-filter name='summary'><text-match collation='i;octet' negate-condition='yes'>Din</text-match>"
        "<param-filter name='language'><is-not-defined/></param-filter></prop-filter>"
        "<comp-filter name='VALARM'><is-not-defined/></comp-filter></comp-filter></comp-filter>");
    QVERIFY(filter);
    QCOMPARE(filter->name(), "VCALENDAR");
    const auto &event = filter->components(0);
    QCOMPARE(event.name(), "VEVENT");
    QCOMPARE(event.range().start_ms(), 1'796'083'200'000);
    QVERIFY(!event.range().has_end_ms());
    const auto &summary = event.properties(0);
    QCOMPARE(summary.name(), "SUMMARY");
    QCOMPARE(summary.match().text(), "Din");
    QVERIFY(summary.match().exact_case() && summary.match().negate());
    QCOMPARE(summary.parameters(0).name(), "LANGUAGE");
    QVERIFY(summary.parameters(0).is_not_defined());
    QVERIFY(event.components(0).is_not_defined());
}

void TestDavFilter::refusesFilters_data()
{
    QTest::addColumn<QByteArray>("inside");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const QByteArray &inside, const QString &reason) {
        QTest::newRow(name) << inside << reason;
    };
    row("empty", "", u"unsupported_filter"_s);
    row("no VCALENDAR", "<comp-filter name='VEVENT'/>", u"unsupported_filter"_s);
    row("no name", "<comp-filter name='VCALENDAR'><comp-filter/></comp-filter>", u"unsupported_filter"_s);
    row("unknown", "<comp-filter name='VCALENDAR'><magic/></comp-filter>", u"unsupported_filter"_s);
    row("nested",
        QByteArray("<comp-filter name='VCALENDAR'>").repeated(9) + QByteArray("</comp-filter>").repeated(9),
        u"unsupported_filter"_s);
    row("collation",
        "<comp-filter name='VCALENDAR'><prop-filter name='X'><text-match collation='i;unicode-casemap'>x"
        "</text-match></prop-filter></comp-filter>",
        u"unsupported_collation"_s);
    row("range", "<comp-filter name='VCALENDAR'><time-range start='soon'/></comp-filter>",
        u"invalid_range"_s);
}

void TestDavFilter::refusesFilters()
{
    QFETCH(QByteArray, inside);
    QFETCH(QString, reason);
    const auto filter = read(inside);
    QVERIFY(!filter);
    QCOMPARE(filter.error().reason, reason);
}

void TestDavFilter::readsRanges_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::addColumn<bool>("open");
    QTest::addColumn<bool>("closed");
    QTest::newRow("both") << u"20261201T000000Z"_s << u"20261202T000000Z"_s << true << true;
    QTest::newRow("in an hour that Berlin does not have")
        << u"20260329T023000Z"_s << u"20260329T024500Z"_s << true << true;
    QTest::newRow("start") << u"20261201T000000Z"_s << QString() << true << false;
    QTest::newRow("end") << QString() << u"20261202T000000Z"_s << true << false;
    QTest::newRow("none") << QString() << QString() << false << false;
    QTest::newRow("turned round") << u"20261203T000000Z"_s << u"20261202T000000Z"_s << false << false;
    QTest::newRow("empty") << u"20261202T000000Z"_s << u"20261202T000000Z"_s << false << false;
    QTest::newRow("floating") << u"20261201T000000"_s << QString() << false << false;
    QTest::newRow("date") << u"20261201"_s << QString() << false << false;
    QTest::newRow("no date") << u"20261301T000000Z"_s << QString() << false << false;
}

void TestDavFilter::readsRanges()
{
    QFETCH(QString, start);
    QFETCH(QString, end);
    QFETCH(bool, open);
    QFETCH(bool, closed);
    XmlElement element;
    if (!start.isEmpty())
        element.attributes.emplace_back(u"start"_s, start);
    if (!end.isEmpty())
        element.attributes.emplace_back(u"end"_s, end);
    QCOMPARE(readRange(element).ok(), open);
    QCOMPARE(readClosedRange(element).ok(), closed);
}

QTEST_GUILESS_MAIN(TestDavFilter)
#include "tst_davfilter.moc"
