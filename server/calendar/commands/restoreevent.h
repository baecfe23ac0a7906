#pragma once

#include "server/calendar/commands/sagastart.h"

namespace hearth::server::calendar {

/// The first step of bringing an event back from the trash, with the changed instances that went there with
/// it. An event that is not there is answered as it is.
class RestoreEvent {
public:
    RestoreEvent(pb::RestoreEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    pb::RestoreEventRequest m_request;
    SagaPlan m_plan;
};

}
