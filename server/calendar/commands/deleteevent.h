#pragma once

#include "server/calendar/commands/sagastart.h"

namespace hearth::server::calendar {

/// Moves an event into the trash, at once; that its records go, too, is a saga that only goes forward.
class DeleteEvent {
public:
    DeleteEvent(pb::DeleteEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    pb::DeleteEventRequest m_request;
    SagaPlan m_plan;
};

}
