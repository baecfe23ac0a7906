#pragma once

#include "server/calendar/tasktimer.h"
#include "server/proto/auth.pb.h"
#include "server/proto/call.h"

#include <functional>
#include <memory>

namespace hearth::server::calendar {

/// Calls to the auth service that are under way: each ends once, with its answer, at its time-out, or when
/// the service goes; an answer that comes later is dropped.
class PendingCalls {
public:
    using Start = std::function<void(Reply<::hearth::auth::Empty>)>;
    using Then = std::function<void(const shared::Outcome &)>;

    explicit PendingCalls(TaskTimer &timer);
    /// close()
    ~PendingCalls();

    void call(qint64 timeoutMs, const Start &start, Then then);
    /// Ends all with Unavailable, and each later one at once; no `then` runs after it has returned.
    void close();

private:
    struct State;
    static void end(const std::shared_ptr<State> &state, quint64 id, const shared::Outcome &outcome);

    std::shared_ptr<State> m_state;
};

}
