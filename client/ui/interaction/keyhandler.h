#pragma once

#include "client/ui/interaction/surface.h"

class QKeyEvent;

namespace hearth::shared {
class Clock;
}

namespace hearth::client::ui {

class InteractionController;

/// The keys of the views: arrows by day and slot, Home and End, pages, Enter, Space, Delete. Ctrl with up or
/// down goes from event to event, Shift extends what Enter will create.
class KeyHandler {
public:
    KeyHandler(InteractionController &controller, const shared::Clock &clock);

    /// Whether press() would do something with it.
    bool knows(const Surface &surface, const QKeyEvent &event) const;
    bool press(Surface &surface, const QKeyEvent &event);
    /// Gives the cursor a place where it has none.
    void placeCursor(Surface &surface);

private:
    bool navigate(Surface &surface, const QKeyEvent &event);
    bool act(Surface &surface, const QKeyEvent &event);
    GridCursor placeOf(const Surface &surface, shared::EventId event) const;
    void step(Surface &surface, int direction);
    void moveTo(Surface &surface, const GridCursor &cursor, bool extend);
    void cycle(Surface &surface);
    void enter(Surface &surface);
    GridCursor moved(const Surface &surface, int key, bool rightToLeft) const;
    WallSpan chosen(const Surface &surface) const;

    static constexpr int kSlotMinutes = 30;

    InteractionController &m_controller;
    const shared::Clock &m_clock;
    int m_gridMinute = 8 * 60; ///< where the cursor comes back to from the strip
};

}
