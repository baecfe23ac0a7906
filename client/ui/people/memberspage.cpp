#include "client/ui/people/memberspage.h"

#include "client/models/memberlist.h"
#include "client/models/membership.h"
#include "client/models/workspace.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/people/roletext.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;
using shared::Member;
using shared::Role;

MembersPage::MembersPage(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
                         QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
    , m_workspace(workspace)
    , m_calendar(calendar)
    , m_problem(new Label(themes, {}, FontRole::Control, Tone::Bad))
    , m_rows(new QVBoxLayout)
{
    const Measures &m = themes.theme().measures();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(m.space12);
    if (!shared::mayManage(calendar.role)) {
        auto *note = new Label(themes, tr("Only owners change roles and remove members."), FontRole::Control,
                               Tone::Ink2);
        note->setWordWrap(true);
        column->addWidget(note);
    }
    m_rows->setSpacing(m.space8);
    column->addLayout(m_rows);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);
    column->addStretch(1);
    connect(&workspace.members(), &QAbstractItemModel::modelReset, this, &MembersPage::rebuild);
    rebuild();
}

void MembersPage::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const auto members = m_workspace.members().membersOf(m_calendar.id);
    for (const Member &member : members)
        m_rows->addWidget(row(member));
}

QWidget *MembersPage::row(const Member &member)
{
    const Measures &m = m_themes.theme().measures();
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(m.space12);
    const bool self = member.username == m_workspace.username();
    const auto colour =
        calendarColourFromName(MemberList::colourOf(member.username)).value_or(CalendarColour::Stone);
    layout->addWidget(new Avatar(m_themes, member.username, colour));
    layout->addWidget(new ElidedLabel(m_themes, self ? tr("%1 (you)").arg(member.username) : member.username,
                                      FontRole::Control),
                      1);
    if (!shared::mayManage(m_calendar.role)) {
        layout->addWidget(new Label(m_themes, roleText(member.role), FontRole::Control, Tone::Ink2));
        return line;
    }
    QComboBox *role = makeRoleBox({Role::Owner, Role::Editor, Role::Viewer, Role::Busy}, member.role,
                                  tr("Role of %1").arg(member.username));
    layout->addWidget(role);
    connect(role, &QComboBox::activated, this, [this, member, role] { setRole(member, roleIn(*role)); });
    auto *remove =
        new IconButton(m_themes, u"x"_s, self ? tr("Leave") : tr("Remove %1").arg(member.username));
    setControlSize(*remove, ControlSize::Small);
    connect(remove, &QAbstractButton::clicked, this, [this, member] { this->remove(member); });
    layout->addWidget(remove);
    return line;
}

void MembersPage::setRole(const Member &member, Role role)
{
    if (role == member.role)
        return;
    m_workspace.membership().setRole(m_calendar.id, member.user, role,
                                     [self = QPointer(this)](const shared::Outcome &outcome) {
                                         if (self)
                                             self->tell(outcome);
                                     });
}

void MembersPage::remove(const Member &member)
{
    const bool self = member.username == m_workspace.username();
    const QString title = self ? tr("Leave “%1”?").arg(m_calendar.name)
                               : tr("Remove %1 from “%2”?").arg(member.username, m_calendar.name);
    const QString sentence =
        self ? tr("You no longer see its events.") : tr("%1 no longer sees its events.").arg(member.username);
    if (!confirm(m_themes, title, sentence, self ? tr("Leave") : tr("Remove"), this))
        return;
    m_workspace.removeMember(m_calendar.id, member.user,
                             [self = QPointer(this)](const shared::Outcome &outcome) {
                                 if (self)
                                     self->tell(outcome);
                             });
}

/// Where it failed the boxes show again what is.
void MembersPage::tell(const shared::Outcome &outcome)
{
    m_problem->setVisible(!outcome.ok());
    if (outcome)
        return;
    m_problem->setText(outcome.error().message);
    rebuild();
}

}
