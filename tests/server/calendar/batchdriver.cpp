#include "tests/server/calendar/batchdriver.h"

#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace server::calendar;
using shared::Event;
using shared::Result;

namespace {
shared::EventId firstOf(const EventBatch &batch)
{
    if (!batch.puts.isEmpty())
        return batch.puts.first().event.id;
    return batch.deletes.isEmpty() ? batch.restores.value(0) : batch.deletes.first();
}
}

BatchDriver::BatchDriver(CalendarWorld &world, const CalendarOptions &options)
    : m_world(world)
    , m_feed(world.url().engine, {options.maxWatchers, options.maxWatchQueue})
    , m_executor(std::make_unique<server::DbExecutor>(world.url(), server::DbExecutor::Options{}))
    , m_writer(*m_executor, world.clock, m_feed, m_revisions, nullptr)
    , m_runner(m_writer, world.auth, m_timer, options, nullptr)
{
}

BatchDriver::~BatchDriver()
{
    m_timer.stop();
    m_runner.close();
    m_executor.reset();
}

Result<Event> BatchDriver::run(const QString &who, const calendar::Calendar &calendar,
                               const EventBatch &batch)
{
    return waitFor<Event>([&](auto reply) { begin(who, calendar, batch, reply); });
}

void BatchDriver::begin(const QString &who, const calendar::Calendar &calendar, const EventBatch &batch,
                        std::function<void(Result<Event>)> finished)
{
    const SagaPlan plan{shared::newId<shared::SagaId>(m_world.clock),
                        {},
                        m_runner.newLease(),
                        m_world.clock.nowMs() + CalendarWorld::quickOptions().sagaDeadlineMs};
    const auto command = [plan, batch, room = server::fromProto(calendar)](UnitOfWork &unit) {
        return BatchStart(unit, plan, room).run(batch, firstOf(batch));
    };
    m_writer.run(CalendarWorld::person(who), plan.saga.value, command,
                 [this, finished](const Result<SagaStart> &start) {
                     if (!start)
                         return finished(start.error());
                     if (!start->saga)
                         return finished(server::fromProto(*start->answer));
                     m_runner.drive(*start->saga, finished);
                 });
}

EventPut BatchDriver::newEvent(const shared::EventDraft &draft) const
{
    EventPut put;
    static_cast<shared::EventDraft &>(put.event) = draft;
    put.event.id = shared::newId<shared::EventId>(m_world.clock);
    put.isNew = true;
    return put;
}

shared::EventDraft BatchDriver::draft(const QString &name, int hour)
{
    return *shared::parseDraft(CalendarWorld::draft(name, hour), QTimeZone::utc());
}

}
