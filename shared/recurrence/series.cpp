#include "shared/recurrence/series.h"

#include "shared/recurrence/seriesparts.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

Result<Series> seriesOf(const EventDraft &draft)
{
    const auto set = parseRecurrenceSet(draft.recurrence);
    if (!set)
        return set.error();
    const auto start = parseWallTime(draft.start.wall);
    if (!start)
        return Error{ErrorCode::InvalidArgument, u"The event's start is no time."_s, u"invalid_recurrence"_s};
    Series series;
    series.start = draft.allDay ? wallTime(start->date()) : *start;
    if (!draft.start.zone.isEmpty())
        series.zone = QTimeZone(draft.start.zone.toUtf8());
    series.floating = draft.floating;
    series.durationMs = draft.end.utcMs - draft.start.utcMs;
    series.set = *set;
    return series;
}

qint64 momentOf(const WallTime &date, const Series &series)
{
    if (series.start.dateOnly)
        return midnight(date.seconds);
    return date.dateOnly ? date.seconds + floorMod(series.start.seconds, kDaySeconds) : date.seconds;
}

std::optional<qint64> lastMomentOf(const Rule &rule, const Series &series, const WallClock &clock)
{
    if (!rule.until)
        return std::nullopt;
    const WallTime &at = rule.until->at;
    if (at.dateOnly || series.start.dateOnly)
        return midnight(at.seconds) + kDaySeconds - 1;
    if (!rule.until->utc || series.floating)
        return at.seconds;
    return clock.lastWallUntil(at.seconds * 1000);
}

}
