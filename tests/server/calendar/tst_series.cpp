#include "server/proto/convert.h"
#include "tests/server/calendar/seriesroom.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::SeriesRoom;
using shared::ErrorCode;

namespace {
const QString kWeekly = u"FREQ=WEEKLY;COUNT=5"_s; // the clocks change between the fourth and the fifth

QString rule(const calendar::Event &event) { return server::fromUtf8(event.draft().recurrence()); }

QStringList choirs(const QStringList &starts)
{
    QStringList lines;
    for (const QString &start : starts)
        lines.append(start + u" Choir"_s);
    return lines;
}
}

/// Series: how they are read, and edited by one, by the following ones and as a whole.
class TestSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void expandsAWindow_data() { hearth::tests::addEngineRows(); }
    void expandsAWindow();
    void pagesExactly_data() { hearth::tests::addEngineRows(); }
    void pagesExactly();
    void refuses_data() { hearth::tests::addEngineRows(); }
    void refuses();
    void changesOne_data() { hearth::tests::addEngineRows(); }
    void changesOne();
    void cancelsOne_data() { hearth::tests::addEngineRows(); }
    void cancelsOne();
    void changesAll_data() { hearth::tests::addEngineRows(); }
    void changesAll();
    void changesFollowing_data() { hearth::tests::addEngineRows(); }
    void changesFollowing();
    void removes_data() { hearth::tests::addEngineRows(); }
    void removes();
    void aChangedFirstStaysOne_data() { hearth::tests::addEngineRows(); }
    void aChangedFirstStaysOne();
    void restoresTogether_data() { hearth::tests::addEngineRows(); }
    void restoresTogether();
    void floats_data() { hearth::tests::addEngineRows(); }
    void floats();
    void versionsAndMerges_data() { hearth::tests::addEngineRows(); }
    void versionsAndMerges();
    void splitsLoseNothing_data();
    void splitsLoseNothing();
};

void TestSeries::expandsAWindow()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    room.addSeries(kWeekly);
    QCOMPARE(room.autumn(),
             choirs({u"2027-10-05T17:00:00Z"_s, u"2027-10-12T17:00:00Z"_s, u"2027-10-19T17:00:00Z"_s,
                     u"2027-10-26T17:00:00Z"_s, u"2027-11-02T18:00:00Z"_s}));
    const auto november = room.page(u"2027-11-01"_s, u"2027-12-01"_s);
    QCOMPARE(november->events_size(), 1);
    const calendar::Event &last = november->events(0);
    QCOMPARE(last.original_start().wall(), "2027-11-02T19:00:00");
    QCOMPARE(last.draft().end().wall(), "2027-11-02T20:00:00");
    QCOMPARE(last.draft().end().utc_ms() - last.draft().start().utc_ms(), 3'600'000);
    QCOMPARE(room.page(u"2027-11-01"_s, u"2027-12-01"_s, 0, {}, true)->events_size(), 0);
    QCOMPARE(room.page(u"2027-10-01"_s, u"2027-12-01"_s, 0, {}, true)->events_size(), 1);
    QCOMPARE(room.list(u"2027-12-01"_s, u"2028-12-01"_s), QStringList());
    // Without a window: what is stored.
    QCOMPARE(room.world.events(u"bob"_s)->events_size(), 1);
    QCOMPARE(room.rows(u"events WHERE series_end_ms = 1825182000000"_s), 1);
}

void TestSeries::pagesExactly()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    room.addSeries(u"FREQ=DAILY"_s);
    room.add(SeriesRoom::series(u"FREQ=HOURLY;INTERVAL=5"_s, u"Pill"_s));
    QJsonObject camp = SeriesRoom::series(u"FREQ=WEEKLY"_s, u"Camp"_s);
    camp.insert(u"event_end"_s, u"2027-10-25T20:00:00"_s);
    room.add(camp);
    QJsonObject single = SeriesRoom::series({}, u"Fair"_s);
    single.remove(u"recurrence"_s);
    room.add(single);
    const QStringList all = room.autumn();
    QVERIFY(all.size() > 300);
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), all.size());
    for (const int limit : {1, 2, 7, 100})
        QCOMPARE(room.list(u"2027-10-01"_s, u"2027-12-01"_s, limit), all);
}

void TestSeries::refuses()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto create = [&](const QString &text) {
        return room.world.createEvent(u"ada"_s, u"Family"_s, SeriesRoom::series(text)).error();
    };
    QCOMPARE(create(u"FREQ=SOMETIMES"_s).reason, u"invalid_rule"_s);
    QCOMPARE(create(u"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"_s).reason, u"never_matches"_s);
    QCOMPARE(create(u"RSCALE=HEBREW;FREQ=YEARLY"_s).reason, u"rscale_unsupported"_s);
    const auto event = room.addSeries(kWeekly);
    QCOMPARE(room.list(u"2027-01-01"_s, u"2033-01-01"_s), QStringList{u"window_too_long"_s});
    const QJsonObject patch{{u"location"_s, u"Hall"_s}};
    QCOMPARE(room.edit(event, patch, u"this"_s).error().reason, u"occurrence_missing"_s);
    QCOMPARE(room.edit(event, patch, u"that"_s).error().reason, u"invalid_scope"_s);
    QCOMPARE(room.edit(event, patch, u"this"_s, u"2027-10-06T19:00:00"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(room.remove(event, u"following"_s, u"2027-10-06T19:00:00"_s).error().code, ErrorCode::NotFound);
    QCOMPARE(room.edit(event, {{u"recurrence"_s, QJsonArray{u"RRULE:FREQ=DAILY"_s}}}, u"this"_s,
                       u"2027-10-12T19:00:00"_s)
                 .error()
                 .reason,
             u"recurrence_of_one"_s);
    QCOMPARE(room.autumn().size(), 5);
}

void TestSeries::changesOne()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    const auto moved = room.edit(event,
                                 {{u"event_start"_s, u"2027-10-13T20:00:00"_s},
                                  {u"event_end"_s, u"2027-10-13T21:00:00"_s},
                                  {u"event_name"_s, u"Concert"_s}},
                                 u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY2(moved.ok(), moved ? "" : qPrintable(moved.error().message));
    QVERIFY(moved->id() != event.id());
    QCOMPARE(moved->series_id(), event.id());
    QCOMPARE(moved->uid(), event.uid());
    QCOMPARE(moved->original_start().wall(), "2027-10-12T19:00:00");
    QVERIFY(moved->draft().recurrence().empty());
    QStringList lines = room.autumn();
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[1], u"2027-10-13T18:00:00Z Concert"_s);
    // Again, by the series' id and by its own.
    const auto again = room.edit(event, {{u"location"_s, u"Hall"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QCOMPARE(again->id(), moved->id());
    QVERIFY(room.edit(*moved, {{u"event_name"_s, u"Festival"_s}}));
    lines = room.autumn();
    QCOMPARE(lines.size(), 5);
    QCOMPARE(lines[1], u"2027-10-13T18:00:00Z Festival"_s);
    QCOMPARE(room.rows(u"events"_s), 2);
    QCOMPARE(room.world.auth.events(), 2);
}

void TestSeries::cancelsOne()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    QVERIFY(room.edit(event, {{u"status"_s, u"cancelled"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    QCOMPARE(room.autumn().size(), 4);
    QVERIFY(!room.autumn().contains(u"2027-10-12T17:00:00Z Choir"_s));
}

void TestSeries::changesAll()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(u"FREQ=WEEKLY;BYDAY=TU;COUNT=5"_s);
    QVERIFY(room.remove(event, u"this"_s, u"2027-10-19T19:00:00"_s));
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    QVERIFY(room.edit(
        event, {{u"event_start"_s, u"2027-10-28T10:00:00"_s}, {u"event_end"_s, u"2027-10-28T11:00:00"_s}},
        u"this"_s, u"2027-10-26T19:00:00"_s));
    // Wednesday at eight instead, told of the last one, on the other side of the change of the clocks.
    const auto changed = room.edit(event,
                                   {{u"event_start"_s, u"2027-11-03T20:00:00"_s},
                                    {u"event_end"_s, u"2027-11-03T22:00:00"_s},
                                    {u"location"_s, u"Hall"_s}},
                                   u"all"_s, u"2027-11-02T19:00:00"_s);
    QVERIFY2(changed.ok(), changed ? "" : qPrintable(changed.error().message));
    QCOMPARE(changed->id(), event.id());
    QCOMPARE(changed->draft().start().wall(), "2027-10-06T20:00:00");
    QCOMPARE(rule(*changed), u"RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=WE\nEXDATE:20271020T200000"_s);
    QCOMPARE(room.autumn(),
             QStringList({u"2027-10-06T18:00:00Z Choir"_s, u"2027-10-13T18:00:00Z Concert"_s,
                          u"2027-10-28T08:00:00Z Choir"_s, u"2027-11-03T19:00:00Z Choir"_s}));
    const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    for (const calendar::Event &each : page->events())
        QCOMPARE(each.draft().location(), "Hall");
    QCOMPARE(page->events(1).original_start().wall(), "2027-10-13T20:00:00");
    QCOMPARE(page->events(2).original_start().wall(), "2027-10-27T20:00:00");
    // Another rule loses no changed instance.
    QVERIFY(room.edit(event, {{u"recurrence"_s, QJsonArray{u"RRULE:FREQ=MONTHLY;COUNT=2"_s}}}));
    QCOMPARE(room.autumn().size(), 4);
    QVERIFY(room.autumn().contains(u"2027-10-13T18:00:00Z Concert"_s));
}

void TestSeries::changesFollowing()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Early"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s));
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Late"_s}}, u"this"_s, u"2027-10-26T19:00:00"_s));
    const auto rest = room.edit(event,
                                {{u"event_start"_s, u"2027-10-19T20:30:00"_s},
                                 {u"event_end"_s, u"2027-10-19T21:30:00"_s},
                                 {u"description"_s, u"New hall"_s}},
                                u"following"_s, u"2027-10-19T19:00:00"_s);
    QVERIFY2(rest.ok(), rest ? "" : qPrintable(rest.error().message));
    QVERIFY(rest->id() != event.id() && rest->uid() != event.uid());
    QCOMPARE(rule(*rest), u"RRULE:FREQ=WEEKLY;COUNT=3"_s);
    QCOMPARE(room.autumn(),
             QStringList({u"2027-10-05T17:00:00Z Choir"_s, u"2027-10-12T17:00:00Z Early"_s,
                          u"2027-10-19T18:30:00Z Choir"_s, u"2027-10-26T18:30:00Z Late"_s,
                          u"2027-11-02T19:30:00Z Choir"_s}));
    const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    QCOMPARE(page->events(1).series_id(), event.id());
    QCOMPARE(page->events(3).series_id(), rest->id());
    QCOMPARE(page->events(3).uid(), rest->uid());
    QCOMPARE(page->events(3).draft().description(), "New hall");
    // From the first on is all.
    const auto all = room.edit(event, {{u"location"_s, u"Hall"_s}}, u"following"_s, u"2027-10-05T19:00:00"_s);
    QCOMPARE(all->id(), event.id());
    QCOMPARE(room.rows(u"events WHERE state = 1"_s), 4);
}

void TestSeries::removes()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    const auto early = room.edit(event, {{u"event_name"_s, u"Early"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Late"_s}}, u"this"_s, u"2027-11-02T19:00:00"_s));
    // A changed instance by its own id: neither it nor what it stood for is left.
    QVERIFY(room.remove(*early));
    QCOMPARE(room.autumn().size(), 4);
    QVERIFY(!room.autumn().join(u' ').contains(u"2027-10-12"_s));
    const auto cut = room.remove(event, u"following"_s, u"2027-10-26T19:00:00"_s);
    QVERIFY2(cut.ok(), cut ? "" : qPrintable(cut.error().message));
    QCOMPARE(room.autumn(), choirs({u"2027-10-05T17:00:00Z"_s, u"2027-10-19T17:00:00Z"_s}));
    QCOMPARE(room.world.auth.events(), 1);
    QVERIFY(room.remove(event, u"this"_s, u"2027-10-05T19:00:00"_s));
    QVERIFY(!room.remove(event, u"this"_s, u"2027-10-05T19:00:00"_s));
    // With the last one everything goes.
    QVERIFY(room.remove(event, u"this"_s, u"2027-10-19T19:00:00"_s)->deleted());
    QCOMPARE(room.autumn(), QStringList());
    QCOMPARE(room.world.auth.events(), 0);
}

// The first occurrence was changed and is all that is left before the cut.
void TestSeries::aChangedFirstStaysOne()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(u"FREQ=WEEKLY;COUNT=3"_s);
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, u"2027-10-05T19:00:00"_s));
    const auto rest =
        room.edit(event, {{u"location"_s, u"Hall"_s}}, u"following"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY2(rest.ok(), rest ? "" : qPrintable(rest.error().message));
    QCOMPARE(room.autumn(),
             (QStringList{u"2027-10-05T17:00:00Z Concert"_s, u"2027-10-12T17:00:00Z Choir"_s,
                          u"2027-10-19T17:00:00Z Choir"_s}));
}

void TestSeries::restoresTogether()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    const auto early = room.edit(event, {{u"event_name"_s, u"Early"_s}}, u"this"_s, u"2027-10-12T19:00:00"_s);
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Late"_s}}, u"this"_s, u"2027-11-02T19:00:00"_s));
    QVERIFY(room.remove(*early));
    const QStringList before = room.autumn();
    room.world.clock.advance(1000);
    QVERIFY(room.remove(event)->deleted());
    QCOMPARE(room.autumn(), QStringList());
    QCOMPARE(room.rows(u"events WHERE state = 2"_s), 3);
    QVERIFY(room.world.restoreEvent(u"bob"_s, event));
    QCOMPARE(room.autumn(), before);
    QCOMPARE(room.rows(u"events WHERE state = 2"_s), 1); // what went before stays there
    QCOMPARE(room.world.auth.events(), 2);
}

void TestSeries::floats()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    QJsonObject draft = SeriesRoom::series(kWeekly, u"Pill"_s);
    draft.insert(u"floating"_s, true);
    draft.insert(u"event_start"_s, u"2027-10-05T00:00:00Z"_s);
    draft.insert(u"event_end"_s, u"2027-10-05T01:00:00Z"_s);
    draft.insert(u"start_local"_s, u"2027-10-05T08:00:00"_s);
    draft.insert(u"end_local"_s, u"2027-10-05T08:30:00"_s);
    const auto event = room.add(draft);
    QCOMPARE(shared::formatUtc(event.draft().start().utc_ms()), u"2027-10-05T06:00:00Z"_s);
    QVERIFY(event.draft().start().zone().empty());
    QCOMPARE(room.autumn().last(), u"2027-11-02T07:00:00Z Pill"_s);
    const auto last = room.page(u"2027-11-01"_s, u"2027-12-01"_s);
    QCOMPARE(last->events(0).draft().end().wall(), "2027-11-02T08:30:00");
}

void TestSeries::versionsAndMerges()
{
    FETCH_ENGINE(engine);
    SeriesRoom room(engine);
    const auto event = room.addSeries(kWeekly);
    const qint64 seen = event.version();
    const QString second = u"2027-10-12T19:00:00"_s;
    QVERIFY(room.edit(event, {{u"location"_s, u"Hall"_s}}, u"all"_s, {}, seen));
    const auto stale = room.edit(event, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, second, seen);
    QCOMPARE(stale.error().code, ErrorCode::PreconditionFailed);
    QVERIFY(stale.error().details.contains("Hall"));
    QCOMPARE(room.remove(event, u"this"_s, second, seen).error().code, ErrorCode::PreconditionFailed);
    // Different things meet nowhere; the same do.
    QVERIFY(room.edit(event, {{u"event_name"_s, u"Concert"_s}}, u"this"_s, second, 0, seen));
    const auto met = room.edit(event, {{u"location"_s, u"Yard"_s}}, u"following"_s, u"2027-10-19T19:00:00"_s,
                               0, seen, u"bob"_s);
    QCOMPARE(met.error().reason, u"conflict"_s);
    // A new rule and other times are one thing.
    const qint64 now = room.world.events(u"bob"_s)->events(0).version();
    QVERIFY(room.edit(event, {{u"recurrence"_s, QJsonArray{u"RRULE:FREQ=DAILY;COUNT=5"_s}}}));
    QCOMPARE(
        room.edit(event, {{u"event_end"_s, u"2027-10-05T21:00:00"_s}}, u"all"_s, {}, 0, now).error().reason,
        u"conflict"_s);
    QVERIFY(room.edit(event, {{u"description"_s, u"With cake"_s}}, u"all"_s, {}, 0, now));
}

void TestSeries::splitsLoseNothing_data()
{
    QTest::addColumn<shared::Engine>("engine");
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 12; ++seed)
        QTest::addRow("sqlite %u", seed) << shared::Engine::Sqlite << seed;
    for (quint32 seed = 13; seed <= 16; ++seed)
        QTest::addRow("postgresql %u", seed) << shared::Engine::PostgreSql << seed;
}

// Whatever was changed or taken out before: a split and edits of its parts in any order keep every start.
void TestSeries::splitsLoseNothing()
{
    FETCH_ENGINE(engine);
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    static const QStringList kRules{u"FREQ=WEEKLY;COUNT=9"_s,
                                    u"FREQ=DAILY;INTERVAL=3;UNTIL=20271120T225959Z"_s,
                                    u"FREQ=WEEKLY;BYDAY=TU,FR"_s, u"FREQ=MONTHLY;BYDAY=1TU,-1FR"_s,
                                    u"FREQ=DAILY;BYDAY=MO,TU,WE;COUNT=20"_s};
    SeriesRoom room(engine);
    const auto event = room.addSeries(kRules.at(random.bounded(int(kRules.size()))));
    const auto page = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    QStringList walls;
    for (const calendar::Event &each : page->events())
        walls.append(server::fromUtf8(each.original_start().wall()));
    const auto any = [&](int first) { return walls.at(first + random.bounded(int(walls.size()) - first)); };
    for (int i = 0; i < 3; ++i)
        (void)room.edit(event, {{u"description"_s, u"x"_s}}, u"this"_s, any(1));
    (void)room.remove(event, u"this"_s, any(1));
    const QStringList before = room.autumn();
    const QString cut = any(1);
    const auto rest = room.edit(event, {{u"location"_s, u"Hall"_s}}, u"following"_s, cut);
    if (!rest) { // it was the one that was removed
        QCOMPARE(rest.error().reason, u"no_such_occurrence"_s);
        return;
    }
    QCOMPARE(room.autumn(), before);
    const auto after = room.page(u"2027-10-01"_s, u"2027-12-01"_s);
    for (const calendar::Event &each : after->events()) {
        // A rest of one occurrence is no series any more.
        const auto &place = each.has_original_start() ? each.original_start() : each.draft().start();
        QCOMPARE(each.draft().location() == "Hall", server::fromUtf8(place.wall()) >= cut);
    }
    const qint64 base = rest->version();
    const QList<QJsonObject> patches{{{u"description"_s, u"y"_s}}, {{u"url"_s, u"https://example.org"_s}}};
    const int first = random.bounded(2);
    QVERIFY(room.edit(*rest, patches[first], u"all"_s, {}, 0, base));
    QVERIFY(room.edit(*rest, patches[1 - first], u"all"_s, {}, 0, base, u"bob"_s));
    QCOMPARE(room.autumn(), before);
}

QTEST_GUILESS_MAIN(TestSeries)
#include "tst_series.moc"
