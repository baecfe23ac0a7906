#pragma once

#include "server/proto/participationapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeParticipation final : public server::ParticipationApi, public ScriptedPart {
public:
    void answer(const server::CallContext &call, const calendar::AnswerEventRequest &request,
                server::Reply<calendar::Event> reply) override
    {
        ScriptedPart::answer("answer", call, request.SerializeAsString(), reply);
    }
    void acceptProposal(const server::CallContext &call, const calendar::ProposalRequest &request,
                        server::Reply<calendar::Event> reply) override
    {
        ScriptedPart::answer("acceptProposal", call, request.SerializeAsString(), reply);
    }
    void declineProposal(const server::CallContext &call, const calendar::ProposalRequest &request,
                         server::Reply<calendar::Event> reply) override
    {
        ScriptedPart::answer("declineProposal", call, request.SerializeAsString(), reply);
    }
};

}
