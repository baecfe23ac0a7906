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
constexpr int kStepsBetweenPurges = 1000;
constexpr qint64 kKeepStepsMs = Q_INT64_C(30) * 86'400'000;

Error badId() { return {ErrorCode::InvalidArgument, u"An id is missing or malformed."_s}; }

Result<ParticipantSet> parseSet(const AddParticipantsRequest &request)
{
    if (request.user_ids_size() > kMaxParticipants)
        return Error{ErrorCode::InvalidArgument, u"An event has at most 1,000 participants."_s};
    ParticipantSet set{idFromBytes<SagaId>(request.saga_id()),
                       idFromBytes<EventId>(request.event_id()),
                       idFromBytes<shared::CalendarId>(request.calendar_id()),
                       {}};
    for (const std::string &id : request.user_ids())
        set.users.append(idFromBytes<UserId>(id));
    std::sort(set.users.begin(), set.users.end());
    set.users.erase(std::unique(set.users.begin(), set.users.end()), set.users.end());
    const bool hasNull = !set.users.isEmpty() && set.users.first().isNull();
    if (set.saga.isNull() || set.event.isNull() || set.calendar.isNull() || hasNull)
        return badId();
    return set;
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
    const auto set = parseSet(request);
    if (!set)
        return reply(set.error());
    const auto job = [set = *set, now = m_parts.clock.nowMs(), purge = purgeBefore()](Database &database) {
        return inTransaction(database, now, purge,
                             [&set](ParticipantStore &store) { return store.set(set); });
    };
    m_parts.db.write(set->event.value, job, reply);
}

void Participation::undo(const ParticipantsChange &request, Reply<Empty> reply)
{
    const auto saga = idFromBytes<SagaId>(request.saga_id());
    if (saga.isNull())
        return reply(badId());
    const auto job = [saga, now = m_parts.clock.nowMs()](Database &database) {
        return inTransaction(database, now, 0, [&saga](ParticipantStore &store) -> Outcome {
            store.undo(saga);
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
