#pragma once

#include "server/calendar/commands/sagastart.h"
#include "server/calendar/series/seriestarget.h"
#include "server/proto/participation.pb.h"

#include <functional>

namespace hearth::server::calendar {

/// The organiser, who has made the event or may edit it, decides about a participant's proposed time, which
/// is gone then.
class DecideProposal {
public:
    /// What becomes of the event.
    using Decision = std::function<void(shared::Event &event, const shared::Proposal &proposal,
                                        const QTimeZone &calendarZone)>;
    DecideProposal(pb::ProposalRequest request, SagaPlan plan, Decision decision);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

    /// The event moves to the proposed time: an all-day event to the days, any other in its own zone.
    static void accept(shared::Event &event, const shared::Proposal &proposal, const QTimeZone &calendarZone);
    /// It stays as it is.
    static void decline(shared::Event &event, const shared::Proposal &proposal,
                        const QTimeZone &calendarZone);

private:
    shared::Outcome check(const shared::Event &event, const shared::Calendar &calendar,
                          const shared::UserId &caller) const;

    pb::ProposalRequest m_request;
    SagaPlan m_plan;
    Decision m_decision;
};

}
