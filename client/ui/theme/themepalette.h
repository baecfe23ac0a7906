#pragma once

#include <QPalette>

namespace hearth::client::ui {

class Theme;

/// The palette that standard widgets and rich text read.
QPalette paletteFor(const Theme &theme);

/// The same for tool tips, which are inverse.
QPalette toolTipPaletteFor(const Theme &theme);

}
