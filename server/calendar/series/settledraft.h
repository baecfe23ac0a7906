#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/seriestimes.h"

namespace hearth::server::calendar {

/// Makes a draft what is kept of it: the instants of a floating event as in the calendar's zone, the
/// recurrence in its one form. InvalidArgument for a wrong draft, a colour that is none, and a recurrence
/// that can't be read or worked out, with the reasons of parseRecurrenceSet() and
/// RecurrenceExpander::check().
shared::Outcome settleDraft(shared::EventDraft &draft, const QTimeZone &calendarZone);

}
