#include "server/gateway/live/liveroom.h"

#include <algorithm>

namespace hearth::server::gateway {

Membership *LiveRoom::find(const LiveSession &session)
{
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Membership &each) { return each.session == &session; });
    return found == members.end() ? nullptr : &*found;
}

}
