#include "client/ui/people/membersdialog.h"

#include "client/ui/people/invitespage.h"
#include "client/ui/people/memberspage.h"
#include "client/ui/people/peoplepage.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/segmentedcontrol.h"

#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hearth::client::ui {

namespace {
constexpr QSize kSize(520, 600);
}

MembersDialog::MembersDialog(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                             const shared::Calendar &calendar, Page page, QWidget *parent)
    : SheetDialog(themes, tr("People of “%1”").arg(calendar.name), {}, tr("Done"), parent)
    , m_pages(new QStackedWidget)
{
    const Measures &m = themes.theme().measures();
    hideCancel();
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(m.dialogPad, m.space16, m.dialogPad, 0);
    auto *switcher = new SegmentedControl(themes);
    switcher->addSegment(int(Page::Members), tr("Members"));
    switcher->addSegment(int(Page::People), tr("Without an account"));
    m_pages->addWidget(scrolled(new MembersPage(themes, workspace, calendar)));
    m_pages->addWidget(scrolled(new PeoplePage(themes, workspace, calendar)));
    if (shared::mayManage(calendar.role)) {
        switcher->addSegment(int(Page::Invites), tr("Invitations"));
        m_pages->addWidget(scrolled(new InvitesPage(themes, workspace, onboarding, calendar)));
    }
    head->addWidget(switcher);
    head->addStretch(1);
    column->addLayout(head);
    column->addWidget(m_pages, 1);
    body()->addLayout(column);
    connect(switcher, &SegmentedControl::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    switcher->setCurrent(int(page));
    m_pages->setCurrentIndex(int(page));
    resize(themes.theme().scaled(kSize.width()), themes.theme().scaled(kSize.height()));
}

}
