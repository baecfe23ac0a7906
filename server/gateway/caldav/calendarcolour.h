#pragma once

#include <QString>

#include <optional>

namespace hearth::server::gateway::caldav {

/// "#2075B9FF" for a calendar's colour, a name of the palette or "#rrggbb"; grey for an unknown name.
QString appleColour(const QString &colour);
/// "#rrggbb" from "#RRGGBB" or "#RRGGBBAA"; nothing for anything else.
std::optional<QString> colourFromApple(const QString &text);

}
