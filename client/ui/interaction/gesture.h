#pragma once

#include "client/models/habits.h"
#include "client/ui/interaction/surface.h"

namespace hearth::client::ui {

/// What is dragged from where, and where that would bring it: pure, fed with hits.
class Gesture {
public:
    enum class Kind { Create, Move, ResizeStart, ResizeEnd };

    /// A new event from here on.
    static Gesture create(const Hit &from);
    /// The body or an edge of an event that stands at `span`.
    static Gesture take(const Hit &from, const WallSpan &span);

    Kind kind() const { return m_kind; }
    const Hit &from() const { return m_from; }
    /// Where it would come to stand with the pointer there.
    WallSpan at(const Hit &to) const;

    static constexpr int kSnapMinutes = 15;
    static int newMinutes() { return habits().newMinutes; }

private:
    Gesture(Kind kind, const Hit &from, const WallSpan &span);

    WallSpan created(const Hit &to) const;
    WallSpan moved(const Hit &to) const;
    WallSpan movedInGrid(const Hit &to) const;
    WallSpan resized(const Hit &to) const;

    Kind m_kind;
    Hit m_from;
    WallSpan m_span;
};

/// An hour that begins where the hit is; a whole day outside of a grid.
WallSpan newSpanAt(const Hit &hit);

}
