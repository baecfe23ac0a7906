#pragma once

#include <QString>

class QWidget;

namespace hearth::client::ui {

class ThemeSource;

/// Asks before something that can't be taken back. Whether the person wants it.
bool confirm(const ThemeSource &themes, const QString &title, const QString &sentence, const QString &action,
             QWidget *parent);

}
