#include "server/auth/participation.h"

#include "server/auth/participantstore.h"
#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::EventId;
using shared::Outcome;
using shared::Result;
using shared::SagaId;
using shared::Transaction;
using shared::UserId;

namespace {
constexpr int kMaxParticipants = 1000;
constexpr int kMaxEvents = 1000;
constexpr int kStepsBetweenPurges = 1000;
constexpr qint64 kKeepStepsMs = Q_INT64_C(30) * 86'400'000;

Error badId() { return {ErrorCode::InvalidArgument, u"An id is missing or malformed."_s}; }

/// What a saga asks for about one event.
struct EventStep {
    ParticipantSet set;
    bool removed = false;
};

/// Each event of a saga of many is a step of its own.
SagaId stepOf(const SagaId &saga, const EventId &event)
{
    return SagaId{QUuid::createUuidV5(saga.value, event.toString())};
}

template <class Ids> Result<QList<UserId>> parseUsers(const Ids &ids)
{
    if (ids.size() > kMaxParticipants)
        return Error{ErrorCode::InvalidArgument, u"An event has at most 1,000 participants."_s};
    QList<UserId> users;
    for (const std::string &id : ids)
        users.append(idFromBytes<UserId>(id));
    std::sort(users.begin(), users.end());
    users.erase(std::unique(users.begin(), users.end()), users.end());
    if (!users.isEmpty() && users.first().isNull())
        return badId();
    return users;
}

template <class Ids>
Result<EventStep> parseStep(const SagaId &saga, const std::string &eventId, const std::string &calendarId,
                            const Ids &userIds, bool removed = false)
{
    const auto event = idFromBytes<EventId>(eventId);
    const auto calendar = idFromBytes<shared::CalendarId>(calendarId);
    const auto users = parseUsers(userIds);
    if (!users)
        return users.error();
    if (saga.isNull() || event.isNull() || calendar.isNull())
        return badId();
    return EventStep{{saga, event, calendar, *users}, removed};
}

Result<QList<EventStep>> parseSteps(const AddParticipantsRequest &request)
{
    const auto saga = idFromBytes<SagaId>(request.saga_id());
    if (request.events_size() == 0) {
        const auto step = parseStep(saga, request.event_id(), request.calendar_id(), request.user_ids());
        return step ? Result<QList<EventStep>>(QList<EventStep>{*step}) : step.error();
    }
    if (saga.isNull() || request.events_size() > kMaxEvents)
        return saga.isNull() ? badId()
                             : Error{ErrorCode::InvalidArgument, u"At most 1,000 events at a time."_s};
    QList<EventStep> steps;
    for (const EventParticipants &event : request.events()) {
        const SagaId own = stepOf(saga, idFromBytes<EventId>(event.event_id()));
        const auto step =
            parseStep(own, event.event_id(), request.calendar_id(), event.user_ids(), event.removed());
        if (!step)
            return step.error();
        steps.append(*step);
    }
    return steps;
}

Outcome take(ParticipantStore &store, const QList<EventStep> &steps)
{
    QList<ParticipantSet> sets;
    for (const EventStep &step : steps) {
        if (!step.removed)
            sets.append(step.set);
        else if (const Outcome taken = store.remove(step.set.saga, step.set.event); !taken)
            return taken;
    }
    return store.set(sets);
}

// One step in its transaction, which only success commits.
template <class Step>
Result<Empty> inTransaction(Database &database, qint64 nowMs, qint64 purgeBeforeMs, const Step &step)
{
    Transaction transaction(database);
    ParticipantStore store(database, nowMs);
    if (const Outcome outcome = step(store); !outcome)
        return outcome.error();
    if (purgeBeforeMs > 0)
        store.purgeSteps(purgeBeforeMs);
    transaction.commit();
    return Empty();
}
}

void Participation::add(const AddParticipantsRequest &request, Reply<Empty> reply)
{
    const auto steps = parseSteps(request);
    if (!steps)
        return reply(steps.error());
    const auto job = [steps = *steps, now = m_parts.clock.nowMs(),
                      purge = purgeBefore()](Database &database) {
        return inTransaction(database, now, purge,
                             [&steps](ParticipantStore &store) { return take(store, steps); });
    };
    m_parts.db.write(steps->first().set.event.value, job, reply);
}

void Participation::undo(const ParticipantsChange &request, Reply<Empty> reply)
{
    const auto saga = idFromBytes<SagaId>(request.saga_id());
    if (saga.isNull() || request.event_ids_size() > kMaxEvents)
        return reply(badId());
    QList<SagaId> steps;
    for (const std::string &event : request.event_ids())
        steps.append(stepOf(saga, idFromBytes<EventId>(event)));
    if (steps.isEmpty())
        steps.append(saga);
    const auto job = [steps, now = m_parts.clock.nowMs()](Database &database) {
        return inTransaction(database, now, 0, [&steps](ParticipantStore &store) -> Outcome {
            for (const SagaId &step : steps)
                store.undo(step);
            return shared::Done{};
        });
    };
    m_parts.db.write(saga.value, job, reply);
}

void Participation::remove(const DeleteParticipantsRequest &request, Reply<Empty> reply)
{
    const auto saga = idFromBytes<SagaId>(request.saga_id());
    const auto event = idFromBytes<EventId>(request.event_id());
    if (saga.isNull() || event.isNull())
        return reply(badId());
    const auto job = [saga, event, now = m_parts.clock.nowMs(), purge = purgeBefore()](Database &database) {
        return inTransaction(database, now, purge,
                             [&saga, &event](ParticipantStore &store) { return store.remove(saga, event); });
    };
    m_parts.db.write(event.value, job, reply);
}

void Participation::list(const ParticipantsRequest &request, Reply<ParticipantsResponse> reply)
{
    const auto event = idFromBytes<EventId>(request.event_id());
    if (event.isNull())
        return reply(badId());
    const auto job = [event](Database &database) -> Result<ParticipantsResponse> {
        ParticipantsResponse response;
        for (const UserId &user : ParticipantStore(database, 0).users(event))
            response.add_user_ids(idBytes(user));
        return response;
    };
    m_parts.db.read(job, reply);
}

qint64 Participation::purgeBefore()
{
    return m_steps++ % kStepsBetweenPurges == 0 ? m_parts.clock.nowMs() - kKeepStepsMs : 0;
}

}
