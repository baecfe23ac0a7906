#pragma once

#include "server/calendar/commands/sagastart.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

/// Moves an event into the trash, at once; that its records go, too, is a saga that only goes forward. What
/// goes of a series is a batch.
class DeleteEvent {
public:
    DeleteEvent(pb::DeleteEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<SagaStart> removeNow(UnitOfWork &unit, shared::Event event) const;

    pb::DeleteEventRequest m_request;
    SagaPlan m_plan;
};

}
