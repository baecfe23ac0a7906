#include "client/ui/interaction/pointerhandler.h"

#include "client/models/eventindex.h"
#include "client/ui/interaction/interactioncontroller.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>

namespace hearth::client::ui {

namespace {

constexpr int kScrollIntervalMs = 30;

Qt::CursorShape hoverShape(const InteractionController &controller, const Hit &hit)
{
    if (hit.more || hit.heading || (hit.zone == Hit::Zone::List && !hit.event.isNull()))
        return Qt::PointingHandCursor;
    if (hit.edge == Hit::Edge::Body || hit.zone == Hit::Zone::List || !controller.mayChange(hit.event))
        return Qt::ArrowCursor;
    return hit.zone == Hit::Zone::Grid ? Qt::SizeVerCursor : Qt::SizeHorCursor;
}

bool sameTarget(const Hit &a, const Hit &b)
{
    return a.event == b.event && a.more == b.more && a.heading == b.heading
        && (!a.event.isNull() || a.day == b.day);
}

}

PointerHandler::PointerHandler(InteractionController &controller)
    : m_controller(controller)
{
    m_scroll.setInterval(kScrollIntervalMs);
    connect(&m_scroll, &QTimer::timeout, this, &PointerHandler::scroll);
}

bool PointerHandler::press(Surface &surface, const QMouseEvent &event)
{
    surface.area().setFocus(Qt::MouseFocusReason);
    m_controller.setKeyboard(false);
    if (event.button() != Qt::LeftButton) {
        cancel();
        return true;
    }
    m_press = Press{&surface, event.position().toPoint(), surface.hitTest(event.position().toPoint())};
    m_refused = false;
    return true;
}

bool PointerHandler::move(Surface &surface, const QMouseEvent &event)
{
    m_point = event.position().toPoint();
    m_copy = event.modifiers().testFlag(Qt::ControlModifier);
    if (!m_press || !event.buttons().testFlag(Qt::LeftButton)) {
        hover(surface, m_point);
        return true;
    }
    if (!m_gesture && !m_refused
        && (m_point - m_press->point).manhattanLength() >= QApplication::startDragDistance())
        begin();
    if (m_gesture)
        update();
    return true;
}

bool PointerHandler::release(Surface &surface, const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !m_press)
        return true;
    m_point = event.position().toPoint();
    m_copy = event.modifiers().testFlag(Qt::ControlModifier);
    const Press press = *m_press;
    const bool refused = m_refused;
    if (m_gesture) {
        finish();
    } else if (!refused && sameTarget(surface.hitTest(m_point), press.hit)) {
        m_clickedAt = event.globalPosition().toPoint();
        m_clicked = press.hit.event;
        m_press.reset();
        click(surface, press.hit);
    }
    cancel();
    hover(surface, m_point);
    return true;
}

bool PointerHandler::doubleClick(Surface &surface, const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton)
        return true;
    // A panel that the first click opened may have moved everything: what was clicked first counts.
    const bool samePlace = (event.globalPosition().toPoint() - m_clickedAt).manhattanLength()
        <= QApplication::startDragDistance();
    const Hit hit = surface.hitTest(event.position().toPoint());
    const shared::EventId id = samePlace && !m_clicked.isNull() ? m_clicked : hit.event;
    if (!id.isNull())
        m_controller.open(id);
    else if (!hit.more && !hit.heading && hit.day.isValid() && hit.zone != Hit::Zone::None
             && hit.zone != Hit::Zone::List)
        m_controller.requestCreate(surface, newSpanAt(hit));
    return true;
}

void PointerHandler::leave()
{
    if (m_gesture)
        return;
    m_controller.setHovered({});
    m_controller.setHoveredMore({});
}

bool PointerHandler::keyPressed(const QKeyEvent &event)
{
    if (!m_press)
        return false;
    if (event.key() == Qt::Key_Escape) {
        cancel();
        m_refused = true; // until the button is released
        return true;
    }
    modifiersChanged(event.modifiers()
                     | (event.key() == Qt::Key_Control ? Qt::ControlModifier : Qt::NoModifier));
    return m_gesture.has_value();
}

void PointerHandler::modifiersChanged(Qt::KeyboardModifiers modifiers)
{
    m_copy = modifiers.testFlag(Qt::ControlModifier);
    if (m_gesture)
        update();
}

void PointerHandler::cancel()
{
    m_scroll.stop();
    if (m_gesture) {
        m_gesture.reset();
        m_controller.setGhost(std::nullopt);
    }
    if (m_press) {
        showCursor(*m_press->surface, Qt::ArrowCursor);
        m_press.reset();
    }
    m_refused = false;
}

void PointerHandler::hover(Surface &surface, QPoint point)
{
    const Hit hit = surface.hitTest(point);
    m_controller.setHovered(hit.event);
    m_controller.setHoveredMore(hit.more ? hit.day : QDate());
    showCursor(surface, hoverShape(m_controller, hit));
}

void PointerHandler::begin()
{
    const Hit &hit = m_press->hit;
    if (hit.zone == Hit::Zone::List || hit.more || hit.heading)
        return; // nothing to drag: it stays a click
    const bool ofEvent = !hit.event.isNull();
    const bool place = hit.day.isValid() && hit.zone != Hit::Zone::None;
    if (!place || !(ofEvent ? m_controller.mayChange(hit.event) : m_controller.mayCreate())) {
        m_refused = true;
        if (ofEvent)
            showCursor(*m_press->surface, Qt::ForbiddenCursor);
        return;
    }
    const EventItem *item = m_controller.index().find(hit.event);
    if (ofEvent && !item) {
        m_refused = true;
        return;
    }
    m_gesture =
        ofEvent ? Gesture::take(hit, spanOf(*item, m_controller.index().zone())) : Gesture::create(hit);
    m_controller.setHovered({});
    m_scroll.start();
}

void PointerHandler::update()
{
    Surface &surface = *m_press->surface;
    const EventItem *item = m_controller.index().find(m_press->hit.event);
    if (!m_press->hit.event.isNull() && !item) { // somebody else deleted it meanwhile
        cancel();
        return;
    }
    const bool moves = m_gesture->kind() == Gesture::Kind::Move;
    const bool copies = moves && m_copy;
    Ghost ghost;
    ghost.span = m_gesture->at(surface.hitTest(m_point));
    ghost.lifted = moves;
    if (item) {
        ghost.title = item->name;
        ghost.colour = m_controller.colourOf(*item);
        ghost.source = copies ? shared::EventId{} : item->id;
    } else {
        ghost.colour = m_controller.newColour();
    }
    m_controller.setGhost(ghost);
    if (moves)
        showCursor(surface, copies ? Qt::DragCopyCursor : Qt::ClosedHandCursor);
}

void PointerHandler::scroll()
{
    if (m_press && m_gesture && m_press->surface->scrollAt(m_point))
        update();
}

void PointerHandler::finish()
{
    Surface &surface = *m_press->surface;
    const Gesture gesture = *m_gesture;
    const shared::EventId event = m_press->hit.event;
    const WallSpan span = gesture.at(surface.hitTest(m_point));
    cancel();
    if (gesture.kind() == Gesture::Kind::Create)
        m_controller.requestCreate(surface, span);
    else
        m_controller.bring(event, span, m_copy && gesture.kind() == Gesture::Kind::Move);
}

void PointerHandler::click(Surface &surface, const Hit &hit)
{
    if (hit.more) {
        surface.showMore(hit.day);
        return;
    }
    if (hit.heading) {
        Q_EMIT m_controller.headingActivated(hit.day);
        return;
    }
    if (!hit.event.isNull()) {
        m_controller.setCursor(m_controller.cursorOf(hit.event));
        m_controller.select(hit.event);
        return;
    }
    if (!hit.day.isValid() || hit.zone == Hit::Zone::None)
        return;
    const bool creates = m_controller.state().selected.isNull() && hit.zone != Hit::Zone::List;
    const WallSpan span = newSpanAt(hit);
    m_controller.setCursor({hit.day, span.allDay ? GridCursor::kWholeDay : minuteOfDay(span.start)});
    m_controller.select({});
    if (creates)
        m_controller.requestCreate(surface, span);
}

void PointerHandler::showCursor(Surface &surface, Qt::CursorShape shape)
{
    QWidget *viewport = surface.area().viewport();
    if (viewport->cursor().shape() != shape)
        viewport->setCursor(shape);
}

}
