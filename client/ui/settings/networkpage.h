#pragma once

#include "client/ui/settings/settingspage.h"

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace hearth::client {
class Preferences;
}

namespace hearth::client::ui {

/// Through which proxy the app reaches its server.
class NetworkPage : public SettingsPage {
    Q_OBJECT

public:
    NetworkPage(const ThemeSource &themes, Preferences &preferences, QWidget *parent = nullptr);

private:
    void showWhatCounts();
    void save();

    Preferences &m_preferences;
    QComboBox *m_kind;
    QLineEdit *m_host;
    QSpinBox *m_port;
};

}
