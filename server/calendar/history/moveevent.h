#pragma once

#include "server/calendar/commands/participants.h"
#include "server/calendar/commands/sagastart.h"
#include "server/proto/history.pb.h"
#include "shared/domain/calendar.h"

namespace hearth::server::calendar {

/// The first step of moving an event, or a series with its changed instances, to another calendar: until its
/// saga completes it stays where it is.
class MoveEvent {
public:
    MoveEvent(pb::MoveEventRequest request, SagaPlan plan);
    shared::Result<SagaStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<QList<shared::Event>> lock(UnitOfWork &unit, const shared::Calendar &from) const;
    shared::Outcome check(UnitOfWork &unit, const shared::Event &event, const shared::Calendar &to) const;
    shared::Result<BatchPlan> plan(UnitOfWork &unit, const QList<shared::Event> &events,
                                   const shared::Calendar &to) const;
    SagaStart begin(UnitOfWork &unit, const BatchPlan &plan, const shared::Calendar &from,
                    const shared::Calendar &to) const;

    pb::MoveEventRequest m_request;
    SagaPlan m_plan;
};

}
