#pragma once

#include "server/calendar/commands/sagastart.h"
#include "server/calendar/polls/poll.h"
#include "server/proto/polls.pb.h"

namespace hearth::server::calendar {

/// What picking an option leaves to do.
struct PickStart {
    std::optional<Saga> saga; ///< to be driven: it makes the event and closes the poll
    std::optional<pb::Poll> answer; ///< the poll was closed with this option already
};

/// The first step of turning an option into an event: in one transaction the poll is claimed for the event,
/// and the event's saga begun. The saga's end closes the poll, its undoing opens it again.
class PickOption {
public:
    PickOption(pb::PickOptionRequest request, SagaPlan plan);
    shared::Result<PickStart> operator()(UnitOfWork &unit) const;

private:
    shared::Result<PickStart> notOpen(UnitOfWork &unit, const shared::CalendarId &calendar) const;
    shared::Event eventFor(UnitOfWork &unit, const Poll &poll, const PollOption &option) const;

    pb::PickOptionRequest m_request;
    SagaPlan m_plan;
};

}
