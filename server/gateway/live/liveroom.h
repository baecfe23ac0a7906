#pragma once

#include "server/gateway/live/liveframe.h"
#include "shared/base/ids.h"
#include "shared/domain/change.h"
#include "shared/domain/role.h"

#include <memory>
#include <optional>
#include <vector>

namespace hearth::server::gateway {

class LiveSession;

/// A committed change on its way to the sockets.
struct RoomChange {
    shared::Change change;
    LiveFrame frame;
    bool isPrivate = false; ///< not the same for every member: the frame goes to none of them
};
using RoomChangePtr = std::shared_ptr<const RoomChange>;

/// The role that a change of a member gives them.
std::optional<shared::Role> roleIn(const shared::Change &change);

/// A socket in a room, and how far it has been told.
struct Membership {
    enum class State {
        Live, ///< gets changes as they come
        Held, ///< just connected: waits whether the client resumes first
        Fetching, ///< changes after its cursor are on their way from the log
    };
    LiveSession *session = nullptr;
    qint64 cursor = 0; ///< the newest seq that the socket knows
    shared::Role role = shared::Role::Viewer;
    qint64 roleSeq = 0; ///< the change since which the role is that one, or a later one
    State state = State::Live;
    bool wantsPresence = true; ///< has not been told yet who is there
    quint32 fetch = 0; ///< counts fetches, so that a late answer to an earlier one is known
};

/// One calendar's sockets on one IO thread.
struct LiveRoom {
    shared::CalendarId calendar;
    qint64 seq = 0; ///< of the last change that came to this thread
    std::vector<Membership> members;

    Membership *find(const LiveSession &session);
};

}
