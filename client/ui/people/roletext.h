#pragma once

#include "shared/domain/role.h"

#include <QList>

class QComboBox;

namespace hearth::client::ui {

/// "Owner", "Editor", "Viewer", "Sees only when".
QString roleText(shared::Role role);
/// What somebody with that role may, as said to them: "You see everything, add and change events."
QString roleSentence(shared::Role role);

/// A list of roles to choose from, named for a screen reader.
QComboBox *makeRoleBox(const QList<shared::Role> &roles, shared::Role current, const QString &name);
shared::Role roleIn(const QComboBox &box);

}
