#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/transfer/importplan.h"
#include "server/calendar/writer.h"

#include <functional>
#include <memory>

namespace hearth::server::calendar {

/// The calendar that is imported into, or why it may not be: asked within each chunk's transaction.
using ImportAccess = std::function<shared::Result<shared::Calendar>(shared::Database &)>;

/// For those who may write the calendar's events.
ImportAccess importAccess(const CallContext &call, const pb::CalendarRef &calendar);

/// One import under way: chunk after chunk, each a batch that is driven to its end before the next begins.
class ImportRun : public std::enable_shared_from_this<ImportRun> {
public:
    ImportRun(Writer &writer, SagaRunner &runner, const CalendarOptions &options, CallContext call,
              ImportAccess access, bool dryRun, Reply<pb::ImportResponse> reply);

    /// `key`: of the calendar's writes; `document`: what is brought in.
    void start(const QUuid &key, shared::ICalDocument document);

private:
    /// What writing a chunk's first transaction has left to do.
    struct Begun {
        std::optional<Saga> saga;
        QList<pb::ImportItem> items;
    };
    void next();
    void look(const ImportChunk &chunk);
    void write(const ImportChunk &chunk);
    void written(const shared::Result<Begun> &begun);
    void count(const QList<pb::ImportItem> &items);
    void finish();
    static shared::Result<Begun> begin(UnitOfWork &unit, const ImportAccess &access, const ImportChunk &chunk,
                                       const QList<shared::EventId> &newIds, const SagaPlan &plan);

    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
    CallContext m_call;
    ImportAccess m_access;
    bool m_dryRun;
    QUuid m_key;
    Reply<pb::ImportResponse> m_reply;
    QList<ImportChunk> m_chunks;
    pb::ImportResponse m_response;
    QList<pb::ImportItem> m_refused;
    QList<pb::ImportItem> m_others;
};

}
