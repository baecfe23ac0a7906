#include "server/calendar/series/settledraft.h"

#include "server/calendar/commands/requestjson.h"
#include "shared/recurrence/recurrenceexpander.h"

namespace hearth::server::calendar {

using shared::Done;
using shared::EventDraft;
using shared::Outcome;
using shared::ZonedTime;

namespace {
void settleFloating(ZonedTime &time, const QTimeZone &calendarZone)
{
    if (const auto wall = shared::parseWallTime(time.wall))
        time.utcMs = shared::fromWall(QDateTime(wall->date(), wall->time(), Qt::UTC), calendarZone).utcMs;
    time.zone.clear();
}

Outcome settleRecurrence(EventDraft &draft, const QTimeZone &calendarZone)
{
    const auto series = shared::seriesIn(draft, calendarZone);
    if (!series)
        return series.error();
    draft.recurrence = shared::recurrenceText(series->set);
    return shared::RecurrenceExpander(*series).check();
}
}

Outcome settleDraft(EventDraft &draft, const QTimeZone &calendarZone)
{
    if (draft.floating) {
        settleFloating(draft.start, calendarZone);
        settleFloating(draft.end, calendarZone);
    }
    if (const auto checked = shared::checkDraft(draft); !checked)
        return checked;
    if (const auto colour = checkColour(draft.colour); !colour)
        return colour;
    return draft.recurrence.isEmpty() ? Outcome(Done{}) : settleRecurrence(draft, calendarZone);
}

}
