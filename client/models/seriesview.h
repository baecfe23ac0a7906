#pragma once

#include "shared/base/result.h"
#include "shared/recurrence/serieschoice.h"

namespace hearth::client {

class CalendarList;
class EventIndex;
struct EventItem;

/// What edits of a series make of it as it is shown now: the server's rules over what the index holds.
class SeriesView {
public:
    SeriesView(const EventIndex &index, const CalendarList &calendars);

    /// The choice that means this instance of a series.
    shared::SeriesChoice choiceOf(const EventItem &instance, shared::EditScope scope) const;

    /// The event that an edit of the choice is an edit of.
    shared::Result<shared::Event> at(const shared::SeriesChoice &choice) const;
    /// The chosen occurrences with what differs between `before` and `after`.
    shared::Result<shared::SeriesChange> changed(const shared::SeriesChoice &choice,
                                                 const shared::EventDraft &before,
                                                 const shared::EventDraft &after) const;
    shared::Result<shared::SeriesChange> removed(const shared::SeriesChoice &choice) const;

private:
    shared::Result<shared::SeriesEdit> editOf(shared::EventId series) const;

    const EventIndex &m_index;
    const CalendarList &m_calendars;
};

}
