#include "shared/domain/invite.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

QString inviteStateName(InviteState state)
{
    switch (state) {
    case InviteState::Open:
        return u"open"_s;
    case InviteState::Used:
        return u"used"_s;
    case InviteState::Expired:
        return u"expired"_s;
    case InviteState::Revoked:
        return u"revoked"_s;
    }
    Q_UNREACHABLE();
}

}
