#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/polls.pb.h"
#include "shared/base/clock.h"

namespace hearth::server::calendar {

/// Changes a poll, closes it without an event, or opens it again. Its maker may, or an owner.
class UpdatePoll {
public:
    UpdatePoll(pb::UpdatePollRequest request, const shared::Clock &clock);
    shared::Result<pb::Poll> operator()(UnitOfWork &unit) const;

private:
    pb::UpdatePollRequest m_request;
    const shared::Clock &m_clock;
};

}
