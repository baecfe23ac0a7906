#include "client/models/draftchanges.h"

namespace hearth::client {

using shared::EventDraft;

EventDraft withChanges(const EventDraft &base, const EventDraft &from, const EventDraft &to)
{
    EventDraft result = base;
    const auto take = [&](auto EventDraft::*field) {
        if (from.*field != to.*field)
            result.*field = to.*field;
    };
    take(&EventDraft::name);
    take(&EventDraft::location);
    take(&EventDraft::description);
    take(&EventDraft::colour);
    take(&EventDraft::categories);
    take(&EventDraft::status);
    take(&EventDraft::participants);
    take(&EventDraft::reminders);
    take(&EventDraft::url);
    take(&EventDraft::transparency);
    take(&EventDraft::visibility);
    take(&EventDraft::recurrence);
    if (from.start != to.start || from.end != to.end || from.allDay != to.allDay
        || from.floating != to.floating) {
        result.allDay = to.allDay;
        result.floating = to.floating;
        result.start = to.start;
        result.end = to.end;
    }
    return result;
}

}
