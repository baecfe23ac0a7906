#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/writer.h"
#include "server/proto/pollsapi.h"

namespace hearth::server::calendar {

class PollsService final : public PollsApi {
public:
    PollsService(Writer &writer, SagaRunner &runner, const CalendarOptions &options);

    void createPoll(const CallContext &call, const pb::CreatePollRequest &request,
                    Reply<pb::Poll> reply) override;
    void polls(const CallContext &call, const pb::PollsRequest &request,
               Reply<pb::PollsResponse> reply) override;
    void findPoll(const CallContext &call, const pb::PollRequest &request, Reply<pb::Poll> reply) override;
    void updatePoll(const CallContext &call, const pb::UpdatePollRequest &request,
                    Reply<pb::Poll> reply) override;
    void deletePoll(const CallContext &call, const pb::PollRequest &request, Reply<pb::Empty> reply) override;
    void answerPoll(const CallContext &call, const pb::AnswerPollRequest &request,
                    Reply<pb::Poll> reply) override;
    void pickOption(const CallContext &call, const pb::PickOptionRequest &request,
                    Reply<pb::Poll> reply) override;

private:
    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
};

}
