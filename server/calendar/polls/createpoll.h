#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/polls.pb.h"
#include "shared/base/clock.h"

namespace hearth::server::calendar {

/// Makes a poll.
class CreatePoll {
public:
    CreatePoll(pb::CreatePollRequest request, shared::PollId id, const shared::Clock &clock);
    shared::Result<pb::Poll> operator()(UnitOfWork &unit) const;

private:
    pb::CreatePollRequest m_request;
    shared::PollId m_id;
    const shared::Clock &m_clock;
};

}
