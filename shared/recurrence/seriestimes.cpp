#include "shared/recurrence/seriestimes.h"

#include "shared/recurrence/recurrenceexpander.h"

namespace hearth::shared {

namespace {
constexpr qint64 kDayMs = 86'400'000;

ZonedTime fromWallTime(const WallTime &wall, const QTimeZone &zone)
{
    return fromWall(QDateTime(wall.date(), wall.time(), Qt::UTC), zone);
}

qint64 wallSeconds(const ZonedTime &time)
{
    const auto wall = parseWallTime(time.wall);
    return wall ? wall->seconds : time.utcMs / 1000;
}
}

Result<Series> seriesIn(const EventDraft &draft, const QTimeZone &calendarZone)
{
    auto series = seriesOf(draft);
    if (series && draft.floating)
        series->zone = calendarZone;
    return series;
}

QString recurrenceText(const RecurrenceSet &set)
{
    QString text = toText(set);
    while (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

std::optional<qint64> seriesEndMs(const EventDraft &draft)
{
    if (draft.recurrence.isEmpty())
        return std::nullopt;
    const auto series = seriesOf(draft);
    if (!series)
        return std::nullopt;
    const auto last = RecurrenceExpander(*series).lastOccurrenceEnd();
    if (!last || !*last)
        return std::nullopt;
    // A floating event is over a day later at most, wherever it is seen.
    return draft.floating ? **last + kDayMs : **last;
}

ZonedTime timeAt(const WallTime &wall, const EventDraft &draft, const QString &zone,
                 const QTimeZone &calendarZone)
{
    if (draft.allDay)
        return fromDate(wall.date());
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
        draft.end = fromUtc(draft.start.utcMs + lengthMs, QTimeZone(draft.end.zone.toUtf8()));
}

}
