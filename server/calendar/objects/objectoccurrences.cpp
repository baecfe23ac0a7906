#include "server/calendar/objects/objectoccurrences.h"

#include "shared/recurrence/recurrenceexpander.h"

#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using shared::Event;
using shared::RecurrenceInstance;

namespace {
constexpr qint64 kDayMs = 86'400'000;

/// Midnight UTC of a date as the moment at which that day begins in the zone.
qint64 dayStart(qint64 midnightMs, const QTimeZone &zone)
{
    return shared::fromWall(QDateTime::fromMSecsSinceEpoch(midnightMs, Qt::UTC), zone).utcMs;
}

Period placed(const Event &event, const RecurrenceInstance &instance, const QTimeZone &zone)
{
    if (!event.allDay)
        return {instance.startMs, instance.endMs};
    return {dayStart(instance.startMs, zone), dayStart(instance.endMs, zone)};
}

bool overlap(const Period &period, const ObjectTable::Range &range)
{
    return period.startMs < range.toMs && period.endMs > range.fromMs;
}

/// The occurrences of the series that were not changed and touch the range.
QList<RecurrenceInstance> unchanged(const QList<Event> &object, const ObjectTable::Range &range,
                                    const QTimeZone &zone, int limit)
{
    const Event &master = object.first();
    auto series = shared::seriesOf(master);
    if (!series)
        return {};
    if (master.floating)
        series->zone = zone;
    QSet<QString> changed;
    for (const Event &event : object)
        if (!event.series.isNull())
            changed.insert(event.originalStart.wall);
    // A day of the calendar's zone is not one of UTC.
    const qint64 margin = master.allDay ? kDayMs : 0;
    const auto found = shared::RecurrenceExpander(*series).between(
        {range.fromMs - margin, range.toMs + margin, limit + int(changed.size()), {}});
    QList<RecurrenceInstance> instances;
    if (!found)
        return instances;
    for (const RecurrenceInstance &instance : found->instances)
        if (!changed.contains(instance.id.toIso()) && overlap(placed(master, instance, zone), range)
            && instances.size() < limit)
            instances.append(instance);
    return instances;
}

bool recurs(const QList<Event> &object) { return !object.isEmpty() && !object.first().recurrence.isEmpty(); }

Event inUtc(Event event)
{
    if (!event.allDay) {
        event.start = shared::fromUtc(event.start.utcMs, QTimeZone(QByteArrayLiteral("UTC")));
        event.end = shared::fromUtc(event.end.utcMs, QTimeZone(QByteArrayLiteral("UTC")));
        event.floating = false;
    }
    if (!event.series.isNull() && !event.originalStart.zone.isEmpty())
        event.originalStart = shared::fromUtc(event.originalStart.utcMs, QTimeZone(QByteArrayLiteral("UTC")));
    return event;
}

Event occurrence(const Event &master, const RecurrenceInstance &instance)
{
    Event event = master;
    event.recurrence.clear();
    event.series = master.id;
    if (master.allDay) {
        event.start = shared::fromDate(QDateTime::fromMSecsSinceEpoch(instance.startMs, Qt::UTC).date());
        event.end = shared::fromDate(QDateTime::fromMSecsSinceEpoch(instance.endMs, Qt::UTC).date());
    } else {
        event.start = shared::fromUtc(instance.startMs, QTimeZone(QByteArrayLiteral("UTC")));
        event.end = shared::fromUtc(instance.endMs, QTimeZone(QByteArrayLiteral("UTC")));
        event.floating = false;
    }
    event.originalStart = event.start;
    return event;
}
}

Period periodOf(const Event &event, const QTimeZone &zone)
{
    if (!event.allDay)
        return {event.start.utcMs, event.end.utcMs};
    return {dayStart(event.start.utcMs, zone), dayStart(event.end.utcMs, zone)};
}

bool touches(const Event &event, const ObjectTable::Range &range, const QTimeZone &zone)
{
    return overlap(periodOf(event, zone), range);
}

bool wasIn(const Event &instance, const ObjectTable::Range &range, const QTimeZone &zone)
{
    Event before = instance;
    before.start = instance.originalStart;
    before.end = instance.originalStart;
    before.end.utcMs += instance.end.utcMs - instance.start.utcMs;
    return touches(before, range, zone);
}

bool seriesTouches(const QList<Event> &object, const ObjectTable::Range &range, const QTimeZone &zone)
{
    if (object.isEmpty())
        return false;
    return recurs(object) ? !unchanged(object, range, zone, 1).isEmpty()
                          : touches(object.first(), range, zone);
}

QList<Period> seriesPeriods(const QList<Event> &object, const ObjectTable::Range &range,
                            const QTimeZone &zone, int limit)
{
    QList<Period> periods;
    if (recurs(object))
        for (const RecurrenceInstance &instance : unchanged(object, range, zone, limit))
            periods.append(placed(object.first(), instance, zone));
    else if (touches(object.first(), range, zone))
        periods.append(periodOf(object.first(), zone));
    return periods;
}

QList<Event> expanded(const QList<Event> &object, const ObjectTable::Range &range, const QTimeZone &zone)
{
    QList<Event> events;
    if (object.isEmpty())
        return events;
    // Each occurrence carries what the series carries.
    const qint64 each = 1024 + object.first().extra.size() + object.first().description.size();
    const auto limit = static_cast<int>(std::clamp<qint64>(kMaxExpandedSize / each, 1, kMaxOccurrences));
    if (recurs(object))
        for (const RecurrenceInstance &instance : unchanged(object, range, zone, limit))
            events.append(occurrence(object.first(), instance));
    for (const Event &event : object)
        if ((!event.series.isNull() || !recurs(object)) && touches(event, range, zone))
            events.append(inUtc(event));
    return events;
}

}
