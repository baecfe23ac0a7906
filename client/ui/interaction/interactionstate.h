#pragma once

#include "client/ui/interaction/surface.h"

#include <optional>

namespace hearth::client::ui {

/// What is on its way: a dragged event, or a new one that waits for its name.
struct Ghost {
    WallSpan span;
    QString title; ///< empty for a new one
    QString colour; ///< a name of the palette
    shared::EventId source; ///< paler meanwhile, where it is moved; null for new ones and copies
    bool lifted = false; ///< in the hand: with a shadow
};

/// What views paint of the interaction.
struct InteractionState {
    shared::EventId hovered;
    shared::EventId selected;
    GridCursor cursor; ///< day is null until the keyboard was used
    GridCursor anchor; ///< where an extended choice began; equals the cursor otherwise
    QDate hoveredMore; ///< the day whose "+n more" is under the pointer
    bool keyboard = false; ///< the last input came from the keyboard: focus is shown
    std::optional<Ghost> ghost;
};

}
