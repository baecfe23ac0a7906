#include "server/calendar/serviceparts.h"

#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Result;

CalendarService::Parts::Parts(const shared::DatabaseUrl &url, AuthApi &auth, const shared::Clock &givenClock,
                              const CalendarOptions &givenOptions, CalendarObserver *observer,
                              DbObserver *dbObserver)
    : clock(givenClock)
    , options(givenOptions)
    , feed(url.engine, {options.maxWatchers, options.maxWatchQueue})
    , executor(std::make_unique<DbExecutor>(
          url, DbExecutor::Options{options.dbThreads, options.maxQueuedJobs}, dbObserver))
    , writer(*executor, clock, feed, revisions, observer)
    , runner(writer, auth, timer, options, observer)
    , recovery(writer, runner, timer, url.engine, options, observer)
    , housekeeping(writer, runner, timer, options)
    , departures(writer, auth, timer, url.engine, options)
    , invites(writer, options)
    , people(writer)
    , messages(writer)
    , polls(writer, runner, options)
    , notices(writer)
    , participation(
          writer, [this] { return newPlan(); },
          [this](const Result<SagaStart> &start, const Reply<pb::Event> &reply) { follow(start, reply); })
    , history(
          writer, options, [this] { return newPlan(); },
          [this](const Result<SagaStart> &start, const Reply<pb::Event> &reply) { follow(start, reply); })
    , reminders(writer)
    , scheduler(writer, timer, options)
    , objects(writer, runner, options)
    , transfer(writer, runner, options)
    , subscriptions(writer, runner, timer, url.engine, options)
    , passwords(std::make_unique<PasswordPool>(options.passwordCost, options.passwordThreads,
                                               options.maxQueuedPasswords))
{
    feed.onAnnounced([this] { scheduler.soon(); });
    if (url.engine == shared::Engine::PostgreSql)
        listener = std::make_unique<ChangeListener>(url, feed, clock, options.listenerPingMs);
    recovery.start();
    housekeeping.start();
    departures.start();
    subscriptions.start();
    scheduler.start();
}

// Whatever may still begin something goes first; the executor answers what is left.
CalendarService::Parts::~Parts()
{
    timer.stop();
    runner.close();
    departures.close();
    passwords.reset();
    transfer.close();
    subscriptions.close();
    executor.reset();
    listener.reset();
}

SagaPlan CalendarService::Parts::newPlan() const
{
    return {shared::newId<shared::SagaId>(clock), shared::newId<shared::EventId>(clock), runner.newLease(),
            clock.nowMs() + options.sagaDeadlineMs};
}

void CalendarService::Parts::follow(const Result<SagaStart> &start, const Reply<pb::Event> &reply)
{
    if (!start)
        return reply(start.error());
    if (!start->saga)
        return reply(*start->answer);
    runner.drive(*start->saga, [answer = start->answer, reply](const Result<shared::Event> &event) {
        if (answer)
            return reply(*answer);
        reply(event ? Result<pb::Event>(toProto(*event)) : Result<pb::Event>(event.error()));
    });
}

// Only one process writes to a SQLite database: what it has not changed has not changed.
std::optional<Revision> CalendarService::Parts::knownRevision(const shared::UserId &user) const
{
    return executor->engine() == shared::Engine::Sqlite ? revisions.find(user) : std::nullopt;
}

Revision CalendarService::Parts::revision(shared::Database &database, const shared::UserId &user)
{
    return database.engine() == shared::Engine::Sqlite ? revisions.load(database, user)
                                                       : RevisionTable::read(database, user);
}

}
