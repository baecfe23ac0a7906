#pragma once

#include "server/calendar/commands/sagastart.h"
#include "shared/domain/calendar.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

/// The first step of creating an event: the pending event and its saga.
class CreateEvent {
public:
    CreateEvent(pb::CreateEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<shared::Event> eventFor(UnitOfWork &unit, const shared::Calendar &calendar) const;

    pb::CreateEventRequest m_request;
    SagaPlan m_plan;
};

}
