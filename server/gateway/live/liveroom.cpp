#include "server/gateway/live/liveroom.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

std::optional<shared::Role> roleIn(const shared::Change &change)
{
    return shared::roleFromName(QJsonDocument::fromJson(change.data).object().value("role"_L1).toString());
}

Membership *LiveRoom::find(const LiveSession &session)
{
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const Membership &each) { return each.session == &session; });
    return found == members.end() ? nullptr : &*found;
}

}
