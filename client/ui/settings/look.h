#pragma once

#include <optional>

namespace hearth::client::ui {

class ThemeSource;
enum class CalendarColour;

/// Gives `themes` the look that was chosen on this computer, and keeps every later one.
void keepLook(ThemeSource &themes);

/// The colour in the ember's place; nothing: the ember.
std::optional<CalendarColour> chosenAccent();
void chooseAccent(ThemeSource &themes, std::optional<CalendarColour> colour);

}
