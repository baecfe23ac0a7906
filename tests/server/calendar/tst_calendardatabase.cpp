#include "server/calendar/calendarservice.h"
#include "shared/sql/database.h"
#include "tests/support/testdatabases.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::TestDatabase;
using server::calendar::prepareCalendarDatabase;
using shared::ErrorCode;

/// The calendar database's schema, and that the questions that are asked most are answered from an index.
class TestCalendarDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void preparesOnceAndAgain_data() { hearth::tests::addEngineRows(); }
    void preparesOnceAndAgain();
    void refusesANewerSchema_data() { hearth::tests::addEngineRows(); }
    void refusesANewerSchema();
    void saysWhyItCantBeReached();
    void hotQueriesUseTheirIndex_data();
    void hotQueriesUseTheirIndex();
};

void TestCalendarDatabase::preparesOnceAndAgain()
{
    FETCH_ENGINE(engine);
    TestDatabase database(engine);
    QVERIFY(prepareCalendarDatabase(database.url()));
    QVERIFY(prepareCalendarDatabase(database.url()));
}

void TestCalendarDatabase::refusesANewerSchema()
{
    FETCH_ENGINE(engine);
    TestDatabase database(engine);
    QVERIFY(prepareCalendarDatabase(database.url()));
    shared::Database later(database.url());
    later.ensureOpen();
    later.execute(u"INSERT INTO schema_version (version, name, applied_ms) VALUES (1000, 'later', 0)"_s);
    const auto prepared = prepareCalendarDatabase(database.url());
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().code, ErrorCode::PreconditionFailed);
}

void TestCalendarDatabase::saysWhyItCantBeReached()
{
    const auto url = shared::DatabaseUrl::parse(u"postgresql://somebody:hunter2@127.0.0.1:1/nothing"_s);
    QVERIFY(url);
    const auto prepared = prepareCalendarDatabase(*url);
    QVERIFY(!prepared);
    QCOMPARE(prepared.error().code, ErrorCode::Unavailable);
    QVERIFY(!prepared.error().message.contains("hunter2"_L1));
}

void TestCalendarDatabase::hotQueriesUseTheirIndex_data()
{
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("index");
    QTest::newRow("events of a range")
        << u"SELECT e.name FROM members m JOIN calendars c ON c.id = m.calendar_id AND c.deleted_ms IS NULL "
           "JOIN events e ON e.calendar_id = m.calendar_id AND e.state = 1 "
           "WHERE m.user_id = 'u' AND e.start_ms < 9 AND e.start_ms >= 1 AND e.end_ms > 2"_s
        << u"events_range"_s;
    QTest::newRow("calendars of a user")
        << u"SELECT calendar_id FROM members WHERE user_id = 'u'"_s << u"members_user"_s;
    QTest::newRow("a calendar by name")
        << u"SELECT id FROM calendars WHERE deleted_ms IS NULL AND name_key = 'k'"_s << u"calendars_name"_s;
    QTest::newRow("open sagas") << u"SELECT id FROM sagas WHERE state < 2 AND lease_until_ms <= 5"_s
                                << u"sagas_open"_s;
    QTest::newRow("old changes") << u"SELECT seq FROM changes WHERE at_ms < 5"_s << u"changes_at"_s;
}

void TestCalendarDatabase::hotQueriesUseTheirIndex()
{
    QFETCH(QString, question);
    QFETCH(QString, index);
    TestDatabase database(shared::Engine::Sqlite);
    QVERIFY(prepareCalendarDatabase(database.url()));
    shared::Database connection(database.url());
    connection.ensureOpen();
    auto query = connection.query("EXPLAIN QUERY PLAN "_L1 + question);
    query.run();
    QString plan;
    while (query.next())
        plan += query.text(3) + u'\n';
    QVERIFY2(plan.contains(index), qPrintable(plan));
    QVERIFY2(!plan.contains("SCAN"_L1), qPrintable(plan));
}

QTEST_GUILESS_MAIN(TestCalendarDatabase)
#include "tst_calendardatabase.moc"
