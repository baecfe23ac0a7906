#pragma once

#include <QString>

namespace hearth::shared {

/// What has become of an invite.
enum class InviteState {
    Open,
    Used, ///< as often as it may be
    Expired,
    Revoked, ///< by an owner, or because who made it is an owner no longer
};

QString inviteStateName(InviteState state); ///< "open", "used", "expired", "revoked"

}
