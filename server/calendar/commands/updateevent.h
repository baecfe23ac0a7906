#pragma once

#include "server/calendar/commands/sagastart.h"
#include "shared/domain/calendar.h"
#include "shared/domain/event.h"
#include "shared/recurrence/seriesedit.h"

namespace hearth::server::calendar {

/// Changes an event, or what its scope names of a series: at once, or, where other users are to take part or
/// there is a new row, as a saga.
class UpdateEvent {
public:
    UpdateEvent(pb::UpdateEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<shared::EventDraft> patched(UnitOfWork &unit, const shared::Calendar &calendar,
                                               const shared::Event &current, shared::EditScope scope) const;

    pb::UpdateEventRequest m_request;
    SagaPlan m_plan;
};

}
