#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/saga/sagatable.h"
#include "server/calendar/unitofwork.h"

#include <optional>

namespace hearth::server::calendar {

/// Chosen before a command runs, so that a second run of it is the same saga.
struct SagaPlan {
    shared::SagaId saga;
    shared::EventId event; ///< of a new event
    SagaTable::Lease lease;
    qint64 deadlineMs = 0;

    /// The saga as its first transaction writes it.
    Saga begin(const UnitOfWork &unit, SagaKind kind, const shared::CalendarId &calendar,
               const shared::EventId &sagaEvent) const;
};

/// What a command's first transaction leaves to do.
struct SagaStart {
    std::optional<Saga> saga; ///< to be driven
    std::optional<pb::Event> answer; ///< known already; otherwise it is the saga's event
};

}
