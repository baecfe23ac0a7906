#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/polls.pb.h"

namespace hearth::server::calendar {

/// Takes a poll away. Its maker may, or an owner.
class DeletePoll {
public:
    explicit DeletePoll(pb::PollRequest request);
    shared::Result<pb::Empty> operator()(UnitOfWork &unit) const;

private:
    pb::PollRequest m_request;
};

}
