#include "client/ui/interaction/wallspan.h"

#include <utility>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr qint64 kMinuteMs = 60 * 1000;

QDateTime asWall(const QString &text) { return QDateTime::fromString(text + u'Z', Qt::ISODate); }

QTimeZone zoneOf(const shared::ZonedTime &time, const QTimeZone &fallback)
{
    const auto zone = shared::parseZone(time.zone);
    return zone ? *zone : fallback;
}

/// The instant at which the clock of `zone` shows `wall`, written in the zone of the event.
shared::ZonedTime at(const QDateTime &wall, const QTimeZone &zone, const QTimeZone &written)
{
    return shared::fromUtc(shared::fromWall(wall, zone).utcMs, written);
}

shared::ZonedTime movedEnd(const shared::EventDraft &before, const shared::ZonedTime &start,
                           const QTimeZone &zone)
{
    const QTimeZone written = zoneOf(before.end, zone);
    if (before.start.zone != before.end.zone)
        return shared::fromUtc(start.utcMs + before.end.utcMs - before.start.utcMs, written);
    const qint64 length = asWall(before.start.wall).msecsTo(asWall(before.end.wall));
    return shared::fromWall(asWall(start.wall).addMSecs(length), written);
}

/// What a change of the clocks may have swallowed is given back.
void keepOrder(shared::EventDraft &draft)
{
    constexpr qint64 kShortestMs = 15 * kMinuteMs;
    if (draft.end.utcMs > draft.start.utcMs)
        return;
    const auto zone = shared::parseZone(draft.end.zone);
    draft.end = shared::fromUtc(draft.start.utcMs + kShortestMs, zone ? *zone : QTimeZone::utc());
}

}

QDate WallSpan::lastDay() const { return end > start ? end.addMSecs(-1).date() : start.date(); }

QDateTime wallTime(QDate day, int minute)
{
    return QDateTime(day, QTime(0, 0), Qt::UTC).addMSecs(minute * kMinuteMs);
}

int minuteOfDay(const QDateTime &wall) { return wall.time().hour() * 60 + wall.time().minute(); }

WallSpan daySpan(QDate a, QDate b)
{
    if (b < a)
        std::swap(a, b);
    return {wallTime(a), wallTime(b, kMinutesOfDay), true};
}

QDateTime wallOf(qint64 utcMs, const QTimeZone &zone)
{
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(utcMs, zone);
    return QDateTime(there.date(), there.time(), Qt::UTC);
}

WallSpan spanOf(const shared::EventDraft &draft, const QTimeZone &zone)
{
    if (draft.allDay)
        return {wallTime(shared::dateOf(draft.start)), wallTime(shared::dateOf(draft.end)), true};
    return {wallOf(draft.start.utcMs, zone), wallOf(draft.end.utcMs, zone), false};
}

shared::EventDraft broughtTo(const shared::EventDraft &draft, const WallSpan &to, const QTimeZone &zone)
{
    shared::EventDraft after = draft;
    after.allDay = to.allDay;
    if (to.allDay) {
        after.start = shared::fromDate(to.start.date());
        after.end = shared::fromDate(to.end.date());
        return after;
    }
    const WallSpan from = spanOf(draft, zone);
    if (draft.allDay) {
        after.start = at(to.start, zone, zone);
        after.end = at(to.end, zone, zone);
    } else {
        const bool moved = from.start.msecsTo(from.end) == to.start.msecsTo(to.end);
        if (to.start != from.start)
            after.start = at(to.start, zone, zoneOf(draft.start, zone));
        if (to.end != from.end)
            after.end =
                moved ? movedEnd(draft, after.start, zone) : at(to.end, zone, zoneOf(draft.end, zone));
    }
    keepOrder(after);
    return after;
}

shared::EventDraft draftAt(const WallSpan &span, const QTimeZone &zone)
{
    shared::EventDraft draft;
    draft.allDay = span.allDay;
    draft.start = span.allDay ? shared::fromDate(span.start.date()) : at(span.start, zone, zone);
    draft.end = span.allDay ? shared::fromDate(span.end.date()) : at(span.end, zone, zone);
    keepOrder(draft);
    return draft;
}

}
