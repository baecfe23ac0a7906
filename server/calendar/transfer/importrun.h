#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/transfer/importplan.h"
#include "server/calendar/writer.h"

#include <memory>

namespace hearth::server::calendar {

/// One import under way: chunk after chunk, each a batch that is driven to its end before the next begins.
class ImportRun : public std::enable_shared_from_this<ImportRun> {
public:
    ImportRun(Writer &writer, SagaRunner &runner, const CalendarOptions &options, CallContext call,
              pb::ImportRequest request, Reply<pb::ImportResponse> reply);

    /// `document`: what the request's text holds.
    void start(shared::ICalDocument document);

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
    static shared::Result<Begun> begin(UnitOfWork &unit, const pb::CalendarRef &calendar,
                                       const ImportChunk &chunk, const QList<shared::EventId> &newIds,
                                       const SagaPlan &plan);

    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
    CallContext m_call;
    pb::CalendarRef m_calendar;
    bool m_dryRun;
    Reply<pb::ImportResponse> m_reply;
    QList<ImportChunk> m_chunks;
    pb::ImportResponse m_response;
    QList<pb::ImportItem> m_refused;
    QList<pb::ImportItem> m_others;
};

}
