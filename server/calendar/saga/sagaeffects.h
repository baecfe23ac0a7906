#pragma once

#include "server/calendar/saga/saga.h"
#include "server/calendar/unitofwork.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

/// What a saga's last transaction does to the calendar, when the auth service has done its part.
class SagaEffects {
public:
    explicit SagaEffects(UnitOfWork &unit);

    /// The event as it is then; NotFound where the calendar has gone meanwhile. Does not commit.
    shared::Result<shared::Event> complete(const Saga &saga);
    /// As if the saga had never been. Does not commit.
    void undo(const Saga &saga);
    /// What a saga that somebody else has ended came to.
    shared::Result<shared::Event> outcome(const Saga &saga);

private:
    shared::Result<shared::Event> create(const Saga &saga);
    shared::Outcome closePoll(const Saga &saga);

    UnitOfWork &m_unit;
};

}
