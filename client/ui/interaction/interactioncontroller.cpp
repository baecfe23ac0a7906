#include "client/ui/interaction/interactioncontroller.h"

#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/draftchanges.h"
#include "client/models/eventindex.h"
#include "client/ui/interaction/eventmenu.h"
#include "client/ui/interaction/keyhandler.h"
#include "client/ui/interaction/pointerhandler.h"
#include "client/ui/theme/themesource.h"

#include <QAbstractScrollArea>
#include <QContextMenuEvent>
#include <QMenu>

#include <utility>

namespace hearth::client::ui {

namespace {
/// A copy of one occurrence happens once; a copy of a series goes on.
shared::EventDraft copyOf(shared::EventDraft draft, const EventItem &item)
{
    if (item.isInstance())
        draft.recurrence.clear();
    return draft;
}
}

InteractionController::InteractionController(EventIndex &index, CalendarList &calendars,
                                             CalendarEditor &editor, ThemeSource &theme,
                                             const shared::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_calendars(calendars)
    , m_editor(editor)
    , m_theme(theme)
    , m_pointer(std::make_unique<PointerHandler>(*this))
    , m_keys(std::make_unique<KeyHandler>(*this, clock))
{
}

InteractionController::~InteractionController() = default;

void InteractionController::attach(Surface &surface)
{
    m_surfaces.push_back(&surface);
    surface.area().installEventFilter(this);
    surface.area().viewport()->installEventFilter(this);
    surface.area().viewport()->setMouseTracking(true);
}

void InteractionController::detach(Surface &surface)
{
    m_pointer->cancel();
    std::erase(m_surfaces, &surface);
    surface.area().removeEventFilter(this);
    surface.area().viewport()->removeEventFilter(this);
}

void InteractionController::select(shared::EventId event)
{
    if (m_state.selected == event)
        return;
    repaint(std::exchange(m_state.selected, event));
    repaint(event);
    Q_EMIT selectionChanged(event);
}

void InteractionController::setCursor(const GridCursor &cursor, bool extend)
{
    const GridCursor before = std::exchange(m_state.cursor, cursor);
    const GridCursor anchor = m_state.anchor;
    if (!extend || !anchor.day.isValid())
        m_state.anchor = cursor;
    for (const GridCursor &place : {before, anchor, cursor})
        if (place.day.isValid())
            repaint(std::min(place.day, cursor.day), std::max(place.day, cursor.day));
    Q_EMIT cursorChanged();
}

void InteractionController::keepCursorWithin(QDate first, QDate last)
{
    GridCursor &cursor = m_state.cursor;
    if (!cursor.day.isValid() || (first <= cursor.day && cursor.day <= last))
        return;
    cursor.day = cursor.day < first ? first : last;
    m_state.anchor = cursor;
}

void InteractionController::setHovered(shared::EventId event)
{
    if (m_state.hovered == event)
        return;
    repaint(std::exchange(m_state.hovered, event));
    repaint(event);
}

void InteractionController::setHoveredMore(QDate day)
{
    if (m_state.hoveredMore == day)
        return;
    for (const QDate touched : {std::exchange(m_state.hoveredMore, day), day})
        if (touched.isValid())
            repaint(touched, touched);
}

void InteractionController::setKeyboard(bool keyboard)
{
    if (std::exchange(m_state.keyboard, keyboard) == keyboard)
        return;
    repaint(m_state.selected);
    if (m_state.cursor.day.isValid())
        repaint(std::min(m_state.anchor.day, m_state.cursor.day),
                std::max(m_state.anchor.day, m_state.cursor.day));
}

void InteractionController::setGhost(const std::optional<Ghost> &ghost)
{
    const auto before = std::exchange(m_state.ghost, ghost);
    for (const auto &painted : {before, ghost}) {
        if (!painted)
            continue;
        repaint(painted->span);
        repaint(painted->source);
    }
}

bool InteractionController::mayChange(shared::EventId event) const
{
    return !event.isNull() && m_editor.mayChange(event);
}

bool InteractionController::mayCreate() const { return m_calendars.defaultCalendar() != nullptr; }

QString InteractionController::newColour() const
{
    const shared::Calendar *calendar = m_calendars.defaultCalendar();
    return calendar ? calendar->colour : QString();
}

QString InteractionController::colourOf(const shared::Event &event) const
{
    if (!event.colour.isEmpty())
        return event.colour;
    const shared::Calendar *calendar = m_calendars.find(event.calendar);
    return calendar ? calendar->colour : QString();
}

GridCursor InteractionController::cursorOf(shared::EventId event) const
{
    const EventItem *item = m_index.find(event);
    if (!item)
        return {};
    const WallSpan span = spanOf(*item, m_index.zone());
    return {span.firstDay(), span.isBar() ? GridCursor::kWholeDay : minuteOfDay(span.start)};
}

void InteractionController::open(shared::EventId event)
{
    select(event);
    Q_EMIT openRequested(event);
}

void InteractionController::remove(shared::EventId event)
{
    if (!mayChange(event))
        return;
    if (!m_editor.isOccurrence(event)) {
        if (m_state.selected == event)
            select({});
        setHovered({});
        m_editor.remove({event});
        return;
    }
    withScope(event, ScopePurpose::Remove, [this, event](const std::optional<shared::EditScope> &scope) {
        if (!scope)
            return;
        select({});
        setHovered({});
        m_editor.remove(event, *scope);
    });
}

void InteractionController::withScope(shared::EventId event, ScopePurpose purpose,
                                      const ScopeAnswer &then) const
{
    if (m_askScope && m_editor.isOccurrence(event))
        m_askScope(event, purpose, then);
    else
        then(shared::EditScope::This);
}

void InteractionController::duplicate(shared::EventId event)
{
    const EventItem *item = m_index.find(event);
    if (!item || !mayChange(event))
        return;
    select(m_editor.create(item->calendar, copyOf(*item, *item)));
}

void InteractionController::setColour(shared::EventId event, const QString &colour)
{
    const EventItem *item = m_index.find(event);
    if (!item || !mayChange(event) || item->colour == colour)
        return;
    const shared::EventDraft before = *item;
    shared::EventDraft after = before;
    after.colour = colour;
    withScope(event, ScopePurpose::Change,
              [this, event, before, after](const std::optional<shared::EditScope> &scope) {
                  if (scope)
                      change(event, before, after, *scope);
              });
}

void InteractionController::bring(shared::EventId event, const WallSpan &span, bool copy)
{
    const EventItem *item = m_index.find(event);
    if (!item || !mayChange(event))
        return;
    const shared::EventDraft before = *item;
    const shared::EventDraft after = broughtTo(before, span, m_index.zone());
    if (copy)
        return select(m_editor.create(item->calendar, copyOf(after, *item)));
    if (after == before)
        return;
    // Until it is known which ones are meant it stays where it was dropped.
    setGhost(Ghost{.span = span, .title = item->name, .colour = colourOf(*item), .source = event});
    withScope(event, ScopePurpose::Change,
              [this, event, before, after](const std::optional<shared::EditScope> &scope) {
                  setGhost(std::nullopt);
                  if (scope)
                      change(event, before, after, *scope);
              });
}

/// While the scope was asked for, others may have changed what `before` and `after` have in common.
void InteractionController::change(shared::EventId event, const shared::EventDraft &before,
                                   const shared::EventDraft &after, shared::EditScope scope)
{
    if (const EventItem *now = m_index.find(event))
        m_editor.change(event, withChanges(*now, before, after), scope);
}

void InteractionController::requestCreate(Surface &surface, const WallSpan &span)
{
    const shared::Calendar *calendar = m_calendars.defaultCalendar();
    if (!calendar)
        return;
    select({});
    setGhost(Ghost{.span = span, .title = {}, .colour = calendar->colour, .source = {}, .lifted = false});
    const QRect rect = surface.spanRect(span);
    Q_EMIT createRequested(draftAt(span, m_index.zone()),
                           QRect(surface.area().viewport()->mapToGlobal(rect.topLeft()), rect.size()));
}

bool InteractionController::eventFilter(QObject *watched, QEvent *event)
{
    Surface *surface = surfaceOf(watched);
    if (!surface)
        return QObject::eventFilter(watched, event);
    return watched == surface->area().viewport() ? filterViewport(*surface, event)
                                                 : filterArea(*surface, event);
}

Surface *InteractionController::surfaceOf(const QObject *watched) const
{
    for (Surface *surface : m_surfaces)
        if (watched == &surface->area() || watched == surface->area().viewport())
            return surface;
    return nullptr;
}

bool InteractionController::filterViewport(Surface &surface, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        return m_pointer->press(surface, static_cast<QMouseEvent &>(*event));
    case QEvent::MouseMove:
        return m_pointer->move(surface, static_cast<QMouseEvent &>(*event));
    case QEvent::MouseButtonRelease:
        return m_pointer->release(surface, static_cast<QMouseEvent &>(*event));
    case QEvent::MouseButtonDblClick:
        return m_pointer->doubleClick(surface, static_cast<QMouseEvent &>(*event));
    case QEvent::Leave:
        m_pointer->leave();
        return false;
    case QEvent::ContextMenu:
        return showMenu(surface, static_cast<QContextMenuEvent &>(*event));
    default:
        return false;
    }
}

bool InteractionController::filterArea(Surface &surface, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (!m_keys->knows(surface, static_cast<QKeyEvent &>(*event)))
            return false;
        event->accept();
        return true;
    case QEvent::KeyPress:
        if (m_pointer->keyPressed(static_cast<QKeyEvent &>(*event)))
            return true;
        return m_keys->press(surface, static_cast<QKeyEvent &>(*event));
    case QEvent::KeyRelease:
        m_pointer->modifiersChanged(static_cast<QKeyEvent &>(*event).modifiers());
        return false;
    case QEvent::FocusIn: {
        const auto reason = static_cast<QFocusEvent &>(*event).reason();
        setKeyboard(reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason);
        if (m_state.keyboard)
            m_keys->placeCursor(surface);
        repaint(surface.firstDay(), surface.lastDay());
        return false;
    }
    case QEvent::ContextMenu: // from the keyboard
        return showMenu(surface, static_cast<QContextMenuEvent &>(*event));
    case QEvent::FocusOut:
        repaint(surface.firstDay(), surface.lastDay());
        return false;
    case QEvent::Hide:
        m_pointer->cancel();
        return false;
    default:
        return false;
    }
}

bool InteractionController::showMenu(Surface &surface, const QContextMenuEvent &event)
{
    m_pointer->cancel();
    Hit hit = surface.hitTest(event.pos());
    QPoint place = event.globalPos();
    if (event.reason() == QContextMenuEvent::Keyboard) {
        if (m_state.selected.isNull())
            return true;
        hit.event = m_state.selected;
        place = surface.area().viewport()->mapToGlobal(surface.eventRect(hit.event).center());
    }
    if (hit.event.isNull()
        && (hit.heading || hit.zone == Hit::Zone::None || hit.zone == Hit::Zone::List || !mayCreate()))
        return true;
    if (!hit.event.isNull())
        select(hit.event);
    auto *menu = hit.event.isNull()
        ? newEventMenu(surface.area(), [this, &surface, hit] { requestCreate(surface, newSpanAt(hit)); })
        : eventMenu(surface.area(), *this, hit.event, m_theme.theme());
    menu->popup(place);
    return true;
}

void InteractionController::repaint(QDate first, QDate last)
{
    for (Surface *surface : m_surfaces)
        surface->repaintDays(first, last);
}

void InteractionController::repaint(const WallSpan &span) { repaint(span.firstDay(), span.lastDay()); }

void InteractionController::repaint(shared::EventId event)
{
    if (const EventItem *item = m_index.find(event))
        repaint(spanOf(*item, m_index.zone()));
}

}
