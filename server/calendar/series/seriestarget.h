#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "server/calendar/unitofwork.h"
#include "shared/recurrence/seriesedit.h"

namespace hearth::server::calendar {

/// What an edit of a series comes to, as a batch.
struct SeriesBatch {
    EventBatch batch;
    shared::EventId answer; ///< the event that the caller is told of

    static SeriesBatch of(const shared::SeriesChange &change);
};

/// What a request means that names an event, an occurrence of it and a scope.
struct SeriesTarget {
    shared::Event named; ///< the row itself
    shared::EditScope scope = shared::EditScope::All;
    QString occurrence; ///< of the series; may be empty where all are meant
    std::optional<shared::SeriesEdit>
        edit; ///< of the series that it is, or that it is one of; nothing for others

    /// The rows are this transaction's from here on. NotFound, Conflict with reason "in_progress", or
    /// InvalidArgument with reason "invalid_scope" or "occurrence_missing".
    static shared::Result<SeriesTarget> lock(UnitOfWork &unit, const shared::Calendar &calendar,
                                             const shared::EventId &id, const std::string &occurrence,
                                             const std::string &scope);

    /// The event that stands there now: what versions are compared with and what is edited. Forbidden where
    /// it is a private one of others.
    shared::Result<shared::Event> current(const shared::UserId &user) const;
    /// `edited`: current(), as it is to be. `newId`: of a row that this needs.
    shared::Result<SeriesBatch> change(const shared::Event &edited, const shared::EventId &newId) const;
    shared::Result<SeriesBatch> remove() const;
};

}
