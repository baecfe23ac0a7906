#include "server/calendar/participation/participationservice.h"

#include "server/calendar/calendarkey.h"
#include "server/calendar/participation/answerevent.h"
#include "server/calendar/participation/decideproposal.h"

namespace hearth::server::calendar {

using shared::Result;

ParticipationService::ParticipationService(Writer &writer, NewPlan newPlan, Follow follow)
    : m_writer(writer)
    , m_newPlan(std::move(newPlan))
    , m_follow(std::move(follow))
{
}

template <class Command>
void ParticipationService::run(const CallContext &call, const pb::CalendarRef &calendar, Command command,
                               const Reply<pb::Event> &reply)
{
    m_writer.run(call, keyOf(calendar), std::move(command),
                 [this, reply](const Result<SagaStart> &start) { m_follow(start, reply); });
}

void ParticipationService::answer(const CallContext &call, const pb::AnswerEventRequest &request,
                                  Reply<pb::Event> reply)
{
    run(call, request.calendar(), AnswerEvent(request, m_newPlan()), reply);
}

void ParticipationService::acceptProposal(const CallContext &call, const pb::ProposalRequest &request,
                                          Reply<pb::Event> reply)
{
    run(call, request.calendar(), DecideProposal(request, m_newPlan(), DecideProposal::accept), reply);
}

void ParticipationService::declineProposal(const CallContext &call, const pb::ProposalRequest &request,
                                           Reply<pb::Event> reply)
{
    run(call, request.calendar(), DecideProposal(request, m_newPlan(), DecideProposal::decline), reply);
}

}
