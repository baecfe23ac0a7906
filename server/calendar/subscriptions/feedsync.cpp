#include "server/calendar/subscriptions/feedsync.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/objects/objecttable.h"
#include "server/calendar/transfer/importrun.h"
#include "shared/sql/transaction.h"

#include <QTimeZone>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Event;
using shared::EventId;
using shared::Outcome;
using shared::Result;

namespace {
constexpr qsizetype kRemovedAtOnce = 400; ///< at most kMaxBatch

/// A stranger's feed neither rings at members nor counts them among its guests.
void disarm(shared::EventDraft &draft)
{
    draft.reminders.clear();
    for (shared::Participant &person : draft.participants)
        person.user = {};
    draft.participants.removeIf([](const shared::Participant &person) { return person.name.isEmpty(); });
}

/// A changed instance's place, as the calendar keeps it.
QString wallOf(const shared::ICalEvent &read, const QHash<QString, shared::EventDraft> &series,
               const QTimeZone &zone)
{
    const auto master = series.constFind(read.uid);
    return master == series.constEnd() ? read.recurrenceId->wall
                                       : shared::recurrenceIdIn(*master, *read.recurrenceId, zone).wall;
}
}

FeedSync::FeedSync(Writer &writer, SagaRunner &runner, const CalendarOptions &options, FeedClaim claim,
                   Done done)
    : m_writer(writer)
    , m_runner(runner)
    , m_options(options)
    , m_claim(std::move(claim))
    , m_done(std::move(done))
{
}

void FeedSync::start(shared::ICalDocument document)
{
    if (document.events.size() > kMaxEvents)
        return m_done(Error{ErrorCode::TooLarge, u"The feed has more than %1 events."_s.arg(kMaxEvents),
                            u"too_many_events"_s});
    if (document.events.isEmpty() && !document.problems.isEmpty())
        return m_done(
            Error{ErrorCode::InvalidArgument, u"Nothing in the feed can be read."_s, u"nothing_readable"_s});
    for (shared::ICalEvent &event : document.events)
        disarm(event.draft);
    m_document = std::move(document);
    const auto question = [claim = m_claim, wanted = wantedOf(m_document, m_claim.calendar)](
                              Database &database) -> Result<QList<Removal>> {
        return gone(database, claim, wanted);
    };
    m_writer.read({}, question, [self = shared_from_this()](const Result<QList<Removal>> &removals) {
        if (!removals)
            return self->m_done(removals.error());
        self->m_removals = *removals;
        self->removeNext();
    });
}

FeedSync::Wanted FeedSync::wantedOf(const shared::ICalDocument &document, const shared::Calendar &calendar)
{
    const QTimeZone zone(calendar.timeZone.toUtf8());
    Wanted wanted;
    QHash<QString, shared::EventDraft> series;
    for (const shared::ICalProblem &problem : document.problems)
        wanted.whole.insert(problem.uid);
    for (const shared::ICalEvent &event : document.events) {
        QSet<QString> &walls = wanted.instances[event.uid];
        if (event.recurrenceId)
            walls.insert(wallOf(event, series, zone));
        else
            series.insert(event.uid, event.draft);
    }
    return wanted;
}

QList<FeedSync::Removal> FeedSync::gone(Database &database, const FeedClaim &claim, const Wanted &wanted)
{
    const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
    ObjectTable table(database, claim.calendar.id);
    QList<Removal> removals;
    const auto objects = table.events(table.all());
    for (const QList<Event> &object : objects) {
        if (object.isEmpty() || wanted.whole.contains(object.first().uid))
            continue;
        const bool hidden = std::any_of(object.begin(), object.end(), [&claim](const Event &event) {
            return isHidden(event, claim.owner);
        });
        const auto walls = wanted.instances.constFind(object.first().uid);
        const bool all = hidden || walls == wanted.instances.constEnd();
        Removal removal{object.first().createdBy, {}};
        for (const Event &event : object)
            if (all || (!event.series.isNull() && !walls->contains(event.originalStart.wall)))
                removal.events.append(event.id);
        if (!removal.events.isEmpty())
            removals.append(removal);
    }
    return removals;
}

void FeedSync::removeNext()
{
    if (m_removals.isEmpty())
        return import();
    Removal next = m_removals.takeFirst();
    while (!m_removals.isEmpty() && m_removals.first().maker == next.maker
           && next.events.size() + m_removals.first().events.size() <= kRemovedAtOnce)
        next.events += m_removals.takeFirst().events;
    // A series with more changed instances than that goes in pieces, itself last.
    std::reverse(next.events.begin(), next.events.end());
    if (next.events.size() > kRemovedAtOnce) {
        Removal rest{next.maker, next.events.sliced(kRemovedAtOnce)};
        std::reverse(rest.events.begin(), rest.events.end());
        m_removals.prepend(rest);
        next.events.resize(kRemovedAtOnce);
    }
    remove(next);
}

void FeedSync::remove(const Removal &removal)
{
    const SagaPlan plan{shared::newId<shared::SagaId>(m_writer.clock()),
                        {},
                        m_runner.newLease(),
                        m_writer.clock().nowMs() + m_options.sagaDeadlineMs};
    CallContext caller = m_claim.caller();
    caller.user = removal.maker;
    const auto command = [claim = m_claim, removal, plan](UnitOfWork &unit) -> Result<SagaStart> {
        const auto calendar = holdClaim(unit.db(), claim, unit.nowMs());
        if (!calendar)
            return calendar.error();
        BatchStart batch(unit, plan, *calendar);
        if (const auto earlier = batch.earlier(removal.events.first()))
            return *earlier;
        EventBatch removals;
        removals.deletes = removal.events;
        return batch.run(removals, removal.events.first());
    };
    m_writer.run(caller, m_claim.calendar.id.value, command,
                 [self = shared_from_this()](const Result<SagaStart> &start) { self->removed(start); });
}

void FeedSync::removed(const Result<SagaStart> &start)
{
    if (!start)
        return m_done(start.error());
    if (!start->saga)
        return removeNext();
    m_runner.drive(*start->saga, [self = shared_from_this()](const Result<Event> &event) {
        if (!event)
            return self->m_done(event.error());
        self->removeNext();
    });
}

void FeedSync::import()
{
    const auto access = [claim = m_claim, &clock = m_writer.clock()](Database &database) {
        return holdClaim(database, claim, clock.nowMs());
    };
    const auto run = std::make_shared<ImportRun>(
        m_writer, m_runner, m_options, m_claim.caller(), access, false,
        [self = shared_from_this()](const Result<pb::ImportResponse> &response) {
            self->m_done(response ? Outcome(shared::Done{}) : Outcome(response.error()));
        });
    run->start(m_claim.calendar.id.value, std::move(m_document));
}

}
