#include "server/calendar/writer.h"

namespace hearth::server::calendar {

Writer::Writer(DbExecutor &executor, const shared::Clock &clock, ChangeFeed &feed, RevisionTable &revisions,
               CalendarObserver *observer)
    : m_executor(executor)
    , m_clock(clock)
    , m_feed(feed)
    , m_revisions(revisions)
    , m_observer(observer)
{
}

bool Writer::expired(const CallContext &caller) const
{
    return caller.deadlineMs > 0 && m_clock.nowMs() > caller.deadlineMs;
}

void Writer::publish(const UnitOfWork &unit)
{
    m_feed.publish(unit.frames());
    const QList<shared::Change> &changes = unit.changes();
    if (changes.isEmpty())
        return;
    m_revisions.drop(changes);
    for (qsizetype first = 0; first < changes.size();) {
        qsizetype next = first + 1;
        while (next < changes.size() && changes.at(next).calendar == changes.at(first).calendar)
            ++next;
        m_feed.publish(changes.sliced(first, next - first));
        first = next;
    }
    if (m_observer)
        m_observer->changesCommitted(changes.size());
}

}
