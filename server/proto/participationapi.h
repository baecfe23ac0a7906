#pragma once

#include "server/proto/call.h"
#include "server/proto/participation.pb.h"

namespace hearth::server {

/// Answers to invitations and the other times that come with them. Thread-safe, never blocks; access as
/// CalendarApi's: everybody but a member with the role `busy` answers for themself, editors for people
/// without an account; who made the event, and editors, decide about a proposed time.
class ParticipationApi {
public:
    virtual ~ParticipationApi() = default;

    /// Forbidden with reason "not_a_participant".
    virtual void answer(const CallContext &call, const calendar::AnswerEventRequest &request,
                        Reply<calendar::Event> reply) = 0;
    /// The event, or the occurrence, moves to the proposed time. NotFound with reason "no_proposal".
    virtual void acceptProposal(const CallContext &call, const calendar::ProposalRequest &request,
                                Reply<calendar::Event> reply) = 0;
    /// The proposal goes, the answer and its comment stay. NotFound with reason "no_proposal".
    virtual void declineProposal(const CallContext &call, const calendar::ProposalRequest &request,
                                 Reply<calendar::Event> reply) = 0;
};

}
