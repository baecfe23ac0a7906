#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/messages.h"
#include "server/proto/transfer.pb.h"
#include "shared/ical/icalcodec.h"

namespace hearth::server::calendar {

/// Some of a text's events, which are looked at and written together.
using ImportChunk = QList<shared::ICalEvent>;

constexpr qsizetype kImportChunk = 400; ///< events; at most kMaxBatch

/// The text's events in chunks: an event's changed instances never come before it.
QList<ImportChunk> importChunks(const QList<shared::ICalEvent> &events);

/// What a chunk comes to, given what the calendar has.
struct ImportStep {
    EventBatch batch; ///< what is new or changed
    QList<pb::ImportItem> items; ///< one for each event of the chunk
};

/// Works out import steps: no writes.
class ImportPlan {
public:
    ImportPlan(shared::Database &database, const shared::Calendar &calendar, const shared::UserId &user);

    /// `newIds`: as many as the chunk has events.
    ImportStep step(const ImportChunk &chunk, const QList<shared::EventId> &newIds);

private:
    struct Known;
    void take(shared::ICalEvent read, const shared::EventId &newId, Known &known, ImportStep &step);

    shared::Database &m_db;
    shared::Calendar m_calendar;
    shared::UserId m_user;
    QTimeZone m_zone;
};

/// The item of an event that was read, as which it goes in.
pb::ImportItem importItem(const shared::ICalEvent &read, pb::ImportAction action);
/// The item of what could not be read.
pb::ImportItem importItem(const shared::ICalProblem &problem);

}
