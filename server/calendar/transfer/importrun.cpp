#include "server/calendar/transfer/importrun.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/errors.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <QSet>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::Result;

namespace {
constexpr qsizetype kMaxItems = 1000; ///< in the answer

QList<EventId> newIds(const shared::Clock &clock, qsizetype count)
{
    QList<EventId> ids;
    ids.reserve(count);
    for (qsizetype i = 0; i < count; ++i)
        ids.append(shared::newId<EventId>(clock));
    return ids;
}
}

ImportAccess importAccess(const CallContext &call, const pb::CalendarRef &calendar)
{
    return [call, calendar](shared::Database &database) {
        return requireAccess(database, call, calendar, Right::WriteEvents);
    };
}

ImportRun::ImportRun(Writer &writer, SagaRunner &runner, const CalendarOptions &options, CallContext call,
                     ImportAccess access, bool dryRun, Reply<pb::ImportResponse> reply)
    : m_writer(writer)
    , m_runner(runner)
    , m_options(options)
    , m_call(std::move(call))
    , m_access(std::move(access))
    , m_dryRun(dryRun)
    , m_reply(std::move(reply))
{
}

void ImportRun::start(const QUuid &key, shared::ICalDocument document)
{
    m_key = key;
    m_response.set_name(utf8(document.name));
    QList<pb::ImportItem> problems;
    for (const shared::ICalProblem &problem : document.problems)
        problems.append(importItem(problem));
    count(problems);
    m_chunks = importChunks(document.events);
    next();
}

void ImportRun::next()
{
    if (m_chunks.isEmpty())
        return finish();
    const ImportChunk chunk = m_chunks.takeFirst();
    if (m_dryRun)
        look(chunk);
    else
        write(chunk);
}

void ImportRun::look(const ImportChunk &chunk)
{
    const auto question =
        [user = m_call.user, access = m_access, chunk,
         ids = newIds(m_writer.clock(), chunk.size())](shared::Database &database) -> Result<Begun> {
        const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
        const auto found = access(database);
        if (!found)
            return found.error();
        return Begun{{}, ImportPlan(database, *found, user).step(chunk, ids).items};
    };
    m_writer.read(m_call, question,
                  [self = shared_from_this()](const Result<Begun> &begun) { self->written(begun); });
}

void ImportRun::write(const ImportChunk &chunk)
{
    const shared::Clock &clock = m_writer.clock();
    const SagaPlan plan{shared::newId<shared::SagaId>(clock),
                        {},
                        m_runner.newLease(),
                        clock.nowMs() + m_options.sagaDeadlineMs};
    const auto command = [access = m_access, chunk, ids = newIds(clock, chunk.size()),
                          plan](UnitOfWork &unit) { return begin(unit, access, chunk, ids, plan); };
    m_writer.run(m_call, m_key, command,
                 [self = shared_from_this()](const Result<Begun> &begun) { self->written(begun); });
}

Result<ImportRun::Begun> ImportRun::begin(UnitOfWork &unit, const ImportAccess &access,
                                          const ImportChunk &chunk, const QList<EventId> &newIds,
                                          const SagaPlan &plan)
{
    const auto found = access(unit.db());
    if (!found)
        return found.error();
    ImportStep step = ImportPlan(unit.db(), *found, unit.caller().user).step(chunk, newIds);
    if (step.batch.size() == 0)
        return Begun{{}, step.items};
    const auto start = BatchStart(unit, plan, *found).run(step.batch, step.batch.puts.first().event.id);
    if (!start)
        return start.error();
    return Begun{start->saga, step.items};
}

void ImportRun::written(const Result<Begun> &begun)
{
    if (!begun)
        return m_reply(begun.error());
    const auto go = [self = shared_from_this(), items = begun->items] {
        self->count(items);
        self->next();
    };
    if (!begun->saga)
        return go();
    m_runner.drive(*begun->saga, [self = shared_from_this(), go](const Result<shared::Event> &event) {
        if (!event)
            return self->m_reply(event.error());
        go();
    });
}

void ImportRun::count(const QList<pb::ImportItem> &items)
{
    for (const pb::ImportItem &item : items) {
        QList<pb::ImportItem> *list = &m_others;
        switch (item.action()) {
        case pb::IMPORT_NEW:
            m_response.set_created(m_response.created() + 1);
            break;
        case pb::IMPORT_CHANGED:
            m_response.set_changed(m_response.changed() + 1);
            break;
        case pb::IMPORT_SAME:
            m_response.set_same(m_response.same() + 1);
            break;
        default:
            m_response.set_refused(m_response.refused() + 1);
            list = &m_refused;
        }
        if (list->size() < kMaxItems)
            list->append(item);
        else
            m_response.set_more_items(true);
    }
}

void ImportRun::finish()
{
    for (const QList<pb::ImportItem> *list : {&m_refused, &m_others}) {
        for (const pb::ImportItem &item : *list) {
            if (m_response.items_size() == kMaxItems) {
                m_response.set_more_items(true);
                break;
            }
            *m_response.add_items() = item;
        }
    }
    m_reply(m_response);
}

}
