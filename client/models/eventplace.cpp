#include "client/models/eventplace.h"

#include "client/models/zoneoffsets.h"
#include "shared/recurrence/walltime.h"

#include <algorithm>

namespace hearth::client {

namespace {
constexpr qint64 kDayMs = 86'400'000;
constexpr qint64 kUnixEpochDay = 2440588; // 1970-01-01 as a Julian day

qint64 floatingMs(const shared::ZonedTime &time, const QTimeZone &zone)
{
    const auto wall = shared::parseWallTime(time.wall);
    return wall ? shared::fromWall(QDateTime(wall->date(), wall->time(), Qt::UTC), zone).utcMs : time.utcMs;
}
}

shared::EventId instanceId(shared::EventId series, const QString &occurrence)
{
    return {QUuid::createUuidV5(series.value, occurrence)};
}

bool before(const IndexEntry &a, const IndexEntry &b)
{
    if (a.startMs != b.startMs)
        return a.startMs < b.startMs;
    if (a.endMs != b.endMs)
        return a.endMs > b.endMs;
    return a.id < b.id;
}

EventPlace placeAt(qint64 startMs, qint64 endMs, bool allDay, const ZoneOffsets &zone)
{
    EventPlace place{startMs, endMs, 0, 0};
    if (allDay) {
        place.firstDay = startMs / kDayMs - (startMs % kDayMs < 0 ? 1 : 0) + kUnixEpochDay;
        place.lastDay = place.firstDay + std::max<qint64>(1, (endMs - startMs) / kDayMs) - 1;
        place.startMs = zone.startOfDay(place.firstDay);
        place.endMs = zone.startOfDay(place.lastDay + 1);
        return place;
    }
    place.firstDay = zone.julianDay(startMs);
    place.lastDay = std::max(place.firstDay, zone.julianDay(endMs - 1));
    return place;
}

EventPlace placeOf(const shared::EventDraft &event, const ZoneOffsets &zone)
{
    if (event.floating && !event.allDay)
        return placeAt(floatingMs(event.start, zone.zone()), floatingMs(event.end, zone.zone()), false, zone);
    return placeAt(event.start.utcMs, event.end.utcMs, event.allDay, zone);
}

}
