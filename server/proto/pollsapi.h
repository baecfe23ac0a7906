#pragma once

#include "server/proto/call.h"
#include "server/proto/polls.pb.h"

namespace hearth::server {

/// Polls for a date. Editors make them, everybody but a member with the role `busy` answers, who made it or
/// an owner decides. Thread-safe, never blocks.
class PollsApi {
public:
    virtual ~PollsApi() = default;

    virtual void createPoll(const CallContext &call, const calendar::CreatePollRequest &request,
                            Reply<calendar::Poll> reply) = 0;
    /// Open ones first, then newest first.
    virtual void polls(const CallContext &call, const calendar::PollsRequest &request,
                       Reply<calendar::PollsResponse> reply) = 0;
    virtual void findPoll(const CallContext &call, const calendar::PollRequest &request,
                          Reply<calendar::Poll> reply) = 0;
    virtual void updatePoll(const CallContext &call, const calendar::UpdatePollRequest &request,
                            Reply<calendar::Poll> reply) = 0;
    virtual void deletePoll(const CallContext &call, const calendar::PollRequest &request,
                            Reply<calendar::Empty> reply) = 0;
    /// Conflict with reason "poll_closed" where it is no longer open.
    virtual void answerPoll(const CallContext &call, const calendar::AnswerPollRequest &request,
                            Reply<calendar::Poll> reply) = 0;
    /// Makes the event and closes the poll with it, both or neither; the same pick again answers the same.
    virtual void pickOption(const CallContext &call, const calendar::PickOptionRequest &request,
                            Reply<calendar::Poll> reply) = 0;
};

}
