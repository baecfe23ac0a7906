#include "client/ui/window/invitepopover.h"

#include "client/ui/people/invitemaker.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/label.h"

#include <QVBoxLayout>

namespace hearth::client::ui {

InvitePopover::InvitePopover(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                             const shared::Calendar &calendar, QWidget *parent)
    : PopoverFrame(themes, parent)
{
    content()->setSpacing(themes.theme().measures().space12);
    content()->addWidget(new Label(themes, tr("Invite to “%1”").arg(calendar.name), FontRole::Group));
    auto *maker = new InviteMaker(themes, workspace, onboarding, calendar);
    content()->addWidget(maker);
    // Once the layout knows how high what was made is.
    connect(
        maker, &InviteMaker::made, this, [this] { popup(m_anchor, Side::After); }, Qt::QueuedConnection);
}

void InvitePopover::showBeside(const QRect &anchor)
{
    m_anchor = anchor;
    popup(anchor, Side::After);
}

}
