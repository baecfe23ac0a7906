#pragma once

#include <QString>

#include <optional>

namespace hearth::shared {

/// What a member may do in a calendar; each role may all that the following may.
enum class Role {
    Owner, ///< settings, members, roles, deletion
    Editor, ///< events
    Viewer, ///< reads, and takes part in the conversation
    Busy, ///< sees when, never what
};

/// "owner", "editor", "viewer", "busy".
QString roleName(Role role);
std::optional<Role> roleFromName(QStringView name);

constexpr bool mayRead(Role role) { return role != Role::Busy; }
constexpr bool mayWriteEvents(Role role) { return role == Role::Owner || role == Role::Editor; }
constexpr bool mayManage(Role role) { return role == Role::Owner; }

}
