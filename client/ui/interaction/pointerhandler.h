#pragma once

#include "client/ui/interaction/gesture.h"

#include <QObject>
#include <QTimer>

#include <optional>

class QKeyEvent;
class QMouseEvent;

namespace hearth::client::ui {

class InteractionController;

/// The mouse: click, double click, and the drags that create, move, resize and copy.
class PointerHandler : public QObject {
public:
    explicit PointerHandler(InteractionController &controller);

    bool press(Surface &surface, const QMouseEvent &event);
    bool move(Surface &surface, const QMouseEvent &event);
    bool release(Surface &surface, const QMouseEvent &event);
    bool doubleClick(Surface &surface, const QMouseEvent &event);
    void leave();

    /// Keys in a drag: Esc cancels, Ctrl copies.
    bool keyPressed(const QKeyEvent &event);
    void modifiersChanged(Qt::KeyboardModifiers modifiers);
    void cancel();

private:
    struct Press {
        Surface *surface = nullptr;
        QPoint point;
        Hit hit;
    };

    void hover(Surface &surface, QPoint point);
    void begin();
    void update();
    void scroll();
    void finish();
    void click(Surface &surface, const Hit &hit);
    void showCursor(Surface &surface, Qt::CursorShape shape);

    InteractionController &m_controller;
    std::optional<Press> m_press;
    std::optional<Gesture> m_gesture;
    bool m_refused = false; ///< a drag that may not be
    bool m_copy = false;
    QPoint m_point;
    QPoint m_clickedAt; ///< global
    shared::EventId m_clicked;
    QTimer m_scroll;
};

}
