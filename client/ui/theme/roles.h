#pragma once

#include "client/ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QAbstractButton;
class QAction;
class QCheckBox;

namespace hearth::client::ui {

/// What a button is for. Kept as a dynamic property that HearthStyle reads.
enum class ButtonRole {
    Normal,
    Primary, ///< The one ember button of a window region.
    Danger, ///< Deletes or ends something.
    Flat, ///< Without an edge, for what is secondary.
    Link, ///< Underlined ember text in a sentence.
    Icon, ///< Only an icon, as large as it is high (give it a tool tip and an accessible name).
};

enum class ControlSize { Small, Normal, Dialog, Large };

void setButtonRole(QAbstractButton &button, ButtonRole role);
ButtonRole buttonRole(const QWidget *widget);

/// Without a size of its own, a control is Dialog inside of a QDialog and Normal elsewhere.
void setControlSize(QWidget &widget, ControlSize size);
ControlSize controlSize(const QWidget *widget);
int controlHeight(const QWidget *widget, const Theme &theme);

/// A red edge round an input.
void setError(QWidget &input, bool error);
bool hasError(const QWidget *widget);

/// Draws a check box as a switch.
void setSwitch(QCheckBox &box, bool on = true);
bool isSwitch(const QWidget *widget);

/// Ticks a check box in a calendar's colour.
void setCalendarColour(QWidget &widget, CalendarColour colour);
std::optional<CalendarColour> calendarColourOf(const QWidget *widget);

/// Writes a menu's action in red.
void setDanger(QAction &action);
bool isDanger(const QAction *action);

/// Asks for the focus ring round a widget of one's own, with the radius of its box.
void setFocusRing(QWidget &widget, int radius);
std::optional<int> focusRingRadius(const QWidget *widget);

/// Whether `widget` has the focus and the person came there by keyboard.
bool showsFocus(const QWidget *widget);

}
