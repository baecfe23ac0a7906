#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/series.h"

#include <optional>

namespace hearth::server::calendar {

/// Makes a draft what is kept of it: the instants of a floating event as in the calendar's zone, the
/// recurrence in its one form. InvalidArgument for a wrong draft, a colour that is none, and a recurrence
/// that can't be read or worked out, with the reasons of parseRecurrenceSet() and
/// RecurrenceExpander::check().
shared::Outcome settleDraft(shared::EventDraft &draft, const QTimeZone &calendarZone);

/// The series of an event of a calendar in that zone.
shared::Result<shared::Series> seriesIn(const shared::EventDraft &draft, const QTimeZone &calendarZone);

/// The set as EventDraft::recurrence has it.
QString recurrenceText(const shared::RecurrenceSet &set);

/// When the last occurrence has ended (UTC milliseconds, rather later); nothing where there is none or it
/// happens once.
std::optional<qint64> seriesEndMs(const shared::EventDraft &draft);

/// The wall time as an event of the draft's kind, zone and floating has it.
shared::ZonedTime timeAt(const shared::WallTime &wall, const shared::EventDraft &draft, const QString &zone,
                         const QTimeZone &calendarZone);
/// Puts start and end to where an event as long as the draft is ends that starts then.
void moveTo(shared::EventDraft &draft, const shared::WallTime &start, const QTimeZone &calendarZone);

}
