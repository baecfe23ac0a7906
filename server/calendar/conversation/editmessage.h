#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/messages.pb.h"

namespace hearth::server::calendar {

/// Gives a message another text; only its author may.
class EditMessage {
public:
    explicit EditMessage(pb::EditMessageRequest request);
    shared::Result<pb::Message> operator()(UnitOfWork &unit) const;

private:
    pb::EditMessageRequest m_request;
};

}
