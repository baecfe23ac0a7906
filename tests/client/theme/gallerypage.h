#pragma once

#include <QPixmap>

namespace hearth::client::ui {
class ThemeSource;
}

namespace hearth::client::ui::gallery {

/// Every part in every state on one page.
QPixmap componentsPage(const ThemeSource &theme);

/// Popups and dialogs side by side.
QPixmap popupsPage(const ThemeSource &theme);

/// Every icon with its name, and the mark.
QPixmap iconsPage(const ThemeSource &theme);

}
