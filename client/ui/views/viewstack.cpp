#include "client/ui/views/viewstack.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/habits.h"
#include "client/ui/interaction/gesture.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/views/agendaview.h"
#include "client/ui/views/monthview.h"
#include "client/ui/views/rangetitle.h"
#include "client/ui/views/timegridview.h"
#include "client/ui/views/viewaccessible.h"
#include "shared/base/clock.h"

#include <QEvent>

#include <algorithm>
#include <utility>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfHour = 60;
constexpr int kSecondsOfMinute = 60;
constexpr int kLastHour = 23 * kMinutesOfHour;

}

ViewStack::ViewStack(const ViewContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_date(wallOf(context.clock.nowMs(), context.events.zone()).date())
    , m_controller(std::make_unique<InteractionController>(context.events, context.calendars, context.editor,
                                                           context.theme, context.clock))
    , m_layout(new QStackedLayout(this))
    , m_grid(new TimeGridView(context, *m_controller, this))
    , m_month(new MonthView(context, *m_controller, this))
    , m_agenda(new AgendaView(context, *m_controller, this))
{
    installViewAccessibility();
    for (QWidget *view :
         {static_cast<QWidget *>(m_grid), static_cast<QWidget *>(m_month), static_cast<QWidget *>(m_agenda)})
        m_layout->addWidget(view);
    m_grid->setKind(m_kind, m_date);
    setFocusProxy(m_grid);
    wire();
}

ViewStack::~ViewStack()
{
    // The views paint the controller's state, so they go first.
    delete m_grid;
    delete m_month;
    delete m_agenda;
}

void ViewStack::wire()
{
    InteractionController *controller = m_controller.get();
    connect(controller, &InteractionController::selectionChanged, this, &ViewStack::selectionChanged);
    connect(controller, &InteractionController::createRequested, this, &ViewStack::createRequested);
    connect(controller, &InteractionController::openRequested, this, &ViewStack::openRequested);
    connect(controller, &InteractionController::dayRequested, this, &ViewStack::showDate);
    connect(controller, &InteractionController::headingActivated, this, [this](QDate day) {
        m_date = day;
        setKind(ViewKind::Day);
    });
    const auto page = [this](int direction) { direction > 0 ? next() : previous(); };
    connect(controller, &InteractionController::pageRequested, this, page);
    connect(m_month, &MonthView::wheelTurned, this, page);
    connect(m_agenda, &AgendaView::newRequested, this,
            [this] { Q_EMIT createRequested(newDraft(), QRect(mapToGlobal(rect().center()), QSize(1, 1))); });
    connect(&m_context.events, &EventIndex::reset, this, [this] {
        if (!m_context.events.find(selection()))
            m_controller->select({});
    });
    connect(&m_context.events, &EventIndex::daysChanged, this, [this] {
        if (!selection().isNull() && !m_context.events.find(selection()))
            m_controller->select({});
    });
}

CalendarView &ViewStack::view() const
{
    switch (m_kind) {
    case ViewKind::Day:
    case ViewKind::ThreeDays:
    case ViewKind::WorkWeek:
    case ViewKind::Week:
        return *m_grid;
    case ViewKind::Month:
        return *m_month;
    case ViewKind::Agenda:
        return *m_agenda;
    }
    Q_UNREACHABLE();
}

void ViewStack::setKind(ViewKind kind)
{
    if (m_kind == kind)
        return;
    const bool focused = view().hasFocus();
    m_kind = kind;
    clearDraft();
    if (&view() == m_grid)
        m_grid->setKind(kind, m_date);
    else
        view().setDay(m_date);
    m_layout->setCurrentWidget(&view());
    setFocusProxy(&view());
    if (focused)
        view().setFocus();
    Q_EMIT kindChanged(kind);
    Q_EMIT rangeChanged(range().first, range().last);
}

DateRange ViewStack::range() const { return view().range(); }

void ViewStack::goTo(QDate date)
{
    if (date.isValid())
        showDate(date);
}

void ViewStack::goToToday()
{
    showDate(wallOf(m_context.clock.nowMs(), m_context.events.zone()).date());
    m_grid->scrollToStart();
}

void ViewStack::next() { turn(1); }

void ViewStack::previous() { turn(-1); }

void ViewStack::turn(int direction)
{
    GridCursor cursor = m_controller->state().cursor;
    showDate(view().pageFrom(m_date, direction));
    if (!cursor.day.isValid())
        return;
    cursor.day = std::clamp(view().pageFrom(cursor.day, direction), range().first, range().last);
    m_controller->setCursor(cursor);
}

void ViewStack::showDate(QDate date)
{
    const DateRange before = range();
    m_date = date;
    view().setDay(date);
    if (range() == before)
        return;
    clearDraft();
    Q_EMIT rangeChanged(range().first, range().last);
}

QString ViewStack::title() const
{
    return rangeTitle(locale(), m_kind, range(), m_date, QLocale::LongFormat);
}

QString ViewStack::shortTitle() const
{
    return rangeTitle(locale(), m_kind, range(), m_date, QLocale::ShortFormat);
}

QString ViewStack::weekText() const
{
    if (m_kind == ViewKind::Month || m_kind == ViewKind::Agenda)
        return {};
    // A week is that of its middle day, wherever the locale begins it.
    const bool week = m_kind == ViewKind::Week;
    const int first = (week ? range().first.addDays(3) : range().first).weekNumber();
    const int last = (week ? range().first.addDays(3) : range().last).weekNumber();
    return first == last ? tr("Week %1").arg(first) : QString();
}

shared::EventId ViewStack::selection() const { return m_controller->state().selected; }

void ViewStack::select(shared::EventId event)
{
    m_controller->select(event);
    const EventItem *item = m_context.events.find(event);
    if (!item)
        return;
    const WallSpan span = spanOf(*item, m_context.events.zone());
    if (!range().touches(span.firstDay(), span.lastDay()))
        showDate(span.firstDay());
    m_controller->setCursor(m_controller->cursorOf(event));
    m_controller->keepCursorWithin(range().first, range().last);
    view().ensureVisible(event);
}

void ViewStack::remove(shared::EventId event) { m_controller->remove(event); }

void ViewStack::setScopeAsker(ScopeAsker asker) { m_controller->setScopeAsker(std::move(asker)); }

QRect ViewStack::eventRect(shared::EventId event) const
{
    const QRect rect = view().eventRect(event) & view().viewport()->rect();
    return rect.isEmpty() ? QRect() : QRect(view().viewport()->mapToGlobal(rect.topLeft()), rect.size());
}

void ViewStack::showDraft(const shared::EventDraft &draft, shared::CalendarId calendar)
{
    const shared::Calendar *into = m_context.calendars.find(calendar);
    Ghost ghost;
    ghost.span = spanOf(draft, m_context.events.zone());
    ghost.title = draft.name;
    ghost.colour = !draft.colour.isEmpty() || !into ? draft.colour : into->colour;
    m_controller->setGhost(ghost);
}

void ViewStack::clearDraft() { m_controller->setGhost(std::nullopt); }

double ViewStack::zoom() const { return m_grid->zoom(); }

void ViewStack::setZoom(double zoom) { m_grid->setZoom(zoom); }

shared::EventDraft ViewStack::newDraft() const
{
    const InteractionState &state = m_controller->state();
    const QDateTime now = wallOf(m_context.clock.nowMs(), m_context.events.zone());
    const int morning = QTime(0, 0).secsTo(habits().dayStart) / kSecondsOfMinute;
    QDate day = range().contains(now.date()) ? now.date() : std::clamp(m_date, range().first, range().last);
    int minute = day == now.date() ? std::min((now.time().hour() + 1) * kMinutesOfHour, kLastHour) : morning;
    if (state.cursor.day.isValid() && range().contains(state.cursor.day)) {
        day = state.cursor.day;
        if (m_kind != ViewKind::Month && state.cursor.minute == GridCursor::kWholeDay)
            return draftAt(daySpan(day, day), m_context.events.zone());
        minute = std::max(state.cursor.minute, state.cursor.minute == GridCursor::kWholeDay ? morning : 0);
    }
    return draftAt({wallTime(day, minute), wallTime(day, minute + Gesture::newMinutes()), false},
                   m_context.events.zone());
}

void ViewStack::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LocaleChange)
        return;
    view().setDay(m_date);
    Q_EMIT rangeChanged(range().first, range().last);
}

}
