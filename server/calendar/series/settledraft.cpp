#include "server/calendar/series/settledraft.h"

#include "server/calendar/commands/requestjson.h"
#include "shared/recurrence/recurrenceexpander.h"

namespace hearth::server::calendar {

using shared::Done;
using shared::EventDraft;
using shared::Outcome;
using shared::Result;
using shared::Series;
using shared::WallTime;
using shared::ZonedTime;

namespace {
constexpr qint64 kDayMs = 86'400'000;

ZonedTime fromWallTime(const WallTime &wall, const QTimeZone &zone)
{
    return shared::fromWall(QDateTime(wall.date(), wall.time(), Qt::UTC), zone);
}

void settleFloating(ZonedTime &time, const QTimeZone &calendarZone)
{
    if (const auto wall = shared::parseWallTime(time.wall))
        time.utcMs = fromWallTime(*wall, calendarZone).utcMs;
    time.zone.clear();
}

Outcome settleRecurrence(EventDraft &draft, const QTimeZone &calendarZone)
{
    const auto series = seriesIn(draft, calendarZone);
    if (!series)
        return series.error();
    draft.recurrence = recurrenceText(series->set);
    return shared::RecurrenceExpander(*series).check();
}

qint64 wallSeconds(const ZonedTime &time)
{
    const auto wall = shared::parseWallTime(time.wall);
    return wall ? wall->seconds : time.utcMs / 1000;
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

Result<Series> seriesIn(const EventDraft &draft, const QTimeZone &calendarZone)
{
    auto series = shared::seriesOf(draft);
    if (series && draft.floating)
        series->zone = calendarZone;
    return series;
}

QString recurrenceText(const shared::RecurrenceSet &set)
{
    QString text = shared::toText(set);
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

std::optional<qint64> seriesEndMs(const EventDraft &draft)
{
    if (draft.recurrence.isEmpty())
        return std::nullopt;
    const auto series = shared::seriesOf(draft);
    if (!series)
        return std::nullopt;
    const auto last = shared::RecurrenceExpander(*series).lastOccurrenceEnd();
    if (!last || !*last)
        return std::nullopt;
    // A floating event is over a day later at most, wherever it is seen.
    return draft.floating ? **last + kDayMs : **last;
}

ZonedTime timeAt(const WallTime &wall, const EventDraft &draft, const QString &zone,
                 const QTimeZone &calendarZone)
{
    if (draft.allDay)
        return shared::fromDate(wall.date());
    if (!draft.floating)
        return fromWallTime(wall, QTimeZone(zone.toUtf8()));
    return {fromWallTime(wall, calendarZone).utcMs, wall.toIso(), {}};
}

void moveTo(EventDraft &draft, const WallTime &start, const QTimeZone &calendarZone)
{
    const qint64 lengthMs = draft.end.utcMs - draft.start.utcMs;
    const qint64 wallLength = wallSeconds(draft.end) - wallSeconds(draft.start);
    draft.start = timeAt(start, draft, draft.start.zone, calendarZone);
    if (draft.allDay || draft.floating)
        draft.end = timeAt({start.seconds + wallLength, draft.allDay}, draft, {}, calendarZone);
    else
        draft.end = shared::fromUtc(draft.start.utcMs + lengthMs, QTimeZone(draft.end.zone.toUtf8()));
}

}
