#pragma once

#include "server/calendar/commands/sagastart.h"
#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/participationapi.h"

#include <functional>

namespace hearth::server::calendar {

class ParticipationService final : public ParticipationApi {
public:
    using NewPlan = std::function<SagaPlan()>;
    /// Drives what a command began and answers with its event.
    using Follow = std::function<void(const shared::Result<SagaStart> &, const Reply<pb::Event> &)>;

    ParticipationService(Writer &writer, NewPlan newPlan, Follow follow);

    void answer(const CallContext &call, const pb::AnswerEventRequest &request,
                Reply<pb::Event> reply) override;
    void acceptProposal(const CallContext &call, const pb::ProposalRequest &request,
                        Reply<pb::Event> reply) override;
    void declineProposal(const CallContext &call, const pb::ProposalRequest &request,
                         Reply<pb::Event> reply) override;

private:
    template <class Command>
    void run(const CallContext &call, const pb::CalendarRef &calendar, Command command,
             const Reply<pb::Event> &reply);

    Writer &m_writer;
    NewPlan m_newPlan;
    Follow m_follow;
};

}
