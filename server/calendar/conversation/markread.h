#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/messages.pb.h"

namespace hearth::server::calendar {

/// Notes how far the caller has read a conversation.
class MarkRead {
public:
    explicit MarkRead(pb::MarkReadRequest request);
    shared::Result<pb::ReadMark> operator()(UnitOfWork &unit) const;

private:
    pb::MarkReadRequest m_request;
};

}
