#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "tests/client/models/events.h"

#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
const qint64 kStart = QDateTime(QDate(2026, 12, 4), QTime(14, 30), Qt::UTC).toMSecsSinceEpoch();

/// Shows changes at once, as the workspace does, and remembers the order of the calls.
class IndexSink final : public ChangeSink {
public:
    IndexSink(EventIndex &index, const CalendarList &calendars)
        : m_index(index)
        , m_calendars(calendars)
    {
    }
    void create(const Event &event) override { put(u"create"_s, event); }
    void change(const Event &, const Event &after) override { put(u"change"_s, after); }
    void restore(const Event &event) override { put(u"restore"_s, event); }
    void remove(const Event &event) override
    {
        calls.append(u"remove"_s);
        m_index.remove(event.id);
    }
    void changeSeries(const SeriesChoice &choice, const Event &before, const Event &after) override
    {
        calls.append(u"change "_s + scopeName(choice.scope));
        apply(m_index, SeriesView(m_index, m_calendars).changed(choice, before, after));
    }
    void removeSeries(const SeriesChoice &choice) override
    {
        calls.append(u"remove "_s + scopeName(choice.scope));
        apply(m_index, SeriesView(m_index, m_calendars).removed(choice));
    }

    QStringList calls;

private:
    void put(const QString &call, const Event &event)
    {
        calls.append(call);
        EventItem item;
        static_cast<Event &>(item) = event;
        m_index.put(item);
    }

    EventIndex &m_index;
    const CalendarList &m_calendars;
};
}

class TestCalendarEditor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void createUndoRedo();
    void refusesWhatMayNotBeWritten();
    void undoPutsBackOwnFieldsOnly();
    void undoOfAGoneEventIsDropped();
    void removesSeveralInOneStep();
    void sentences_data();
    void sentences();

private:
    struct World {
        EventIndex index;
        CalendarList calendars;
        IndexSink sink{index, calendars};
        CalendarEditor editor{index, calendars, sink};
    };
    EventId created(const QString &name = u"Haircut"_s)
    {
        return m_world->editor.create(m_family.id, timedEvent(name, kStart, 60));
    }

    std::unique_ptr<World> m_world;
    Calendar m_family;
    Calendar m_school;
};

void TestCalendarEditor::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_world = std::make_unique<World>();
    m_world->index.setZone(QTimeZone::utc());
    m_family.id = CalendarId{QUuid::createUuid()};
    m_family.role = Role::Owner;
    m_family.name = u"Family"_s;
    m_school.id = CalendarId{QUuid::createUuid()};
    m_school.role = Role::Viewer;
    m_world->calendars.setCalendars({m_family, m_school});
}

void TestCalendarEditor::createUndoRedo()
{
    QSignalSpy done(&m_world->editor, &CalendarEditor::done);
    QSignalSpy undone(&m_world->editor, &CalendarEditor::undone);
    const EventId id = created();
    QVERIFY(!id.isNull());
    QCOMPARE(m_world->index.find(id)->calendarName, u"Family"_s);
    m_world->editor.stack().undo();
    QVERIFY(!m_world->index.find(id));
    m_world->editor.stack().redo();
    QVERIFY(m_world->index.find(id));
    QCOMPARE(m_world->sink.calls, (QStringList{u"create"_s, u"remove"_s, u"restore"_s}));
    QCOMPARE(done.size(), 2);
    QCOMPARE(undone.size(), 1);
    QCOMPARE(done.first().first().toString(), u"Added “Haircut” on Fri 4 Dec, 14:30"_s);
}

void TestCalendarEditor::refusesWhatMayNotBeWritten()
{
    QVERIFY(m_world->editor.create(m_school.id, timedEvent(u"Exam"_s, kStart, 60)).isNull());
    QVERIFY(m_world->editor.create(m_family.id, timedEvent(u"Backwards"_s, kStart, -60)).isNull());
    const EventItem theirs = timedEvent(u"Exam"_s, kStart, 60, m_school.id);
    m_world->index.put(theirs);
    m_world->editor.change(theirs.id, timedEvent(u"Holiday"_s, kStart, 60));
    m_world->editor.remove({theirs.id});
    QVERIFY(m_world->sink.calls.isEmpty());
    QCOMPARE(m_world->editor.stack().count(), 0);
}

void TestCalendarEditor::undoPutsBackOwnFieldsOnly()
{
    const EventId id = created();
    EventDraft draft = *m_world->index.find(id);
    draft.name = u"Barber"_s;
    m_world->editor.change(id, draft);
    EventItem remote = *m_world->index.find(id);
    remote.location = u"Main street"_s;
    m_world->index.put(remote);
    m_world->editor.stack().undo();
    QCOMPARE(m_world->index.find(id)->name, u"Haircut"_s);
    QCOMPARE(m_world->index.find(id)->location, u"Main street"_s);
    m_world->editor.stack().redo();
    QCOMPARE(m_world->index.find(id)->name, u"Barber"_s);
    QCOMPARE(m_world->index.find(id)->location, u"Main street"_s);
}

void TestCalendarEditor::undoOfAGoneEventIsDropped()
{
    const EventId id = created();
    EventDraft draft = *m_world->index.find(id);
    draft.name = u"Barber"_s;
    m_world->editor.change(id, draft);
    m_world->index.remove(id);
    QSignalSpy undone(&m_world->editor, &CalendarEditor::undone);
    m_world->editor.stack().undo();
    QCOMPARE(m_world->editor.stack().count(), 1);
    QCOMPARE(m_world->sink.calls.size(), 2);
    QVERIFY(undone.first().first().toString().contains(u"nothing to undo"_s));
}

void TestCalendarEditor::removesSeveralInOneStep()
{
    const EventId one = created(u"One"_s);
    const EventId two = created(u"Two"_s);
    m_world->editor.remove({one, two});
    QCOMPARE(m_world->index.size(), 0);
    m_world->editor.stack().undo();
    QCOMPARE(m_world->index.size(), 2);
    m_world->editor.stack().redo();
    QCOMPARE(m_world->index.size(), 0);
}

void TestCalendarEditor::sentences_data()
{
    QTest::addColumn<qint64>("shiftMinutes");
    QTest::addColumn<qint64>("length");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("moved") << qint64(24 * 60) << qint64(60) << u"Haircut"_s
                           << u"Moved “Haircut” to Sat 5 Dec, 14:30"_s;
    QTest::newRow("resized") << qint64(0) << qint64(90) << u"Haircut"_s
                             << u"“Haircut” now lasts from Fri 4 Dec, 14:30 to 16:00"_s;
    QTest::newRow("renamed") << qint64(0) << qint64(60) << u"Barber"_s << u"Renamed “Haircut” to “Barber”"_s;
}

void TestCalendarEditor::sentences()
{
    QFETCH(qint64, shiftMinutes);
    QFETCH(qint64, length);
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    const EventId id = created();
    QSignalSpy done(&m_world->editor, &CalendarEditor::done);
    m_world->editor.change(id, timedEvent(name, kStart + shiftMinutes * 60'000, length));
    QCOMPARE(done.size(), 1);
    QCOMPARE(done.first().first().toString(), sentence);
}

QTEST_GUILESS_MAIN(TestCalendarEditor)
#include "tst_calendareditor.moc"
