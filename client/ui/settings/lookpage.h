#pragma once

#include "client/ui/settings/settingspage.h"

namespace hearth::client::ui {

/// Light or dark, the accent, how large text is, how much moves.
class LookPage : public SettingsPage {
    Q_OBJECT

public:
    explicit LookPage(ThemeSource &themes, QWidget *parent = nullptr);

private:
    QWidget *themeChoice();
    QWidget *textSizeChoice();
    QWidget *accentChoice();

    ThemeSource &m_source;
};

}
