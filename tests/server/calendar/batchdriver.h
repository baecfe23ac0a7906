#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/saga/sagarunner.h"
#include "tests/server/calendar/calendarworld.h"

namespace hearth::tests {

/// Runs batches as the service's commands do, beside the world's service; without it they are left to the
/// log, as after a crash.
class BatchDriver {
public:
    explicit BatchDriver(CalendarWorld &world,
                         const server::calendar::CalendarOptions &options = CalendarWorld::quickOptions());
    ~BatchDriver();

    /// Answers with what became of the batch's first event.
    shared::Result<shared::Event> run(const QString &who, const calendar::Calendar &calendar,
                                      const server::calendar::EventBatch &batch);
    void begin(const QString &who, const calendar::Calendar &calendar,
               const server::calendar::EventBatch &batch,
               std::function<void(shared::Result<shared::Event>)> finished);

    /// A new event of that draft.
    server::calendar::EventPut newEvent(const shared::EventDraft &draft) const;
    /// An hour from the `hour`-th of 2027-06-01 on, in UTC.
    static shared::EventDraft draft(const QString &name, int hour = 10);

private:
    CalendarWorld &m_world;
    server::calendar::TaskTimer m_timer;
    server::calendar::ChangeFeed m_feed;
    server::calendar::RevisionTable m_revisions;
    std::unique_ptr<server::DbExecutor> m_executor;
    server::calendar::Writer m_writer;
    server::calendar::SagaRunner m_runner;
};

}
