#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/polls.pb.h"

namespace hearth::server::calendar {

/// Takes the caller's answers in place of any they gave before.
class AnswerPoll {
public:
    explicit AnswerPoll(pb::AnswerPollRequest request);
    shared::Result<pb::Poll> operator()(UnitOfWork &unit) const;

private:
    pb::AnswerPollRequest m_request;
};

}
