#include "server/calendar/departures/departures.h"

#include "server/calendar/commands/removemember.h"
#include "server/calendar/departures/anonymised.h"
#include "server/calendar/departures/traces.h"
#include "server/calendar/reminders/personaltable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::CalendarId;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
constexpr qint64 kIntervalMs = 60'000; // where a gateway may have gone in the middle of a deletion

::hearth::auth::DeletionRequest deletionOf(const CallContext &caller)
{
    ::hearth::auth::DeletionRequest request;
    request.set_user_id(idBytes(caller.user));
    return request;
}

// Neither is a member any more: somebody was faster.
bool isLeft(const Error &error)
{
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::Forbidden;
}
}

Departures::Departures(Writer &writer, AuthApi &auth, TaskTimer &timer, shared::Engine engine,
                       const CalendarOptions &options)
    : m_writer(writer)
    , m_auth(auth)
    , m_timer(timer)
    , m_intervalMs(engine == shared::Engine::PostgreSql ? kIntervalMs : options.housekeepingIntervalMs)
    , m_options(options)
    , m_calls(timer)
{
}

void Departures::start() { schedule(0); }

void Departures::close() { m_calls.close(); }

void Departures::look(const CallContext &caller, Reply<pb::Empty> reply)
{
    const auto question = [user = caller.user](Database &database) -> Result<pb::Empty> {
        const auto leavable = Traces(database, user).leavable();
        return leavable ? Result<pb::Empty>(pb::Empty{}) : leavable.error();
    };
    m_writer.read(caller, question, std::move(reply));
}

void Departures::forget(const CallContext &caller, Reply<pb::Empty> reply)
{
    const auto departure = std::make_shared<Departure>(Departure{caller, {}, {}, std::move(reply)});
    departure->caller.deadlineMs = 0; // what has been begun goes on, whoever waits for it
    const auto question = [user = caller.user](Database &database) {
        return Traces(database, user).leavable();
    };
    m_writer.read(departure->caller, question, [this, departure](const Result<QList<CalendarId>> &leavable) {
        if (!leavable)
            return fail(departure, leavable.error());
        departure->calendars.assign(leavable->begin(), leavable->end());
        leaveNext(departure);
    });
}

void Departures::leaveNext(const DeparturePtr &departure)
{
    if (departure->calendars.empty())
        return findTraces(departure);
    const CalendarId calendar = departure->calendars.front();
    departure->calendars.pop_front();
    pb::RemoveMemberRequest request;
    request.mutable_calendar()->set_id(idBytes(calendar));
    request.set_user_id(idBytes(departure->caller.user));
    m_writer.run(departure->caller, calendar.value, RemoveMember(request),
                 [this, departure](const Result<pb::Calendar> &left) {
                     if (!left && !isLeft(left.error()))
                         return fail(departure, left.error());
                     leaveNext(departure);
                 });
}

void Departures::findTraces(const DeparturePtr &departure)
{
    const auto question = [user = departure->caller.user, name = departure->caller.username](
                              Database &database) -> Result<QList<CalendarId>> {
        return Traces(database, user).calendars(name);
    };
    m_writer.read(departure->caller, question, [this, departure](const Result<QList<CalendarId>> &found) {
        if (!found)
            return fail(departure, found.error());
        departure->calendars.assign(found->begin(), found->end());
        eraseNext(departure);
    });
}

void Departures::eraseNext(const DeparturePtr &departure)
{
    if (departure->calendars.empty())
        return finish(departure);
    const CalendarId calendar = departure->calendars.front();
    const CallContext &caller = departure->caller;
    CallContext nameless = caller;
    nameless.username = formerMember();
    m_writer.run(nameless, calendar.value,
                 EraseTraces(calendar, caller.user, caller.username, departure->progress),
                 [this, departure](const Result<EraseTraces::Progress> &progress) {
                     if (!progress)
                         return fail(departure, progress.error());
                     departure->progress = *progress;
                     if (progress->done) {
                         departure->calendars.pop_front();
                         departure->progress = {};
                     }
                     eraseNext(departure);
                 });
}

void Departures::finish(const DeparturePtr &departure)
{
    const auto erase = [user = departure->caller.user](UnitOfWork &unit) -> Result<pb::Empty> {
        PersonalTable(unit.db()).erase(user);
        unit.commit();
        return pb::Empty{};
    };
    m_writer.run(departure->caller, departure->caller.user.value, erase,
                 [this, departure](const Result<pb::Empty> &erased) {
                     if (!erased)
                         return fail(departure, erased.error());
                     finishInAuth(departure);
                 });
}

void Departures::finishInAuth(const DeparturePtr &departure)
{
    const auto start = [this, departure](Reply<::hearth::auth::Empty> reply) {
        m_auth.finishDeletion(departure->caller, deletionOf(departure->caller), std::move(reply));
    };
    m_calls.call(m_options.stepTimeoutMs, start, [this, departure](const Outcome &outcome) {
        if (!outcome)
            return fail(departure, outcome.error());
        departure->reply(pb::Empty{});
    });
}

void Departures::fail(const DeparturePtr &departure, const Error &error)
{
    if (error.code == ErrorCode::Conflict)
        return cancel(departure, error);
    schedule(m_options.maxRetryPauseMs);
    departure->reply(error);
}

// Somebody has become the last owner of a calendar since it was looked at.
void Departures::cancel(const DeparturePtr &departure, const Error &error)
{
    const auto start = [this, departure](Reply<::hearth::auth::Empty> reply) {
        m_auth.cancelDeletion(departure->caller, deletionOf(departure->caller), std::move(reply));
    };
    m_calls.call(m_options.stepTimeoutMs, start, [this, departure, error](const Outcome &outcome) {
        if (!outcome)
            schedule(m_options.maxRetryPauseMs);
        departure->reply(error);
    });
}

// The soonest look that anybody has asked for; those that come after it find out for themselves.
void Departures::schedule(qint64 delayMs)
{
    const qint64 due = m_writer.clock().nowMs() + delayMs;
    {
        const std::lock_guard guard(m_mutex);
        if (m_dueMs != 0 && m_dueMs <= due)
            return;
        m_dueMs = due;
    }
    m_timer.after(std::chrono::milliseconds(delayMs), [this, due] {
        {
            const std::lock_guard guard(m_mutex);
            if (m_dueMs != due)
                return; // a sooner one has taken its place
            m_dueMs = 0;
        }
        findBegun();
    });
}

void Departures::findBegun()
{
    const auto found = std::make_shared<::hearth::auth::UsersResponse>();
    const auto start = [this, found](const Reply<::hearth::auth::Empty> &reply) {
        m_auth.deletions({}, {}, [found, reply](const Result<::hearth::auth::UsersResponse> &users) {
            if (!users)
                return reply(users.error());
            *found = *users;
            reply(::hearth::auth::Empty{});
        });
    };
    m_calls.call(m_options.stepTimeoutMs, start, [this, found](const Outcome &outcome) {
        schedule(outcome ? m_intervalMs : m_options.recoveryIntervalMs);
        if (!outcome)
            return;
        for (const ::hearth::auth::User &user : found->users()) {
            CallContext caller;
            caller.user = idFromBytes<shared::UserId>(user.id());
            caller.username = fromUtf8(user.username());
            forget(caller, [](const Result<pb::Empty> &) {});
        }
    });
}

}
