#pragma once

#include <QString>

class QWidget;

namespace hearth::client::ui {

class ThemeSource;

/// Shows the key of a server that no authority vouches for, to be compared with what its host's screen shows.
/// Whether the person has confirmed that they are the same.
bool confirmServerKey(const ThemeSource &themes, const QString &fingerprint, QWidget *parent);

}
