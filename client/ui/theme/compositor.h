#pragma once

namespace hearth::client::ui {

/// Whether translucent windows are shown as such: not on a bare X11 server, where popups get only an edge.
bool hasCompositor();

}
