#pragma once

#include "client/ui/widgets/popoverframe.h"

namespace hearth::client {
class Onboarding;
}

namespace hearth::client::ui {

/// How others join: the link where this computer hosts, else what to tell them.
class InvitePopover : public PopoverFrame {
    Q_OBJECT

public:
    InvitePopover(const ThemeSource &themes, const Onboarding &onboarding, const QString &calendarName,
                  QWidget *parent);
};

}
