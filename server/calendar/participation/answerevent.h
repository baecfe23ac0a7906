#pragma once

#include "server/calendar/commands/sagastart.h"
#include "server/calendar/series/seriestarget.h"
#include "server/proto/participation.pb.h"

namespace hearth::server::calendar {

/// Writes down an answer to an event, or to occurrences of a series: the caller's own, or for an editor that
/// of a person without an account.
class AnswerEvent {
public:
    AnswerEvent(pb::AnswerEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    bool isForPerson() const;
    bool isMeant(const shared::Participant &participant, const shared::UserId &caller) const;
    shared::Result<shared::Participant> answered(shared::Participant participant, const shared::Event &event,
                                                 const QTimeZone &zone) const;
    shared::Result<std::optional<shared::Proposal>> proposal(const shared::Event &event,
                                                             const QTimeZone &zone) const;

    pb::AnswerEventRequest m_request;
    SagaPlan m_plan;
};

}
