#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/saga/pendingcalls.h"
#include "server/calendar/saga/saga.h"
#include "server/calendar/saga/sagatable.h"
#include "server/calendar/writer.h"
#include "server/proto/authapi.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

/// Drives a saga from where its log says it is to its end, or as far as it comes now.
///
/// Whoever drives it, and however many do at once: started -> completed and started -> compensating are
/// decided by one row's update, and the auth service knows each saga by its id.
class SagaRunner {
public:
    using Finished = std::function<void(shared::Result<shared::Event>)>;

    SagaRunner(Writer &writer, AuthApi &auth, TaskTimer &timer, const CalendarOptions &options,
               CalendarObserver *observer);

    /// A lease for a saga that begins or is taken over now.
    SagaTable::Lease newLease() const;
    /// Called where a saga was given back to the log.
    void onPostponed(std::function<void()> callback);

    /// `finished`, exactly once: the event; why it was undone; or Unavailable, and it is tried again from the
    /// log.
    void drive(const Saga &saga, Finished finished);
    /// Gives up what is under way; the log has it.
    void close();

private:
    void forward(const Saga &saga, const Finished &finished);
    void forwardEnded(const Saga &saga, const shared::Outcome &outcome, const Finished &finished);
    void complete(const Saga &saga, const Finished &finished);
    void tellOutcome(const Saga &saga, const Finished &finished);
    void giveUp(const Saga &saga, const shared::Error &error, const Finished &finished);
    void compensate(const Saga &saga, const Finished &finished);
    void finishCompensation(const Saga &saga, const Finished &finished);
    void postpone(const Saga &saga, const shared::Error &answer, const Finished &finished);
    void startCall(const Saga &saga, const CallContext &call, const Reply<::hearth::auth::Empty> &reply);
    /// Makes the log be looked at again, where this runner leaves a saga in it.
    void lookAgain() const;
    void observe(SagaOutcome outcome, const Saga &saga) const;
    CallContext contextOf(const Saga &saga) const;
    qint64 pauseMs(const Saga &saga) const;

    Writer &m_writer;
    AuthApi &m_auth;
    const CalendarOptions m_options;
    CalendarObserver *m_observer;
    const QUuid m_owner;
    std::function<void()> m_postponed;
    PendingCalls m_calls;
};

}
