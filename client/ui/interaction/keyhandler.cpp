#include "client/ui/interaction/keyhandler.h"

#include "client/models/eventindex.h"
#include "client/ui/interaction/gesture.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "shared/base/clock.h"

#include <QAbstractScrollArea>
#include <QKeyEvent>

#include <algorithm>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kDaysOfWeek = 7;

bool isArrow(int key)
{
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
}

bool isEnter(int key) { return key == Qt::Key_Return || key == Qt::Key_Enter; }

}

KeyHandler::KeyHandler(InteractionController &controller, const shared::Clock &clock)
    : m_controller(controller)
    , m_clock(clock)
{
}

bool KeyHandler::knows(const Surface &surface, const QKeyEvent &event) const
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const int key = event.key();
    if (modifiers == Qt::ControlModifier)
        return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_Home || key == Qt::Key_D;
    if (modifiers == Qt::ShiftModifier)
        return isArrow(key) && surface.layout() != Surface::Layout::List;
    if (modifiers != Qt::NoModifier)
        return false;
    return isArrow(key) || isEnter(key) || key == Qt::Key_Home || key == Qt::Key_End || key == Qt::Key_PageUp
        || key == Qt::Key_PageDown || key == Qt::Key_Space || key == Qt::Key_Delete
        || key == Qt::Key_Backspace || (key == Qt::Key_Escape && !m_controller.state().selected.isNull());
}

bool KeyHandler::press(Surface &surface, const QKeyEvent &event)
{
    if (!knows(surface, event))
        return false;
    m_controller.setKeyboard(true);
    const bool fresh = !m_controller.state().cursor.day.isValid();
    placeCursor(surface);
    // The first arrow only shows where the cursor is.
    if (fresh && isArrow(event.key()) && surface.layout() != Surface::Layout::List)
        return true;
    return navigate(surface, event) || act(surface, event);
}

void KeyHandler::placeCursor(Surface &surface)
{
    const GridCursor &cursor = m_controller.state().cursor;
    if (cursor.day.isValid() && surface.firstDay() <= cursor.day && cursor.day <= surface.lastDay())
        return;
    const bool grid = surface.layout() == Surface::Layout::TimeGrid;
    if (surface.events().contains(m_controller.state().selected)) {
        m_controller.setCursor(placeOf(surface, m_controller.state().selected));
        return;
    }
    const QDateTime now = wallOf(m_clock.nowMs(), m_controller.index().zone());
    const QDate day = std::clamp(now.date(), surface.firstDay(), surface.lastDay());
    const int minute = minuteOfDay(now) / kSlotMinutes * kSlotMinutes;
    moveTo(surface, {day, grid ? minute : GridCursor::kWholeDay}, false);
}

GridCursor KeyHandler::placeOf(const Surface &surface, shared::EventId event) const
{
    GridCursor cursor = m_controller.cursorOf(event);
    cursor.day = std::clamp(cursor.day, surface.firstDay(), surface.lastDay());
    if (surface.layout() != Surface::Layout::TimeGrid)
        cursor.minute = GridCursor::kWholeDay;
    return cursor;
}

bool KeyHandler::navigate(Surface &surface, const QKeyEvent &event)
{
    const int key = event.key();
    const bool list = surface.layout() == Surface::Layout::List;
    const bool vertical = key == Qt::Key_Up || key == Qt::Key_Down;
    GridCursor cursor = m_controller.state().cursor;
    if (vertical && (list || event.modifiers().testFlag(Qt::ControlModifier))) {
        step(surface, key == Qt::Key_Down ? 1 : -1);
    } else if (isArrow(key)) {
        moveTo(surface, moved(surface, key, surface.area().isRightToLeft()),
               event.modifiers().testFlag(Qt::ShiftModifier));
    } else if (key == Qt::Key_Home && event.modifiers().testFlag(Qt::ControlModifier)) {
        cursor.minute = GridCursor::kWholeDay;
        moveTo(surface, cursor, false);
    } else if (key == Qt::Key_Home || key == Qt::Key_End) {
        const bool month = surface.layout() == Surface::Layout::DayGrid;
        const int ofWeek = int(surface.firstDay().daysTo(cursor.day)) % kDaysOfWeek;
        const QDate first = month ? cursor.day.addDays(-ofWeek) : surface.firstDay();
        const QDate last = month ? first.addDays(kDaysOfWeek - 1) : surface.lastDay();
        cursor.day = key == Qt::Key_Home ? first : last;
        moveTo(surface, cursor, false);
    } else if (key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
        Q_EMIT m_controller.pageRequested(key == Qt::Key_PageDown ? 1 : -1);
    } else {
        return false;
    }
    return true;
}

bool KeyHandler::act(Surface &surface, const QKeyEvent &event)
{
    const shared::EventId selected = m_controller.state().selected;
    if (isEnter(event.key()))
        enter(surface);
    else if (event.key() == Qt::Key_Space)
        cycle(surface);
    else if (event.key() == Qt::Key_Delete || event.key() == Qt::Key_Backspace)
        m_controller.remove(selected);
    else if (event.key() == Qt::Key_D)
        m_controller.duplicate(selected);
    else if (event.key() == Qt::Key_Escape)
        m_controller.select({});
    else
        return false;
    return true;
}

GridCursor KeyHandler::moved(const Surface &surface, int key, bool rightToLeft) const
{
    GridCursor cursor = m_controller.state().cursor;
    const bool monthly = surface.layout() == Surface::Layout::DayGrid;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        cursor.day = cursor.day.addDays((key == Qt::Key_Right) != rightToLeft ? 1 : -1);
        return cursor;
    }
    const int direction = key == Qt::Key_Down ? 1 : -1;
    if (monthly) {
        cursor.day = cursor.day.addDays(direction * kDaysOfWeek);
    } else if (cursor.minute == GridCursor::kWholeDay) {
        if (direction > 0)
            cursor.minute = m_gridMinute;
    } else {
        const int slot = cursor.minute / kSlotMinutes * kSlotMinutes;
        const int next =
            direction > 0 ? slot + kSlotMinutes : (cursor.minute > slot ? slot : slot - kSlotMinutes);
        cursor.minute = next < 0 ? GridCursor::kWholeDay : std::min(next, kMinutesOfDay - kSlotMinutes);
    }
    return cursor;
}

void KeyHandler::moveTo(Surface &surface, const GridCursor &cursor, bool extend)
{
    if (cursor.minute != GridCursor::kWholeDay)
        m_gridMinute = cursor.minute;
    // The page is turned first, so that what stands at the cursor is known.
    if (cursor.day < surface.firstDay() || cursor.day > surface.lastDay())
        Q_EMIT m_controller.dayRequested(cursor.day);
    const QList<shared::EventId> events = extend ? QList<shared::EventId>{} : surface.eventsAt(cursor);
    m_controller.select(events.isEmpty() ? shared::EventId{} : events.first());
    m_controller.setCursor(cursor, extend);
    surface.ensureVisible(cursor);
}

void KeyHandler::step(Surface &surface, int direction)
{
    const QList<shared::EventId> events = surface.events();
    if (events.isEmpty())
        return;
    const qsizetype at = events.indexOf(m_controller.state().selected);
    const qsizetype next = at < 0 ? (direction > 0 ? 0 : events.size() - 1) : at + direction;
    if (next < 0 || next >= events.size())
        return;
    const GridCursor cursor = placeOf(surface, events[next]);
    m_controller.select(events[next]);
    m_controller.setCursor(cursor);
    surface.ensureVisible(events[next]);
}

void KeyHandler::cycle(Surface &surface)
{
    const QList<shared::EventId> events = surface.eventsAt(m_controller.state().cursor);
    if (events.isEmpty())
        return;
    m_controller.select(events[(events.indexOf(m_controller.state().selected) + 1) % events.size()]);
    Q_EMIT m_controller.cursorChanged();
}

void KeyHandler::enter(Surface &surface)
{
    if (!m_controller.state().selected.isNull())
        m_controller.open(m_controller.state().selected);
    else if (surface.layout() != Surface::Layout::List)
        m_controller.requestCreate(surface, chosen(surface));
}

WallSpan KeyHandler::chosen(const Surface &surface) const
{
    const InteractionState &state = m_controller.state();
    if (surface.layout() == Surface::Layout::DayGrid || state.cursor.minute == GridCursor::kWholeDay)
        return daySpan(state.anchor.day, state.cursor.day);
    if (state.anchor == state.cursor)
        return {wallTime(state.cursor.day, state.cursor.minute),
                wallTime(state.cursor.day, state.cursor.minute + Gesture::newMinutes()), false};
    const int other = std::max(state.anchor.minute, 0);
    return {wallTime(state.cursor.day, std::min(other, state.cursor.minute)),
            wallTime(state.cursor.day, std::max(other, state.cursor.minute) + kSlotMinutes), false};
}

}
