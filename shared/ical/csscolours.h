#pragma once

#include <QString>

namespace hearth::shared {

/// The palette's name for one of CSS's colour names (RFC 7986, COLOR): the one of the nearest hue. Empty for
/// what is no such name.
QString paletteOfCss(const QString &name);
/// The CSS name that stands for a colour of the palette, or the one nearest to "#rrggbb". Empty for what is
/// neither.
QString cssOfColour(const QString &colour);

}
