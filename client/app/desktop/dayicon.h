#pragma once

#include <QDate>
#include <QIcon>

namespace hearth::client::ui {
class Theme;
}

namespace hearth::client {

/// A leaf of a calendar with the day of the month, for the tray; sharp at every size that trays have.
QIcon dayIcon(QDate day, const ui::Theme &theme);

}
