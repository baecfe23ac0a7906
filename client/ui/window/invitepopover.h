#pragma once

#include "client/ui/widgets/popoverframe.h"
#include "shared/domain/calendar.h"

namespace hearth::client {
class Onboarding;
class Workspace;
}

namespace hearth::client::ui {

/// Makes an invitation to a calendar beside what was pressed: its link and its picture.
class InvitePopover : public PopoverFrame {
    Q_OBJECT

public:
    InvitePopover(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                  const shared::Calendar &calendar, QWidget *parent);

    /// Beside `anchor` (global coordinates), also when it grows.
    void showBeside(const QRect &anchor);

private:
    QRect m_anchor;
};

}
