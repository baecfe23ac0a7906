#include "server/calendar/saga/sagarunner.h"

#include "server/calendar/saga/sagaeffects.h"
#include "server/platform/logging.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Event;
using shared::Outcome;
using shared::Result;

namespace {
using AuthReply = Reply<::hearth::auth::Empty>;

/// Whether the auth service has said no; otherwise what became of the call is not known.
bool isRefusal(const Error &error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Gone:
    case ErrorCode::Conflict:
    case ErrorCode::PreconditionFailed:
    case ErrorCode::TooLarge:
    case ErrorCode::KeyReused:
        return true;
    case ErrorCode::Unauthenticated:
    case ErrorCode::RateLimited:
    case ErrorCode::SnapshotRequired:
    case ErrorCode::Internal:
    case ErrorCode::Unavailable:
    case ErrorCode::DeadlineExceeded:
        return false;
    }
    Q_UNREACHABLE();
}

Error refusal(const Error &error)
{
    if (error.code == ErrorCode::NotFound)
        return invalidArgument(u"A participant is no user of this server any more."_s,
                               u"unknown_participant"_s);
    return error;
}

Error overdue()
{
    return {ErrorCode::Unavailable, u"This could not be finished in time and was undone. Try again."_s,
            u"saga_compensated"_s, 2};
}

/// Who has decided that a saga is undone, and what it came to where that was somebody else.
struct Decision {
    bool mine = false;
    Result<Event> outcome;
};

bool isUnknown(const Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded;
}
}

SagaRunner::SagaRunner(Writer &writer, AuthApi &auth, TaskTimer &timer, const CalendarOptions &options,
                       CalendarObserver *observer)
    : m_writer(writer)
    , m_auth(auth)
    , m_options(options)
    , m_observer(observer)
    , m_owner(shared::newUuid(writer.clock()))
    , m_calls(timer)
{
}

SagaTable::Lease SagaRunner::newLease() const
{
    return {m_owner, m_writer.clock().nowMs() + m_options.leaseMs};
}

void SagaRunner::onPostponed(std::function<void()> callback) { m_postponed = std::move(callback); }

void SagaRunner::close() { m_calls.close(); }

void SagaRunner::drive(const Saga &saga, Finished finished)
{
    switch (saga.state) {
    case SagaState::Started:
        if (canBeUndone(saga.kind) && m_writer.clock().nowMs() > saga.deadlineMs)
            return giveUp(saga, overdue(), finished);
        return forward(saga, finished);
    case SagaState::Compensating:
        return compensate(saga, finished);
    case SagaState::Completed:
    case SagaState::Compensated:
        return tellOutcome(saga, finished);
    }
}

void SagaRunner::tellOutcome(const Saga &saga, const Finished &finished)
{
    const auto command = [saga](UnitOfWork &unit) { return SagaEffects(unit).outcome(saga); };
    m_writer.run(contextOf(saga), saga.calendar.value, command, finished);
}

void SagaRunner::forward(const Saga &saga, const Finished &finished)
{
    CallContext call = contextOf(saga);
    call.deadlineMs = m_writer.clock().nowMs() + m_options.stepTimeoutMs;
    m_calls.call(
        m_options.stepTimeoutMs, [&](const AuthReply &reply) { startCall(saga, call, reply); },
        [this, saga, finished](const Outcome &outcome) { forwardEnded(saga, outcome, finished); });
}

void SagaRunner::startCall(const Saga &saga, const CallContext &call, const AuthReply &reply)
{
    if (!canBeUndone(saga.kind)) {
        ::hearth::auth::DeleteParticipantsRequest request;
        request.set_saga_id(idBytes(saga.id));
        request.set_event_id(idBytes(saga.event));
        return m_auth.deleteParticipants(call, request, reply);
    }
    ::hearth::auth::AddParticipantsRequest request;
    request.set_saga_id(idBytes(saga.id));
    request.set_event_id(idBytes(saga.event));
    request.set_calendar_id(idBytes(saga.calendar));
    for (const shared::UserId &user : saga.participants)
        request.add_user_ids(idBytes(user));
    for (const BatchPlan::Records &records : saga.batch.records) {
        auto *event = request.add_events();
        event->set_event_id(idBytes(records.event));
        event->set_removed(records.removed);
        for (const shared::UserId &user : records.users)
            event->add_user_ids(idBytes(user));
    }
    m_auth.addParticipants(call, request, reply);
}

void SagaRunner::forwardEnded(const Saga &saga, const Outcome &outcome, const Finished &finished)
{
    if (outcome)
        return complete(saga, finished);
    const Error &error = outcome.error();
    if (isRefusal(error) && canBeUndone(saga.kind))
        return giveUp(saga, refusal(error), finished);
    if (error.code == ErrorCode::NotFound)
        return complete(saga, finished);
    postpone(saga, unfinished(), finished);
}

void SagaRunner::complete(const Saga &saga, const Finished &finished)
{
    const auto command = [saga](UnitOfWork &unit) -> Result<Event> {
        SagaEffects effects(unit);
        if (!SagaTable(unit.db()).complete(saga.id, unit.nowMs()))
            return effects.outcome(saga);
        auto event = effects.complete(saga);
        if (event)
            unit.commit();
        return event;
    };
    m_writer.run(contextOf(saga), saga.calendar.value, command, [this, saga, finished](Result<Event> event) {
        if (event) {
            observe(SagaOutcome::Completed, saga);
            return finished(std::move(event));
        }
        if (isUnknown(event.error()) || !canBeUndone(saga.kind))
            return postpone(saga, unfinished(), finished);
        giveUp(saga, event.error(), finished);
    });
}

void SagaRunner::giveUp(const Saga &saga, const Error &error, const Finished &finished)
{
    const auto command = [saga, error, lease = newLease()](UnitOfWork &unit) -> Result<Decision> {
        if (!SagaTable(unit.db()).startCompensation(saga.id, error, lease))
            return Decision{false, SagaEffects(unit).outcome(saga)};
        unit.commit();
        return Decision{true, error};
    };
    m_writer.run(contextOf(saga), saga.calendar.value, command,
                 [this, saga, error, finished](Result<Decision> decision) {
                     if (!decision) {
                         lookAgain(); // the lease ends by itself
                         return finished(unfinished());
                     }
                     if (!decision->mine)
                         return finished(std::move(decision->outcome));
                     Saga undone = saga;
                     undone.state = SagaState::Compensating;
                     undone.error = error;
                     compensate(undone, finished);
                 });
}

void SagaRunner::compensate(const Saga &saga, const Finished &finished)
{
    CallContext call = contextOf(saga);
    call.deadlineMs = m_writer.clock().nowMs() + m_options.stepTimeoutMs;
    ::hearth::auth::ParticipantsChange request;
    request.set_saga_id(idBytes(saga.id));
    for (const BatchPlan::Records &records : saga.batch.records)
        request.add_event_ids(idBytes(records.event));
    m_calls.call(
        m_options.stepTimeoutMs,
        [&](const AuthReply &reply) { m_auth.removeParticipants(call, request, reply); },
        [this, saga, finished](const Outcome &outcome) {
            if (outcome || outcome.error().code == ErrorCode::NotFound)
                return finishCompensation(saga, finished);
            postpone(saga, saga.error.value_or(overdue()), finished);
        });
}

void SagaRunner::finishCompensation(const Saga &saga, const Finished &finished)
{
    const Error error = saga.error.value_or(overdue());
    const auto command = [saga](UnitOfWork &unit) -> Outcome {
        if (!SagaTable(unit.db()).finishCompensation(saga.id, unit.nowMs()))
            return Done{};
        SagaEffects(unit).undo(saga);
        unit.commit();
        return Done{};
    };
    m_writer.run(contextOf(saga), saga.calendar.value, command,
                 [this, saga, error, finished](const Outcome &outcome) {
                     if (outcome)
                         observe(SagaOutcome::Compensated, saga);
                     else
                         lookAgain();
                     finished(error);
                 });
}

void SagaRunner::postpone(const Saga &saga, const Error &answer, const Finished &finished)
{
    const auto command = [saga, pause = pauseMs(saga)](UnitOfWork &unit) -> Outcome {
        SagaTable(unit.db()).postpone(saga.id, unit.nowMs() + pause);
        unit.commit();
        return Done{};
    };
    m_writer.run(contextOf(saga), saga.calendar.value, command,
                 [this, saga, answer, finished](const Outcome &outcome) {
                     // Where even this fails, the lease ends by itself.
                     logInfo(lcCalendar(), u"A saga is tried again later"_s,
                             {{"saga_id", saga.id.toString()},
                              {"written", outcome ? u"yes"_s : u"no"_s},
                              {"request_id", saga.requestId}});
                     observe(SagaOutcome::Retried, saga);
                     lookAgain();
                     finished(answer);
                 });
}

void SagaRunner::lookAgain() const
{
    if (m_postponed)
        m_postponed();
}

void SagaRunner::observe(SagaOutcome outcome, const Saga &saga) const
{
    if (m_observer)
        m_observer->sagaEnded(outcome, m_writer.clock().nowMs() - saga.createdMs);
}

CallContext SagaRunner::contextOf(const Saga &saga) const
{
    CallContext call;
    call.requestId = saga.requestId;
    call.user = saga.user;
    call.username = saga.username;
    return call;
}

qint64 SagaRunner::pauseMs(const Saga &saga) const
{
    if (saga.attempts == 0)
        return 0;
    const int doubled = std::min(saga.attempts - 1, 10);
    return std::min(m_options.recoveryIntervalMs << doubled, m_options.maxRetryPauseMs);
}

}
