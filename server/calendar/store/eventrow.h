#pragma once

#include "shared/domain/event.h"
#include "shared/sql/query.h"

namespace hearth::server::calendar {

enum class EventState {
    Pending, ///< its saga has not completed: seen by nobody
    Active,
    Deleted, ///< in the trash
};

/// An event as the table has it.
struct StoredEvent {
    shared::Event event; ///< without the calendar's name
    EventState state = EventState::Active;
    shared::SagaId saga; ///< that has it now; null: none
};

/// The columns of `events` that readEvent() reads, in its order.
QString eventColumns(const QString &alias);
/// How many they are.
constexpr int kEventColumns = 36;
/// The event that begins at `column` of the row.
StoredEvent readEvent(const shared::Query &row, int column);
/// The text of the column `participants`.
QString participantsText(const QList<shared::Participant> &participants);
/// Binds the draft's columns, by their names.
void bindDraft(shared::Query &query, const shared::EventDraft &draft);
/// Binds uid, series, original start and the end of the series.
void bindSeries(shared::Query &query, const shared::Event &event);

}
