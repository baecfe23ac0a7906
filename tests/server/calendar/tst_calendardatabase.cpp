#include "server/calendar/calendarservice.h"
#include "shared/sql/database.h"
#include "shared/sql/migrator.h"
#include "tests/support/testdatabases.h"

#include <QDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::TestDatabase;
using server::calendar::prepareCalendarDatabase;
using shared::ErrorCode;

namespace {
const QString kFolder = u":/migrations/calendar"_s;
const QString kCalendar = u"01890a5d-ac96-774b-bcce-b302099a8057"_s;
const QString kEvent = u"01890a5d-ac96-774b-bcce-b302099a8058"_s;
const QString kMessage = u"01890a5d-ac96-774b-bcce-b302099a8059"_s;
const QString kUser = u"01890a5d-ac96-774b-bcce-b302099a8060"_s;

int newestVersion()
{
    return static_cast<int>(QDir(kFolder + u"/sqlite"_s).entryList({u"*.sql"_s}, QDir::Files).size());
}

/// What a program of the first version may have written.
void writeRoom(shared::Database &database)
{
    database.execute(
        u"INSERT INTO calendars (id, name, name_key, password_hash, colour, time_zone, seq, "
        "version, created_ms, created_by) VALUES ('%1', 'Family', 'family', '', 'sky', 'UTC', 3, "
        "1, 5, '%2')"_s.arg(kCalendar, kUser));
    database.execute(u"INSERT INTO members (calendar_id, user_id, username, role, joined_ms) "
                     "VALUES ('%1', '%2', 'anna', 0, 5)"_s.arg(kCalendar, kUser));
    database.execute(
        u"INSERT INTO events (id, calendar_id, uid, state, version, name, all_day, start_ms, "
        "start_wall, start_zone, end_ms, end_wall, end_zone, location, description, colour, "
        "categories, status, participants, reminders, created_by, created_by_name, created_ms, "
        "updated_by_name, updated_ms) VALUES ('%1', '%2', 'uid-1', 1, 2, 'Dinner', 0, 1000, "
        "'1970-01-01T00:00:01', 'UTC', 2000, '1970-01-01T00:00:02', 'UTC', 'Kitchen', 'Soup', '', "
        "'', 0, '', '', '%3', 'anna', 5, 'anna', 5)"_s.arg(kEvent, kCalendar, kUser));
    database.execute(
        u"INSERT INTO messages (id, calendar_id, seq, user_id, username, text, at_ms) "
        "VALUES ('%1', '%2', 3, '%3', 'anna', 'Hello there', 7)"_s.arg(kMessage, kCalendar, kUser));
    database.execute(
        u"INSERT INTO changes (calendar_id, seq, kind, at_ms, actor, actor_name, entity, "
        "operation, fields, data) VALUES ('%1', 2, 0, 5, '%2', 'anna', '%3', '%3', '', '{}')"_s.arg(
            kCalendar, kUser, kEvent));
}

QStringList row(shared::Database &database, const QString &sql, int columns)
{
    auto query = database.query(sql);
    QStringList texts;
    if (query.run().next())
        for (int column = 0; column < columns; ++column)
            texts.append(query.text(column));
    return texts;
}
}

/// The calendar database's schema, and that the questions that are asked most are answered from an index.
class TestCalendarDatabase : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void preparesOnceAndAgain_data() { hearth::tests::addEngineRows(); }
    void preparesOnceAndAgain();
    void bothEnginesHaveTheSame();
    void keepsDataFromEveryVersion_data();
    void keepsDataFromEveryVersion();
    void refusesANewerSchema_data() { hearth::tests::addEngineRows(); }
    void refusesANewerSchema();
    void saysWhyItCantBeReached();
    void hotQueriesUseTheirIndex_data();
    void hotQueriesUseTheirIndex();
};

// The first look at a database brings the migrations in.
void TestCalendarDatabase::initTestCase()
{
    TestDatabase database(shared::Engine::Sqlite);
    QVERIFY(prepareCalendarDatabase(database.url()));
}

void TestCalendarDatabase::preparesOnceAndAgain()
{
    FETCH_ENGINE(engine);
    TestDatabase database(engine);
    QVERIFY(prepareCalendarDatabase(database.url()));
    QVERIFY(prepareCalendarDatabase(database.url()));
}

void TestCalendarDatabase::bothEnginesHaveTheSame()
{
    const auto files = [](const QString &engine) {
        return QDir(kFolder + engine).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    };
    QVERIFY(newestVersion() > 0);
    QCOMPARE(files(u"/postgresql"_s), files(u"/sqlite"_s));
}

void TestCalendarDatabase::keepsDataFromEveryVersion_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<int>("from");
    for (int from = 1; from <= newestVersion(); ++from) {
        QTest::addRow("sqlite from %d", from) << shared::Engine::Sqlite << from;
        QTest::addRow("postgresql from %d", from) << shared::Engine::PostgreSql << from;
    }
}

void TestCalendarDatabase::keepsDataFromEveryVersion()
{
    FETCH_ENGINE(engine);
    QFETCH(int, from);
    TestDatabase world(engine);
    {
        shared::Database database(world.url());
        QCOMPARE(*shared::Migrator(database, kFolder).migrateTo(from), from);
        writeRoom(database);
    }
    QVERIFY(prepareCalendarDatabase(world.url()));
    shared::Database database(world.url());
    database.ensureOpen();
    QCOMPARE(row(database, u"SELECT MAX(version) FROM schema_version"_s, 1),
             QStringList{QString::number(newestVersion())});
    QCOMPARE(row(database, u"SELECT name, seq, colour FROM calendars"_s, 3),
             (QStringList{u"Family"_s, u"3"_s, u"sky"_s}));
    QCOMPARE(row(database, u"SELECT username, role FROM members"_s, 2), (QStringList{u"anna"_s, u"0"_s}));
    QCOMPARE(row(database,
                 u"SELECT name, location, uid, start_ms, recurrence, visibility, floating, url, dav_name "
                 "FROM events"_s,
                 9),
             (QStringList{u"Dinner"_s, u"Kitchen"_s, u"uid-1"_s, u"1000"_s, QString(), u"0"_s, u"0"_s,
                          QString(), QString()}));
    QCOMPARE(row(database, u"SELECT text, username, mentions FROM messages WHERE event_id IS NULL"_s, 3),
             (QStringList{u"Hello there"_s, u"anna"_s, QString()}));
    QCOMPARE(row(database, u"SELECT seq, actor_name FROM changes"_s, 2), (QStringList{u"2"_s, u"anna"_s}));
    // What was there before search was can be searched for.
    QCOMPARE(row(database, u"SELECT COUNT(*) FROM search_documents"_s, 1), QStringList{u"2"_s});
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
