#include "shared/domain/role.h"

namespace hearth::shared {

QString roleName(Role role)
{
    switch (role) {
    case Role::Owner:
        return QStringLiteral("owner");
    case Role::Editor:
        return QStringLiteral("editor");
    case Role::Viewer:
        return QStringLiteral("viewer");
    case Role::Busy:
        return QStringLiteral("busy");
    }
    Q_UNREACHABLE();
}

std::optional<Role> roleFromName(QStringView name)
{
    for (const Role role : {Role::Owner, Role::Editor, Role::Viewer, Role::Busy})
        if (name == roleName(role))
            return role;
    return std::nullopt;
}

}
