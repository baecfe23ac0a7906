#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "shared/base/ids.h"

namespace hearth::server::calendar {

/// Keeps a message and says it to the room.
class PostMessage {
public:
    PostMessage(pb::PostMessageRequest request, shared::MessageId id);
    shared::Result<pb::PostMessageResponse> operator()(UnitOfWork &unit) const;

private:
    pb::PostMessageRequest m_request;
    shared::MessageId m_id;
};

}
