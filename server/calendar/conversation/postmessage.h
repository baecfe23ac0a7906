#pragma once

#include "server/calendar/conversation/messagetable.h"
#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/messages.pb.h"

namespace hearth::server::calendar {

/// Keeps a message and says it to the room.
class PostMessage {
public:
    PostMessage(pb::PostMessageRequest request, shared::MessageId id);
    shared::Result<pb::PostMessageResponse> operator()(UnitOfWork &unit) const;

private:
    shared::Result<Message> messageFor(UnitOfWork &unit, const shared::Calendar &calendar) const;

    pb::PostMessageRequest m_request;
    shared::MessageId m_id;
};

}
