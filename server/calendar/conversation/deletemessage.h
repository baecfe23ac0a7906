#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/messages.pb.h"

namespace hearth::server::calendar {

/// Takes a message back; what is left of it says that there was one. Its author may, or an owner.
class DeleteMessage {
public:
    explicit DeleteMessage(pb::MessageRequest request);
    shared::Result<pb::Message> operator()(UnitOfWork &unit) const;

private:
    pb::MessageRequest m_request;
};

}
