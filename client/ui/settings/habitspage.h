#pragma once

#include "client/models/habits.h"
#include "client/ui/settings/settingspage.h"

#include <functional>

class QComboBox;

namespace hearth::client {
class Preferences;
}

namespace hearth::client::ui {

/// How calendars are written and where their days and weeks begin.
class HabitsPage : public SettingsPage {
    Q_OBJECT

public:
    HabitsPage(const ThemeSource &themes, Preferences &preferences, QWidget *parent = nullptr);

private:
    QComboBox *weekdayChoice();
    QComboBox *clockChoice();
    QComboBox *lengthChoice();
    QWidget *dayStart();
    void change(const std::function<void(Habits &)> &how);

    Preferences &m_preferences;
};

}
