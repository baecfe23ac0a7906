#pragma once

#include "server/proto/pollsapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakePolls final : public server::PollsApi, public ScriptedPart {
public:
    void createPoll(const server::CallContext &call, const calendar::CreatePollRequest &request,
                    server::Reply<calendar::Poll> reply) override
    {
        answer("createPoll", call, request.SerializeAsString(), reply);
    }
    void polls(const server::CallContext &call, const calendar::PollsRequest &request,
               server::Reply<calendar::PollsResponse> reply) override
    {
        answer("polls", call, request.SerializeAsString(), reply);
    }
    void findPoll(const server::CallContext &call, const calendar::PollRequest &request,
                  server::Reply<calendar::Poll> reply) override
    {
        answer("findPoll", call, request.SerializeAsString(), reply);
    }
    void updatePoll(const server::CallContext &call, const calendar::UpdatePollRequest &request,
                    server::Reply<calendar::Poll> reply) override
    {
        answer("updatePoll", call, request.SerializeAsString(), reply);
    }
    void deletePoll(const server::CallContext &call, const calendar::PollRequest &request,
                    server::Reply<calendar::Empty> reply) override
    {
        answer("deletePoll", call, request.SerializeAsString(), reply);
    }
    void answerPoll(const server::CallContext &call, const calendar::AnswerPollRequest &request,
                    server::Reply<calendar::Poll> reply) override
    {
        answer("answerPoll", call, request.SerializeAsString(), reply);
    }
    void pickOption(const server::CallContext &call, const calendar::PickOptionRequest &request,
                    server::Reply<calendar::Poll> reply) override
    {
        answer("pickOption", call, request.SerializeAsString(), reply);
    }
};

}
