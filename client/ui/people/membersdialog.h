#pragma once

#include "client/ui/dialogs/sheetdialog.h"
#include "shared/domain/calendar.h"

class QStackedWidget;

namespace hearth::client {
class Onboarding;
class Workspace;
}

namespace hearth::client::ui {

/// Who is in a calendar: members with their roles, people without an account, invitations. Everything takes
/// effect at once.
class MembersDialog : public SheetDialog {
    Q_OBJECT

public:
    enum class Page { Members, People, Invites };

    MembersDialog(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                  const shared::Calendar &calendar, Page page, QWidget *parent);

private:
    QStackedWidget *m_pages;
};

}
