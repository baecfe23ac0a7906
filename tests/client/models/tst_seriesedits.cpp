// Edits of occurrences with their scope, as the app shows them, and their undoing.
#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "tests/client/models/events.h"

#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
const QTimeZone kVienna("Europe/Vienna");

ZonedTime at(const QString &wall)
{
    return fromWall(QDateTime::fromString(wall + u'Z', Qt::ISODate), kVienna);
}

/// Applies what is done to the index, as the replica does.
class IndexSink final : public ChangeSink {
public:
    IndexSink(EventIndex &index, const CalendarList &calendars)
        : m_index(index)
        , m_calendars(calendars)
    {
    }
    void create(const Event &event) override { put(event); }
    void change(const Event &, const Event &after) override { put(after); }
    void restore(const Event &event) override { put(event); }
    void remove(const Event &event) override { m_index.remove(event.id); }
    void changeSeries(const SeriesChoice &choice, const Event &before, const Event &after) override
    {
        apply(m_index, SeriesView(m_index, m_calendars).changed(choice, before, after));
    }
    void removeSeries(const SeriesChoice &choice) override
    {
        apply(m_index, SeriesView(m_index, m_calendars).removed(choice));
    }

private:
    void put(const Event &event)
    {
        EventItem item;
        static_cast<Event &>(item) = event;
        m_index.put(item);
    }

    EventIndex &m_index;
    const CalendarList &m_calendars;
};
}

class TestSeriesEdits : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void changes_data();
    void changes();
    void removals_data();
    void removals();
    void undoKeepsWhatOthersDidMeanwhile();
    void anotherRuleOfOneIsLeftOut();
    void anInstanceAfterTheCutSurvivesUndo();
    void aChangedFirstOneIsAllThatIsLeftOfTheHead();

private:
    EventId occurrence(int day) const
    {
        return m_index->occurrences(QDate(2027, 10, day), QDate(2027, 10, day)).first().id;
    }
    /// The draft of that occurrence, an hour later.
    EventDraft later(int day) const
    {
        EventDraft draft = *m_index->find(occurrence(day));
        draft.start = fromUtc(draft.start.utcMs + 3'600'000, kVienna);
        draft.end = fromUtc(draft.end.utcMs + 3'600'000, kVienna);
        return draft;
    }
    /// "5 19:00" for each occurrence of October 2027.
    QString shown() const;

    std::unique_ptr<EventIndex> m_index;
    std::unique_ptr<CalendarList> m_calendars;
    std::unique_ptr<IndexSink> m_sink;
    std::unique_ptr<CalendarEditor> m_editor;
    EventItem m_choir;
};

void TestSeriesEdits::init()
{
    m_editor.reset();
    m_index = std::make_unique<EventIndex>();
    m_index->setZone(kVienna);
    m_calendars = std::make_unique<CalendarList>();
    m_sink = std::make_unique<IndexSink>(*m_index, *m_calendars);
    m_editor = std::make_unique<CalendarEditor>(*m_index, *m_calendars, *m_sink);
    Calendar family;
    family.id = CalendarId{QUuid::createUuid()};
    family.role = Role::Owner;
    family.timeZone = u"Europe/Vienna"_s;
    m_calendars->setCalendars({family});
    m_choir = timedEvent(u"Choir"_s, 0, 1, family.id);
    m_choir.start = at(u"2027-10-05T19:00:00"_s);
    m_choir.end = at(u"2027-10-05T20:00:00"_s);
    m_choir.recurrence = u"RRULE:FREQ=WEEKLY;COUNT=4"_s;
    m_index->put(m_choir);
}

QString TestSeriesEdits::shown() const
{
    QStringList parts;
    const auto found = m_index->occurrences(QDate(2027, 10, 1), QDate(2027, 10, 31));
    for (const Occurrence &each : found)
        parts.append(QDateTime::fromMSecsSinceEpoch(each.startMs, kVienna).toString(u"d HH:mm"_s));
    return parts.join(u", "_s);
}

void TestSeriesEdits::changes_data()
{
    QTest::addColumn<EditScope>("scope");
    QTest::addColumn<QString>("expected");
    QTest::newRow("this") << EditScope::This << u"5 19:00, 12 20:00, 19 19:00, 26 19:00"_s;
    QTest::newRow("following") << EditScope::Following << u"5 19:00, 12 20:00, 19 20:00, 26 20:00"_s;
    QTest::newRow("all") << EditScope::All << u"5 20:00, 12 20:00, 19 20:00, 26 20:00"_s;
}

void TestSeriesEdits::changes()
{
    QFETCH(EditScope, scope);
    QFETCH(QString, expected);
    const QString before = shown();
    m_editor->change(occurrence(12), later(12), scope);
    QCOMPARE(shown(), expected);
    m_editor->stack().undo();
    QCOMPARE(shown(), before);
    m_editor->stack().redo();
    QCOMPARE(shown(), expected);
    m_editor->stack().undo();
    QCOMPARE(shown(), before);
}

void TestSeriesEdits::removals_data()
{
    QTest::addColumn<EditScope>("scope");
    QTest::addColumn<QString>("expected");
    QTest::newRow("this") << EditScope::This << u"5 19:00, 19 19:00, 26 18:00"_s;
    QTest::newRow("following") << EditScope::Following << u"5 19:00"_s;
    QTest::newRow("all") << EditScope::All << QString();
}

void TestSeriesEdits::removals()
{
    QFETCH(EditScope, scope);
    QFETCH(QString, expected);
    EventDraft moved = *m_index->find(occurrence(26));
    moved.start = at(u"2027-10-26T18:00:00"_s);
    m_editor->change(occurrence(26), moved);
    const QString before = shown();
    QCOMPARE(before, u"5 19:00, 12 19:00, 19 19:00, 26 18:00"_s);
    m_editor->remove(occurrence(12), scope);
    QCOMPARE(shown(), expected);
    m_editor->stack().undo();
    QCOMPARE(shown(), before);
}

void TestSeriesEdits::undoKeepsWhatOthersDidMeanwhile()
{
    m_editor->remove(occurrence(12), EditScope::This);
    EventItem renamed = *m_index->find(m_choir.id);
    renamed.name = u"Singing"_s;
    m_index->put(renamed);
    m_editor->stack().undo();
    QCOMPARE(shown(), u"5 19:00, 12 19:00, 19 19:00, 26 19:00"_s);
    QCOMPARE(m_index->find(occurrence(12))->name, u"Singing"_s);
}

void TestSeriesEdits::anotherRuleOfOneIsLeftOut()
{
    EventDraft daily = later(12);
    daily.recurrence = u"RRULE:FREQ=DAILY"_s;
    m_editor->change(occurrence(12), daily, EditScope::This);
    QCOMPARE(shown(), u"5 19:00, 12 20:00, 19 19:00, 26 19:00"_s);
}

void TestSeriesEdits::anInstanceAfterTheCutSurvivesUndo()
{
    m_editor->change(occurrence(26), later(26), EditScope::This);
    m_editor->change(occurrence(12), later(12), EditScope::Following);
    QCOMPARE(shown(), u"5 19:00, 12 20:00, 19 20:00, 26 20:00"_s);
    m_editor->stack().undo();
    QCOMPARE(shown(), u"5 19:00, 12 19:00, 19 19:00, 26 20:00"_s);
    m_editor->stack().undo();
    QCOMPARE(shown(), u"5 19:00, 12 19:00, 19 19:00, 26 19:00"_s);
}

void TestSeriesEdits::aChangedFirstOneIsAllThatIsLeftOfTheHead()
{
    m_editor->change(occurrence(5), later(5), EditScope::This);
    m_editor->change(occurrence(12), later(12), EditScope::Following);
    QCOMPARE(shown(), u"5 20:00, 12 20:00, 19 20:00, 26 20:00"_s);
    m_editor->stack().undo();
    QCOMPARE(shown(), u"5 20:00, 12 19:00, 19 19:00, 26 19:00"_s);
}

QTEST_GUILESS_MAIN(TestSeriesEdits)
#include "tst_seriesedits.moc"
