#include "server/calendar/search/searchquestion.h"
#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using server::fromUtf8;
using shared::ErrorCode;
using shared::Role;

namespace {
/// A family's room, in which bob looks on.
struct Room {
    explicit Room(shared::Engine engine)
        : world(engine)
    {
        home = *world.createCalendar(u"ada"_s, u"Family"_s);
        if (!world.join(u"bob"_s, u"Family"_s))
            qFatal("bob can't join");
    }
    shared::Result<calendar::SearchResponse> find(const QString &who, const QString &text, int limit = 0,
                                                  const std::string &cursor = {})
    {
        calendar::SearchRequest request;
        request.set_text(text.toStdString());
        request.set_limit(limit);
        request.set_cursor(cursor);
        return tests::waitFor<calendar::SearchResponse>(
            [&](auto reply) { world.service().search().find(CalendarWorld::person(who), request, reply); });
    }
    /// What is found, by name or text, best first.
    QStringList names(const QString &who, const QString &text)
    {
        QStringList names;
        const auto found = find(who, text);
        if (!found)
            return {found.error().message};
        for (const auto &hit : found->hits())
            names.append(hit.has_event() ? fromUtf8(hit.event().draft().name())
                                         : fromUtf8(hit.message().text()));
        return names;
    }
    calendar::Event add(const QString &name, const QJsonObject &more = {})
    {
        QJsonObject draft = CalendarWorld::draft(name);
        for (auto it = more.begin(); it != more.end(); ++it)
            draft.insert(it.key(), it.value());
        return *world.createEvent(u"ada"_s, u"Family"_s, draft);
    }

    CalendarWorld world;
    calendar::Calendar home;
};
}

/// Search: what is found, by whom, in which order, and what no longer is.
class TestSearch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitsIntoWords_data();
    void splitsIntoWords();
    void asksForRoomsAndWords();
    void findsWithoutCaseAndAccents_data() { hearth::tests::addEngineRows(); }
    void findsWithoutCaseAndAccents();
    void putsTitlesFirst_data() { hearth::tests::addEngineRows(); }
    void putsTitlesFirst();
    void followsChanges_data() { hearth::tests::addEngineRows(); }
    void followsChanges();
    void showsOnlyWhatOneMaySee_data() { hearth::tests::addEngineRows(); }
    void showsOnlyWhatOneMaySee();
    void goesPageByPage_data() { hearth::tests::addEngineRows(); }
    void goesPageByPage();
    void refusesWhatIsNoQuestion_data() { hearth::tests::addEngineRows(); }
    void refusesWhatIsNoQuestion();
};

void TestSearch::splitsIntoWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("onSqlite");
    QTest::addColumn<QStringList>("onPostgreSql");
    QTest::newRow("case and accents")
        << u"Café ÜBUNG"_s << QStringList{u"café"_s, u"übung"_s} << QStringList{u"cafe"_s, u"ubung"_s};
    QTest::newRow("punctuation") << u"a-b, \"c\" OR (d)*"_s
                                 << QStringList{u"a"_s, u"b"_s, u"c"_s, u"or"_s, u"d"_s}
                                 << QStringList{u"a"_s, u"b"_s, u"c"_s, u"or"_s, u"d"_s};
    QTest::newRow("none") << u" *\"' "_s << QStringList{} << QStringList{};
    QTest::newRow("other scripts") << u"Ужин 晩ご飯"_s << QStringList{u"ужин"_s, u"晩ご飯"_s}
                                   << QStringList{u"ужин"_s, u"晩ご飯"_s};
    QTest::newRow("too many") << u"x "_s.repeated(100) << QStringList(12, u"x"_s) << QStringList(12, u"x"_s);
}

void TestSearch::splitsIntoWords()
{
    QFETCH(QString, text);
    QTEST(server::calendar::searchWords(text, shared::Engine::Sqlite), "onSqlite");
    QTEST(server::calendar::searchWords(text, shared::Engine::PostgreSql), "onPostgreSql");
}

void TestSearch::asksForRoomsAndWords()
{
    const auto id = shared::CalendarId{QUuid(u"01890a5d-ac96-774b-bcce-b302099a8057"_s)};
    using server::calendar::searchQuestion;
    QCOMPARE(searchQuestion({id}, u"At Ben"_s, shared::Engine::Sqlite),
             u"room:(\"01890a5dac96774bbcceb302099a8057\") AND \"at\" AND \"ben\" *"_s);
    QCOMPARE(searchQuestion({id}, u"Ben "_s, shared::Engine::Sqlite),
             u"room:(\"01890a5dac96774bbcceb302099a8057\") AND \"ben\""_s);
    QCOMPARE(searchQuestion({id}, u"b"_s, shared::Engine::Sqlite),
             u"room:(\"01890a5dac96774bbcceb302099a8057\") AND \"b\""_s);
    QCOMPARE(searchQuestion({}, u"Ben"_s, shared::Engine::Sqlite), QString());
    QCOMPARE(searchQuestion({id}, u"!"_s, shared::Engine::Sqlite), QString());
}

void TestSearch::findsWithoutCaseAndAccents()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.add(u"Déjeuner"_s, {{u"location"_s, u"Bäckerei Müller"_s}});
    room.add(u"Zahnarzt"_s, {{u"description"_s, u"Karte mitnehmen (wichtig!)"_s}});
    room.add(u"Ужин"_s);
    QCOMPARE(room.names(u"bob"_s, u"dejeuner"_s), QStringList{u"Déjeuner"_s});
    QCOMPARE(room.names(u"bob"_s, u"MULLER backerei"_s), QStringList{u"Déjeuner"_s});
    QCOMPARE(room.names(u"bob"_s, u"wicht"_s), QStringList{u"Zahnarzt"_s});
    QCOMPARE(room.names(u"bob"_s, u"wicht "_s), QStringList{});
    QCOMPARE(room.names(u"bob"_s, u"УЖИН"_s), QStringList{u"Ужин"_s});
    for (const QString &word : {u"чай"_s, u"Ёлка"_s, u"Αθήνα"_s, u"회의"_s, u"ガス"_s}) {
        room.add(word);
        QCOMPARE(room.names(u"bob"_s, word.toLower()), QStringList{word});
    }
    QVERIFY(room.world.post(u"ada"_s, u"Family"_s, u"Wer holt die Kinder?"_s));
    QCOMPARE(room.names(u"bob"_s, u"kinder"_s), QStringList{u"Wer holt die Kinder?"_s});
    QCOMPARE(room.names(u"bob"_s, u"kinder zahnarzt"_s), QStringList{});
}

void TestSearch::putsTitlesFirst()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.add(u"Shopping"_s, {{u"description"_s, u"a present for the birthday"_s}});
    room.add(u"Birthday"_s);
    room.add(u"Cake"_s, {{u"location"_s, u"Birthday House"_s}});
    QCOMPARE(room.names(u"bob"_s, u"birthday"_s), (QStringList{u"Birthday"_s, u"Cake"_s, u"Shopping"_s}));
    room.add(u"Visit"_s, {{u"participants"_s, QJsonArray{u"Grandma Zoë"_s}}});
    QCOMPARE(room.names(u"bob"_s, u"zoe"_s), QStringList{u"Visit"_s});
}

void TestSearch::followsChanges()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    const auto event = room.add(u"Dinner"_s);
    QVERIFY(room.world.updateEvent(u"ada"_s, event, {{u"event_name"_s, u"Supper"_s}}));
    QCOMPARE(room.names(u"bob"_s, u"dinner"_s), QStringList{});
    QCOMPARE(room.names(u"bob"_s, u"supper"_s), QStringList{u"Supper"_s});
    QVERIFY(room.world.deleteEvent(u"ada"_s, event));
    QCOMPARE(room.names(u"bob"_s, u"supper"_s), QStringList{});
    QVERIFY(room.world.restoreEvent(u"ada"_s, event));
    QCOMPARE(room.names(u"bob"_s, u"supper"_s), QStringList{u"Supper"_s});
}

void TestSearch::showsOnlyWhatOneMaySee()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    room.add(u"Surprise"_s, {{u"visibility"_s, u"private"_s}});
    room.add(u"Party"_s);
    QVERIFY(room.world.post(u"ada"_s, u"Family"_s, u"Party hats"_s));
    QCOMPARE(room.names(u"ada"_s, u"surprise"_s), QStringList{u"Surprise"_s});
    QCOMPARE(room.names(u"bob"_s, u"surprise"_s), QStringList{});
    QCOMPARE(room.names(u"eve"_s, u"party"_s), QStringList{});
    QVERIFY(room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Viewer));
    QCOMPARE(room.names(u"bob"_s, u"party"_s).size(), 2);
    QVERIFY(room.world.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Busy));
    QCOMPARE(room.names(u"bob"_s, u"party"_s), QStringList{});
    QVERIFY(room.world.leave(u"ada"_s, u"Family"_s, u"bob"_s));
    QCOMPARE(room.names(u"bob"_s, u"party"_s), QStringList{});
}

void TestSearch::goesPageByPage()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    for (int i = 0; i < 5; ++i)
        room.add(u"Lesson %1"_s.arg(i));
    QSet<QString> seen;
    std::string cursor;
    int pages = 0;
    do {
        const auto page = room.find(u"bob"_s, u"lesson"_s, 2, cursor);
        QVERIFY(page);
        for (const auto &hit : page->hits())
            seen.insert(fromUtf8(hit.event().draft().name()));
        cursor = page->next_cursor();
        ++pages;
    } while (!cursor.empty() && pages < 10);
    QCOMPARE(pages, 3);
    QCOMPARE(seen.size(), 5);
}

void TestSearch::refusesWhatIsNoQuestion()
{
    FETCH_ENGINE(engine);
    Room room(engine);
    QCOMPARE(room.find(u"bob"_s, u"  * "_s).error().reason, u"no_word"_s);
    QCOMPARE(room.find(u"bob"_s, u"x"_s, 0, "-1").error().reason, u"invalid_cursor"_s);
    QVERIFY(room.find(u"bob"_s, u"\" OR room:x ') AND NOT ( NEAR"_s));
    QVERIFY(room.find(u"bob"_s, QString(u"word "_s).repeated(10000)));
    QVERIFY(room.find(u"bob"_s, QString(QChar(0xd800)) + u"half"_s));
}

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
