#pragma once

#include <QDialog>

namespace hearth::client::ui {

class ThemeSource;

/// The list of keys: "?".
class ShortcutsDialog : public QDialog {
    Q_OBJECT

public:
    ShortcutsDialog(const ThemeSource &themes, QWidget *parent);
};

}
