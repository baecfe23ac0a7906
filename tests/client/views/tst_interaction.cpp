#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/views/agendaview.h"
#include "client/ui/views/daypopover.h"
#include "client/ui/views/minimonth.h"
#include "client/ui/views/monthview.h"
#include "client/ui/views/timegridview.h"
#include "client/ui/views/viewstack.h"
#include "tests/client/views/december.h"

#include <QAccessible>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

namespace {

/// What a widget repaints.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(QWidget *widget) { widget->installEventFilter(this); }
    QRegion painted;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            painted += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

QDate december(int day) { return QDate(2026, 11, 30).addDays(day); }

}

class InteractionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void dragCreates();
    void clickCreatesOrDeselects();
    void dragMoves();
    void undoMovesBack();
    void dragResizes_data();
    void dragResizes();
    void escCancels();
    void ctrlCopies();
    void readOnlyIsLeftAlone();
    void dropIntoStripConverts();
    void dropIntoGridConverts();
    void stripResizesByDays();
    void monthMovesByDays();
    void doubleClickOpens();
    void dragScrollsAtTheEdge();
    void deletedMeanwhile();
    void aDropOfOneThatRepeatsAsks();
    void aDeletionOfOneThatRepeatsAsks();

    void arrowsMoveTheCursor();
    void enterOpensOrCreates();
    void shiftExtends();
    void deleteDeletesWithUndo();
    void ctrlArrowsGoFromEventToEvent();
    void arrowsTurnThePage();
    void homeEndAndPages();
    void tabLeaves();
    void agendaGoesFromRowToRow();

    void titles_data();
    void titles();
    void monthRange();
    void drafts();
    void moreOpensTheDay();
    void ctrlWheelZooms();
    void headingOpensTheDay();
    void repaintsOnlyChangedDays();
    void selectionEndsWithTheEvent();
    void menuOffersWhatMayBeDone();
    void screenReaderHearsDateAndEvent();
    void miniMonthGoesToDays();

private:
    QWidget *viewport() const { return m_grid->viewport(); }
    QPoint at(int day, int minute) const;
    QPoint centre(shared::EventId event) const { return m_grid->eventRect(event).center(); }
    void drag(QWidget *widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {});
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    QString wallOfStart(const QString &name, int day) const { return m_world->item(name, day).start.wall; }

    std::unique_ptr<tests::December> m_world;
    std::unique_ptr<QWidget> m_window;
    ViewStack *m_stack = nullptr;
    QLineEdit *m_other = nullptr;
    TimeGridView *m_grid = nullptr;
};

void InteractionTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void InteractionTest::init()
{
    m_world = std::make_unique<tests::December>();
    m_window = std::make_unique<QWidget>();
    m_stack = new ViewStack(m_world->context(), m_window.get());
    m_other = new QLineEdit(m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_other);
    m_window->resize(1000, 900);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_grid = m_stack->findChild<TimeGridView *>();
    m_stack->setFocus();
}

void InteractionTest::cleanup()
{
    m_window.reset();
    m_world.reset();
}

QPoint InteractionTest::at(int day, int minute) const
{
    const QRect slot =
        m_grid->spanRect({wallTime(december(day), minute), wallTime(december(day), minute + 15), false});
    return {slot.center().x(), slot.top() + 2};
}

void InteractionTest::drag(QWidget *widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers)
{
    QTest::mousePress(widget, Qt::LeftButton, modifiers, from);
    QTest::mouseMove(widget, (from + to) / 2);
    QTest::mouseMove(widget, to);
    QTest::mouseRelease(widget, Qt::LeftButton, modifiers, to);
}

void InteractionTest::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(qApp->focusWidget(), key, modifiers);
}

void InteractionTest::dragCreates()
{
    QSignalSpy created(m_stack, &ViewStack::createRequested);
    drag(viewport(), at(8, 14 * 60), at(8, 15 * 60));
    QCOMPARE(created.size(), 1);
    const auto draft = created[0][0].value<shared::EventDraft>();
    QCOMPARE(draft.start.wall, u"2026-12-08T14:00:00"_s);
    QCOMPARE(draft.end.wall, u"2026-12-08T15:15:00"_s);
    QCOMPARE(draft.start.zone, u"Europe/Berlin"_s);
    QVERIFY(!draft.allDay);
    const QRect anchor = created[0][1].toRect();
    QVERIFY(QRect(m_stack->mapToGlobal(QPoint()), m_stack->size()).contains(anchor));
    QVERIFY(m_grid->state().ghost.has_value());
    m_stack->clearDraft();
    QVERIFY(!m_grid->state().ghost.has_value());
    QCOMPARE(m_world->sink.created, 0);
}

void InteractionTest::clickCreatesOrDeselects()
{
    QSignalSpy created(m_stack, &ViewStack::createRequested);
    QSignalSpy selected(m_stack, &ViewStack::selectionChanged);
    const auto haircut = m_world->event(u"Haircut"_s, 11);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, centre(haircut));
    QCOMPARE(m_stack->selection(), haircut);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(8, 14 * 60));
    QVERIFY(m_stack->selection().isNull());
    QCOMPARE(selected.size(), 2);
    QCOMPARE(created.size(), 0);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, at(8, 14 * 60));
    QCOMPARE(created.size(), 1);
    QCOMPARE(created[0][0].value<shared::EventDraft>().end.wall, u"2026-12-08T15:00:00"_s);
}

void InteractionTest::dragMoves()
{
    const QPoint from = centre(m_world->event(u"Haircut"_s, 11));
    drag(viewport(), from, from + at(10, 13 * 60) - at(11, 14 * 60 + 30));
    QCOMPARE(m_world->sink.changed, 1);
    QCOMPARE(wallOfStart(u"Haircut"_s, 10), u"2026-12-10T13:00:00"_s);
    QCOMPARE(m_world->item(u"Haircut"_s, 10).end.wall, u"2026-12-10T13:45:00"_s);
    QVERIFY(!m_grid->state().ghost.has_value());
}

void InteractionTest::undoMovesBack()
{
    dragMoves();
    m_world->editor.stack().undo();
    QCOMPARE(wallOfStart(u"Haircut"_s, 11), u"2026-12-11T14:30:00"_s);
}

void InteractionTest::dragResizes_data()
{
    QTest::addColumn<bool>("end");
    QTest::newRow("end") << true;
    QTest::newRow("start") << false;
}

void InteractionTest::dragResizes()
{
    QFETCH(const bool, end);
    const QRect rect = m_grid->eventRect(m_world->event(u"Review"_s, 10));
    const QPoint edge(rect.center().x(), end ? rect.bottom() - 1 : rect.top() + 1);
    const int hour = at(10, 12 * 60).y() - at(10, 11 * 60).y();
    QTest::mouseMove(viewport(), edge);
    QCOMPARE(viewport()->cursor().shape(), Qt::SizeVerCursor);
    drag(viewport(), edge, edge + QPoint(0, end ? hour : -hour / 2));
    QCOMPARE(m_world->item(u"Review"_s, 10).start.wall,
             end ? u"2026-12-10T10:00:00"_s : u"2026-12-10T09:30:00"_s);
    QCOMPARE(m_world->item(u"Review"_s, 10).end.wall,
             end ? u"2026-12-10T12:00:00"_s : u"2026-12-10T11:00:00"_s);
}

void InteractionTest::escCancels()
{
    const QPoint from = centre(m_world->event(u"Haircut"_s, 11));
    QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport(), from + QPoint(0, 80));
    QTest::mouseMove(viewport(), from + QPoint(0, 100));
    QVERIFY(m_grid->state().ghost.has_value());
    key(Qt::Key_Escape);
    QVERIFY(!m_grid->state().ghost.has_value());
    QTest::mouseMove(viewport(), from + QPoint(0, 120));
    QVERIFY(!m_grid->state().ghost.has_value());
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + QPoint(0, 120));
    QCOMPARE(m_world->sink.changed, 0);
}

void InteractionTest::ctrlCopies()
{
    const QPoint from = centre(m_world->event(u"Haircut"_s, 11));
    drag(viewport(), from, from + at(10, 13 * 60) - at(11, 14 * 60 + 30), Qt::ControlModifier);
    QCOMPARE(m_world->sink.changed, 0);
    QCOMPARE(m_world->sink.created, 1);
    QCOMPARE(wallOfStart(u"Haircut"_s, 11), u"2026-12-11T14:30:00"_s);
    QCOMPARE(wallOfStart(u"Haircut"_s, 10), u"2026-12-10T13:00:00"_s);
    QCOMPARE(m_stack->selection(), m_world->event(u"Haircut"_s, 10));
}

void InteractionTest::readOnlyIsLeftAlone()
{
    const auto play = m_world->event(u"School play"_s, 11);
    const QPoint from = centre(play);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport(), from + QPoint(0, 60));
    QTest::mouseMove(viewport(), from + QPoint(0, 100));
    QVERIFY(!m_grid->state().ghost.has_value());
    QCOMPARE(viewport()->cursor().shape(), Qt::ForbiddenCursor);
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + QPoint(0, 100));
    QCOMPARE(viewport()->cursor().shape(), Qt::ArrowCursor);
    m_stack->select(play);
    key(Qt::Key_Delete);
    QCOMPARE(m_world->sink.changed + m_world->sink.removed, 0);
    QVERIFY(m_world->index.find(play));
}

void InteractionTest::dropIntoStripConverts()
{
    const QPoint from = centre(m_world->event(u"Haircut"_s, 11));
    const QPoint strip(at(12, 600).x(), m_grid->spanRect(daySpan(december(12), december(12))).center().y());
    drag(viewport(), from, strip);
    const auto &moved = m_world->item(u"Haircut"_s, 12);
    QVERIFY(moved.allDay);
    QCOMPARE(moved.start, shared::fromDate(december(12)));
    QCOMPARE(moved.end, shared::fromDate(december(13)));
}

void InteractionTest::dropIntoGridConverts()
{
    drag(viewport(), centre(m_world->event(u"Paper bins"_s, 9)), at(8, 14 * 60));
    const auto &moved = m_world->item(u"Paper bins"_s, 8);
    QVERIFY(!moved.allDay);
    QCOMPARE(moved.start.wall, u"2026-12-08T14:00:00"_s);
    QCOMPARE(moved.end.wall, u"2026-12-08T15:00:00"_s);
}

void InteractionTest::aDropOfOneThatRepeatsAsks()
{
    ScopeAnswer answer;
    m_stack->setScopeAsker(
        [&answer](shared::EventId, ScopePurpose, const ScopeAnswer &then) { answer = then; });
    const QString before = wallOfStart(u"Library"_s, 9);
    const QPoint anHour(0, at(9, 960).y() - at(9, 900).y());
    const auto drop = [&] {
        const QPoint from = centre(m_world->event(u"Library"_s, 9));
        drag(viewport(), from, from + anHour);
    };
    drop();
    QVERIFY(answer);
    QCOMPARE(m_world->sink.changed, 0);
    answer(std::nullopt); // backs out
    QCOMPARE(m_world->sink.changed, 0);
    QCOMPARE(wallOfStart(u"Library"_s, 9), before);
    drop();
    answer(shared::EditScope::This);
    QCOMPARE(wallOfStart(u"Library"_s, 9), u"2026-12-09T16:00:00"_s);
    QVERIFY(m_world->item(u"Library"_s, 9).isInstance());
    m_world->editor.stack().undo();
    QCOMPARE(wallOfStart(u"Library"_s, 9), before);
}

void InteractionTest::aDeletionOfOneThatRepeatsAsks()
{
    std::optional<ScopePurpose> asked;
    m_stack->setScopeAsker([&asked](shared::EventId, ScopePurpose purpose, const ScopeAnswer &then) {
        asked = purpose;
        then(shared::EditScope::All);
    });
    m_stack->select(m_world->event(u"Library"_s, 9));
    m_stack->setFocus();
    key(Qt::Key_Delete);
    QVERIFY(asked == ScopePurpose::Remove);
    QCOMPARE(m_world->sink.removed, 1);
    QVERIFY(m_stack->selection().isNull());
}

void InteractionTest::stripResizesByDays()
{
    const QRect rect = m_grid->eventRect(m_world->event(u"Ben in Hamburg"_s, 7));
    const QPoint edge(rect.right() - 2, rect.center().y());
    drag(viewport(), edge, QPoint(at(10, 600).x(), edge.y()));
    QCOMPARE(m_world->item(u"Ben in Hamburg"_s, 7).end, shared::fromDate(december(11)));
}

void InteractionTest::monthMovesByDays()
{
    m_stack->setKind(ViewKind::Month);
    auto *month = m_stack->findChild<MonthView *>();
    const QRect row = month->eventRect(m_world->event(u"Swimming"_s, 14));
    const QRect goal = month->eventRect(m_world->event(u"Boiler service"_s, 15));
    drag(month->viewport(), row.center(), QPoint(goal.center().x(), goal.center().y() + 40));
    QCOMPARE(wallOfStart(u"Swimming"_s, 15), u"2026-12-15T16:00:00"_s);
}

void InteractionTest::doubleClickOpens()
{
    QSignalSpy opened(m_stack, &ViewStack::openRequested);
    const auto haircut = m_world->event(u"Haircut"_s, 11);
    QTest::mouseDClick(viewport(), Qt::LeftButton, {}, centre(haircut));
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<shared::EventId>(), haircut);
}

void InteractionTest::dragScrollsAtTheEdge()
{
    QScrollBar *bar = m_grid->verticalScrollBar();
    const int before = bar->value();
    const QPoint from = centre(m_world->event(u"Review"_s, 10));
    const QPoint bottom(from.x(), viewport()->height() - 2);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport(), from + QPoint(0, 40));
    QTest::mouseMove(viewport(), bottom);
    QTRY_VERIFY(bar->value() > before + 20);
    key(Qt::Key_Escape);
    const int stopped = bar->value();
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, bottom);
    QCOMPARE(bar->value(), stopped);
}

void InteractionTest::deletedMeanwhile()
{
    const auto haircut = m_world->event(u"Haircut"_s, 11);
    const QPoint from = centre(haircut);
    QTest::mousePress(viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(viewport(), from + QPoint(0, 80));
    m_world->index.remove(haircut);
    QTest::mouseMove(viewport(), from + QPoint(0, 100));
    QTest::mouseRelease(viewport(), Qt::LeftButton, {}, from + QPoint(0, 100));
    QCOMPARE(m_world->sink.changed, 0);
    QVERIFY(!m_grid->state().ghost.has_value());
}

void InteractionTest::arrowsMoveTheCursor()
{
    key(Qt::Key_Down); // shows where it is: now
    QCOMPARE(m_grid->state().cursor, (GridCursor{december(9), 10 * 60 + 30}));
    key(Qt::Key_Down);
    key(Qt::Key_Right);
    QCOMPARE(m_grid->state().cursor, (GridCursor{december(10), 11 * 60}));
    key(Qt::Key_Up);
    QCOMPARE(m_stack->selection(), m_world->event(u"Review"_s, 10));
    key(Qt::Key_Left);
    QVERIFY(m_stack->selection().isNull());
    key(Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(m_stack->selection(), m_world->event(u"Book week at school"_s, 7));
    key(Qt::Key_Space);
    QCOMPARE(m_stack->selection(), m_world->event(u"Paper bins"_s, 9));
    key(Qt::Key_Down);
    QCOMPARE(m_grid->state().cursor, (GridCursor{december(9), 10 * 60 + 30}));
}

void InteractionTest::enterOpensOrCreates()
{
    QSignalSpy opened(m_stack, &ViewStack::openRequested);
    QSignalSpy created(m_stack, &ViewStack::createRequested);
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    QCOMPARE(opened.size(), 0);
    QCOMPARE(created.size(), 1);
    QCOMPARE(created[0][0].value<shared::EventDraft>().start.wall, u"2026-12-09T10:30:00"_s);
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<shared::EventId>(), m_world->event(u"Team call"_s, 9));
}

void InteractionTest::shiftExtends()
{
    QSignalSpy created(m_stack, &ViewStack::createRequested);
    key(Qt::Key_Down);
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Down, Qt::ShiftModifier);
    key(Qt::Key_Return);
    QCOMPARE(created.size(), 1);
    QCOMPARE(created[0][0].value<shared::EventDraft>().start.wall, u"2026-12-09T10:30:00"_s);
    QCOMPARE(created[0][0].value<shared::EventDraft>().end.wall, u"2026-12-09T12:00:00"_s);
}

void InteractionTest::deleteDeletesWithUndo()
{
    const auto haircut = m_world->event(u"Haircut"_s, 11);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, centre(haircut));
    key(Qt::Key_Delete);
    QCOMPARE(m_world->sink.removed, 1);
    QVERIFY(!m_world->index.find(haircut));
    QVERIFY(m_stack->selection().isNull());
    m_world->editor.stack().undo();
    QVERIFY(m_world->index.find(haircut));
}

void InteractionTest::ctrlArrowsGoFromEventToEvent()
{
    m_stack->select(m_world->event(u"Brunch"_s, 13));
    key(Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_stack->selection(), m_world->event(u"Clean garage"_s, 13));
    key(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(m_stack->selection(), m_world->event(u"Brunch"_s, 13));
}

void InteractionTest::arrowsTurnThePage()
{
    QSignalSpy ranges(m_stack, &ViewStack::rangeChanged);
    key(Qt::Key_Down);
    key(Qt::Key_End);
    QCOMPARE(m_grid->state().cursor.day, december(13));
    key(Qt::Key_Right);
    QCOMPARE(m_grid->state().cursor.day, december(14));
    QCOMPARE(m_stack->range(), (DateRange{december(14), december(20)}));
    QCOMPARE(ranges.size(), 1);
}

void InteractionTest::homeEndAndPages()
{
    key(Qt::Key_Down);
    key(Qt::Key_Home);
    QCOMPARE(m_grid->state().cursor.day, december(7));
    key(Qt::Key_PageDown);
    QCOMPARE(m_grid->state().cursor.day, december(14));
    key(Qt::Key_PageUp);
    key(Qt::Key_PageUp);
    QCOMPARE(m_stack->range().first, QDate(2026, 11, 30));
    m_stack->goToToday();
    QCOMPARE(m_stack->range().first, december(7));
}

void InteractionTest::tabLeaves()
{
    QVERIFY(m_grid->hasFocus());
    key(Qt::Key_Tab);
    QCOMPARE(qApp->focusWidget(), m_other);
}

void InteractionTest::agendaGoesFromRowToRow()
{
    m_stack->setKind(ViewKind::Agenda);
    QSignalSpy opened(m_stack, &ViewStack::openRequested);
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    key(Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    auto *agenda = m_stack->findChild<AgendaView *>();
    QCOMPARE(agenda->range(), (DateRange{december(9), december(20)}));
    QVERIFY(agenda->events().contains(m_stack->selection()));
}

void InteractionTest::titles_data()
{
    QTest::addColumn<ViewKind>("kind");
    QTest::addColumn<QDate>("date");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("week");
    QTest::newRow("week") << ViewKind::Week << december(9) << u"7 – 13 December 2026"_s << u"Week 50"_s;
    QTest::newRow("two months") << ViewKind::Week << december(1) << u"30 November – 6 December 2026"_s
                                << u"Week 49"_s;
    QTest::newRow("two years") << ViewKind::Week << december(31) << u"28 December 2026 – 3 January 2027"_s
                               << u"Week 53"_s;
    QTest::newRow("work week") << ViewKind::WorkWeek << december(12) << u"7 – 11 December 2026"_s
                               << u"Week 50"_s;
    QTest::newRow("three days") << ViewKind::ThreeDays << december(9) << u"9 – 11 December 2026"_s
                                << u"Week 50"_s;
    QTest::newRow("over a Sunday") << ViewKind::ThreeDays << december(12) << u"12 – 14 December 2026"_s
                                   << QString();
    QTest::newRow("day") << ViewKind::Day << december(9) << u"Wednesday 9 December 2026"_s << u"Week 50"_s;
    QTest::newRow("month") << ViewKind::Month << december(9) << u"December 2026"_s << QString();
    QTest::newRow("agenda") << ViewKind::Agenda << december(9) << u"9 – 20 December 2026"_s << QString();
}

void InteractionTest::titles()
{
    QFETCH(const ViewKind, kind);
    QFETCH(const QDate, date);
    m_stack->setKind(kind);
    m_stack->goTo(date);
    QTEST(m_stack->title(), "title");
    QTEST(m_stack->weekText(), "week");
    m_stack->next();
    QVERIFY(m_stack->range().first > date || kind == ViewKind::Month);
    m_stack->previous();
    QVERIFY(m_stack->range().contains(date) || kind == ViewKind::WorkWeek);
}

void InteractionTest::monthRange()
{
    m_stack->setKind(ViewKind::Month);
    QCOMPARE(m_stack->range(), (DateRange{QDate(2026, 11, 30), QDate(2027, 1, 3)}));
    m_stack->goTo(QDate(2026, 1, 31));
    m_stack->next();
    QCOMPARE(m_stack->title(), u"February 2026"_s);
}

void InteractionTest::drafts()
{
    QCOMPARE(m_stack->newDraft().start.wall, u"2026-12-09T11:00:00"_s);
    m_stack->goTo(december(16));
    QCOMPARE(m_stack->newDraft().start.wall, u"2026-12-16T09:00:00"_s);
    shared::EventDraft draft = m_stack->newDraft();
    draft.name = u"Skating"_s;
    m_stack->showDraft(draft, m_world->calendar(u"Ben"_s));
    QCOMPARE(m_grid->state().ghost->title, u"Skating"_s);
    QCOMPARE(m_grid->state().ghost->colour, u"sky"_s);
}

void InteractionTest::moreOpensTheDay()
{
    QTest::mouseClick(viewport(), Qt::LeftButton, {},
                      m_grid->eventRect(m_world->event(u"Return the skates"_s, 11)).center());
    auto *popover = m_stack->findChild<DayPopover *>();
    QVERIFY(popover);
    QVERIFY(popover->isVisible());
    QCOMPARE(popover->accessibleName(), u"Friday 11 December"_s);
    QPointer<QWidget> guard(popover);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Down);
    QSignalSpy opened(m_stack, &ViewStack::openRequested);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QTRY_VERIFY(!guard);
}

void InteractionTest::ctrlWheelZooms()
{
    const qreal before = m_grid->hourHeight();
    const QPoint place(400, 400);
    QWheelEvent event(place, viewport()->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, Qt::ControlModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(viewport(), &event);
    QVERIFY(m_grid->hourHeight() > before);
    m_grid->setHourHeight(10000);
    QCOMPARE(m_grid->hourHeight(), 96.0);
    m_grid->setHourHeight(1);
    QCOMPARE(m_grid->hourHeight(), 32.0);
}

void InteractionTest::headingOpensTheDay()
{
    QSignalSpy created(m_stack, &ViewStack::createRequested);
    QTest::mouseClick(viewport(), Qt::LeftButton, {}, QPoint(at(11, 600).x(), 20));
    QCOMPARE(m_stack->kind(), ViewKind::Day);
    QCOMPARE(m_stack->range(), (DateRange{december(11), december(11)}));
    QCOMPARE(created.size(), 0);
    m_stack->setZoom(1.5);
    QCOMPARE(m_grid->hourHeight(), 72.0);
}

void InteractionTest::repaintsOnlyChangedDays()
{
    QApplication::processEvents();
    PaintWatch watch(viewport());
    client::EventItem changed = m_world->item(u"Review"_s, 10);
    changed.name = u"Long review"_s;
    m_world->index.put(changed);
    QTRY_VERIFY(!watch.painted.isEmpty());
    QVERIFY(watch.painted.contains(m_grid->eventRect(changed.id).center()));
    QVERIFY(!watch.painted.contains(centre(m_world->event(u"Plan the quarter"_s, 7))));
    watch.painted = {};
    client::EventItem far = changed;
    far.id = shared::EventId{QUuid::createUuid()};
    far.start = shared::fromUtc(changed.start.utcMs + 30LL * 24 * 3600 * 1000, QTimeZone::utc());
    far.end = shared::fromUtc(changed.end.utcMs + 30LL * 24 * 3600 * 1000, QTimeZone::utc());
    m_world->index.put(far);
    QApplication::processEvents();
    QVERIFY(watch.painted.isEmpty());
}

void InteractionTest::selectionEndsWithTheEvent()
{
    const auto haircut = m_world->event(u"Haircut"_s, 11);
    m_stack->select(haircut);
    QVERIFY(!m_stack->eventRect(haircut).isNull());
    m_world->index.remove(haircut);
    QVERIFY(m_stack->selection().isNull());
}

void InteractionTest::menuOffersWhatMayBeDone()
{
    const auto texts = [this](shared::EventId event) {
        QContextMenuEvent menuEvent(QContextMenuEvent::Mouse, centre(event),
                                    viewport()->mapToGlobal(centre(event)));
        QApplication::sendEvent(viewport(), &menuEvent);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QStringList list;
        if (menu)
            for (const QAction *action : menu->actions())
                list.append(action->text());
        if (menu)
            menu->close();
        return list;
    };
    QCOMPARE(texts(m_world->event(u"Haircut"_s, 11)),
             (QStringList{u"Edit"_s, u"Duplicate"_s, u"Colour"_s, QString(), u"Delete"_s}));
    QCOMPARE(texts(m_world->event(u"School play"_s, 11)), QStringList{u"Open"_s});
}

void InteractionTest::screenReaderHearsDateAndEvent()
{
    QAccessible::setActive(true);
    QAccessibleInterface *view = QAccessible::queryAccessibleInterface(m_grid);
    QVERIFY(view);
    QCOMPARE(view->childCount(), 7);
    QAccessibleInterface *day = view->child(3);
    QCOMPARE(day->text(QAccessible::Name), u"Thursday 10 December, 6 events"_s);
    QCOMPARE(day->childCount(), 6);
    QCOMPARE(day->parent(), view);

    key(Qt::Key_Down);
    QCOMPARE(view->focusChild()->text(QAccessible::Name), u"Wednesday 9 December, 10:30, 9 events"_s);
    key(Qt::Key_Right);
    QCOMPARE(view->focusChild()->text(QAccessible::Name),
             u"Review, Thursday 10 December, 10:00 – 11:00, Ben"_s);
    QVERIFY(view->focusChild()->state().focused);
    QCOMPARE(view->focusChild()->parent(), day);
    QCOMPARE(view->focusChild()->rect().size(), m_grid->eventRect(m_stack->selection()).size());
}

void InteractionTest::miniMonthGoesToDays()
{
    MiniMonth month(m_world->context());
    month.setRange(december(7), december(13));
    month.resize(month.sizeHint());
    month.show();
    QVERIFY(QTest::qWaitForWindowExposed(&month));
    QSignalSpy days(&month, &MiniMonth::dayActivated);
    QSignalSpy ranges(&month, &MiniMonth::rangeActivated);
    const QSize size = month.sizeHint();
    const int cellWidth = 28, cellHeight = 27;
    const QPoint first(size.width() - 7 * cellWidth + cellWidth / 2,
                       size.height() - 6 * cellHeight + cellHeight / 2);
    QTest::mouseClick(&month, Qt::LeftButton, {}, first + QPoint(2 * cellWidth, cellHeight));
    QCOMPARE(days.size(), 1);
    QCOMPARE(days[0][0].toDate(), december(9));
    drag(&month, first + QPoint(6 * cellWidth, 2 * cellHeight), first + QPoint(2 * cellWidth, cellHeight));
    QCOMPARE(ranges.size(), 1);
    QCOMPARE(ranges[0][0].toDate(), december(9));
    QCOMPARE(ranges[0][1].toDate(), december(20));
    month.setRange(QDate(2027, 3, 1), QDate(2027, 3, 7));
    QCOMPARE(month.month(), QDate(2027, 3, 1));
    QTest::keyClick(&month, Qt::Key_Right);
    QTest::keyClick(&month, Qt::Key_Return);
    QCOMPARE(days[1][0].toDate(), QDate(2027, 3, 2));
}

QTEST_MAIN(InteractionTest)
#include "tst_interaction.moc"
