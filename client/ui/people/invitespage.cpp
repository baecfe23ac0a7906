#include "client/ui/people/invitespage.h"

#include "client/models/workspace.h"
#include "client/ui/people/invitemaker.h"
#include "client/ui/people/roletext.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"
#include "client/ui/widgets/label.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::InviteState;

namespace {
QString stateText(InviteState state)
{
    switch (state) {
    case InviteState::Open:
        return {};
    case InviteState::Used:
        return InvitesPage::tr("used up");
    case InviteState::Expired:
        return InvitesPage::tr("expired");
    case InviteState::Revoked:
        return InvitesPage::tr("withdrawn");
    }
    Q_UNREACHABLE();
}
}

InvitesPage::InvitesPage(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                         const shared::Calendar &calendar, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_calendar(calendar)
    , m_message(new Label(themes, {}, FontRole::Control, Tone::Ink2))
    , m_rows(new QVBoxLayout)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space16);
    auto *maker = new InviteMaker(themes, workspace, onboarding, calendar);
    column->addWidget(maker);
    column->addWidget(new Separator(themes));
    column->addWidget(new Label(themes, tr("Invitations that were made"), FontRole::EventTitle, Tone::Ink2));
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    m_rows->setSpacing(m.space4);
    column->addLayout(m_rows);
    column->addStretch(1);
    connect(maker, &InviteMaker::made, this, &InvitesPage::read);
    read();
}

void InvitesPage::read()
{
    m_workspace.membership().listInvites(
        m_calendar.id, [self = QPointer(this)](const shared::Result<QList<Invite>> &invites) {
            if (!self)
                return;
            if (invites)
                return self->showInvites(*invites);
            self->m_message->setTone(Tone::Bad);
            self->m_message->setText(invites.error().message);
            self->m_message->show();
        });
}

void InvitesPage::showInvites(const QList<Invite> &invites)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_message->setTone(Tone::Ink2);
    m_message->setText(tr("None yet."));
    m_message->setVisible(invites.isEmpty());
    for (const Invite &invite : invites)
        m_rows->addWidget(row(invite));
}

QWidget *InvitesPage::row(const Invite &invite)
{
    const Measures &m = m_themes.theme().measures();
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m.space12);
    const bool open = invite.state == InviteState::Open;
    layout->addWidget(new ElidedLabel(m_themes, roleText(invite.role), FontRole::ControlBold,
                                      open ? Tone::Ink : Tone::Ink3));
    const QDate until = QDateTime::fromMSecsSinceEpoch(invite.expiresMs).date();
    const QString rest = open ? tr("until %1, %2, by %3")
                                    .arg(QLocale().toString(until, u"d MMMM"_s),
                                         tr("for %n more", nullptr, invite.usesLeft), invite.createdBy)
                              : tr("%1, by %2").arg(stateText(invite.state), invite.createdBy);
    layout->addWidget(new ElidedLabel(m_themes, rest, FontRole::Control, Tone::Ink2), 1);
    if (open) {
        auto *withdraw = new DangerButton(tr("Withdraw"));
        setControlSize(*withdraw, ControlSize::Small);
        withdraw->setAccessibleName(tr("Withdraw the invitation as %1").arg(roleText(invite.role)));
        connect(withdraw, &QAbstractButton::clicked, this, [this, invite] { revoke(invite); });
        layout->addWidget(withdraw);
    }
    return line;
}

void InvitesPage::revoke(const Invite &invite)
{
    m_workspace.membership().revokeInvite(m_calendar.id, invite.id,
                                          [self = QPointer(this)](const shared::Outcome &outcome) {
                                              if (!self)
                                                  return;
                                              if (outcome)
                                                  return self->read();
                                              self->m_message->setTone(Tone::Bad);
                                              self->m_message->setText(outcome.error().message);
                                              self->m_message->show();
                                          });
}

}
