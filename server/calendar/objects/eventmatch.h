#pragma once

#include "server/calendar/commands/eventbatch.h"
#include "shared/ical/icalcodec.h"

namespace hearth::server::calendar {

/// Whether the draft's recurrence can be worked out: InvalidArgument with a reason otherwise.
shared::Outcome checkRecurrence(const shared::EventDraft &draft, const QTimeZone &calendarZone);

/// Whether a put changes anything of what was there. When it was made is not for iCalendar to say.
bool changes(const EventPut &put, const shared::Event &before);

/// An event that was read, put in the place of one that is there, or as a new one: what iCalendar does not
/// say of participants (comments, proposals) stays, and who is no member takes part under their name only.
class EventMatch {
public:
    EventMatch(shared::Database &database, const shared::Calendar &calendar);

    /// `before`: the event that it replaces, or null.
    EventPut put(const shared::ICalEvent &read, const shared::Event *before, const shared::EventId &newId);
    /// What has to be put and deleted so that `before`, an event and its instances, becomes what was read.
    /// `newId`: of the event, where it is new; the instances' ids follow from it.
    EventBatch replace(const shared::ICalEvent &master, const QList<shared::ICalEvent> &instances,
                       const QList<shared::Event> &before, const shared::EventId &newId);

private:
    QList<shared::Participant> people(const QList<shared::Participant> &read,
                                      const QList<shared::Participant> &before);

    shared::Database &m_db;
    shared::Calendar m_calendar;
};

}
