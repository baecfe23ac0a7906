#pragma once

#include "client/ui/settings/settingspage.h"

namespace hearth::client {
class Onboarding;
class Preferences;
}

namespace hearth::client::ui {

/// When Hearth starts and when it ends.
class GeneralPage : public SettingsPage {
    Q_OBJECT

public:
    GeneralPage(const ThemeSource &themes, Preferences &preferences, Onboarding &onboarding,
                QWidget *parent = nullptr);

private:
    void addStart(Card *card);

    Preferences &m_preferences;
    Onboarding &m_onboarding;
};

}
