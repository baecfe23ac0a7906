#include "client/ui/people/roletext.h"

#include <QComboBox>
#include <QCoreApplication>

namespace hearth::client::ui {

using shared::Role;

namespace {
QString tr(const char *text) { return QCoreApplication::translate("RoleText", text); }
}

QString roleText(Role role)
{
    switch (role) {
    case Role::Owner:
        return tr("Owner");
    case Role::Editor:
        return tr("Editor");
    case Role::Viewer:
        return tr("Viewer");
    case Role::Busy:
        return tr("Sees only when");
    }
    Q_UNREACHABLE();
}

QString roleSentence(Role role)
{
    switch (role) {
    case Role::Owner:
        return tr("You may do everything: events, settings, members and invitations.");
    case Role::Editor:
        return tr("You see everything, add and change events, and take part in the conversation.");
    case Role::Viewer:
        return tr("You see everything and take part in the conversation, but change no events.");
    case Role::Busy:
        return tr("You see when there is something, but not what it is.");
    }
    Q_UNREACHABLE();
}

QComboBox *makeRoleBox(const QList<Role> &roles, Role current, const QString &name)
{
    auto *box = new QComboBox;
    box->setAccessibleName(name);
    for (const Role role : roles)
        box->addItem(roleText(role), int(role));
    box->setCurrentIndex(static_cast<int>(roles.indexOf(current)));
    return box;
}

Role roleIn(const QComboBox &box) { return Role(box.currentData().toInt()); }

}
