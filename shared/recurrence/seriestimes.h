#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/series.h"

#include <optional>

namespace hearth::shared {

/// The series of an event of a calendar in that zone.
Result<Series> seriesIn(const EventDraft &draft, const QTimeZone &calendarZone);

/// The set as EventDraft::recurrence has it.
QString recurrenceText(const RecurrenceSet &set);

/// When the last occurrence has ended (UTC milliseconds, rather later); nothing where there is none or it
/// happens once.
std::optional<qint64> seriesEndMs(const EventDraft &draft);

/// The wall time as an event of the draft's kind, zone and floating has it.
ZonedTime timeAt(const WallTime &wall, const EventDraft &draft, const QString &zone,
                 const QTimeZone &calendarZone);
/// Puts start and end to where an event as long as the draft is ends that starts then.
void moveTo(EventDraft &draft, const WallTime &start, const QTimeZone &calendarZone);

}
