#include "client/ui/interaction/gesture.h"

#include <algorithm>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr qint64 kMinuteMs = 60 * 1000;
constexpr int kSlotMinutes = 30;

int floored(int minute, int step) { return minute / step * step; }

int rounded(int minute, int step) { return (minute + step / 2) / step * step; }

QDateTime snapped(const QDateTime &wall)
{
    return wallTime(wall.date(), rounded(minuteOfDay(wall), Gesture::kSnapMinutes));
}

WallSpan shifted(const WallSpan &span, qint64 days)
{
    return {span.start.addDays(days), span.end.addDays(days), span.allDay};
}

}

Gesture::Gesture(Kind kind, const Hit &from, const WallSpan &span)
    : m_kind(kind)
    , m_from(from)
    , m_span(span)
{
}

Gesture Gesture::create(const Hit &from) { return {Kind::Create, from, newSpanAt(from)}; }

Gesture Gesture::take(const Hit &from, const WallSpan &span)
{
    switch (from.edge) {
    case Hit::Edge::Body:
        return {Kind::Move, from, span};
    case Hit::Edge::Start:
        return {Kind::ResizeStart, from, span};
    case Hit::Edge::End:
        return {Kind::ResizeEnd, from, span};
    }
    Q_UNREACHABLE();
}

WallSpan Gesture::at(const Hit &to) const
{
    switch (m_kind) {
    case Kind::Create:
        return created(to);
    case Kind::Move:
        return moved(to);
    case Kind::ResizeStart:
    case Kind::ResizeEnd:
        return resized(to);
    }
    Q_UNREACHABLE();
}

WallSpan Gesture::created(const Hit &to) const
{
    if (m_from.zone != Hit::Zone::Grid)
        return daySpan(m_from.day, to.day);
    const int anchor = floored(m_from.minute, kSnapMinutes);
    // A drag stays in its day; above the grid it ends at midnight.
    const int pointer = to.zone == Hit::Zone::Grid ? to.minute : 0;
    if (pointer < anchor)
        return {wallTime(m_from.day, floored(pointer, kSnapMinutes)),
                wallTime(m_from.day, anchor + kSnapMinutes), false};
    const int end = std::min(floored(pointer, kSnapMinutes) + kSnapMinutes, kMinutesOfDay);
    return {wallTime(m_from.day, anchor), wallTime(m_from.day, end), false};
}

WallSpan Gesture::moved(const Hit &to) const
{
    if (to.zone == Hit::Zone::Grid)
        return movedInGrid(to);
    if (m_from.zone == Hit::Zone::Grid && to.zone == Hit::Zone::Strip)
        return daySpan(to.day, to.day.addDays(m_span.firstDay().daysTo(m_span.lastDay())));
    return shifted(m_span, m_from.day.daysTo(to.day));
}

WallSpan Gesture::movedInGrid(const Hit &to) const
{
    const QDateTime pointer = wallTime(to.day, to.minute);
    if (m_from.zone != Hit::Zone::Grid) {
        const QDateTime start = wallTime(to.day, floored(to.minute, kSnapMinutes));
        const qint64 length = m_span.allDay ? newMinutes() * kMinuteMs : m_span.start.msecsTo(m_span.end);
        return {start, start.addMSecs(length), false};
    }
    const qint64 grip = m_span.start.msecsTo(wallTime(m_from.day, m_from.minute));
    const QDateTime start = snapped(pointer.addMSecs(-grip));
    return {start, start.addMSecs(m_span.start.msecsTo(m_span.end)), false};
}

WallSpan Gesture::resized(const Hit &to) const
{
    WallSpan span = m_span;
    const bool first = m_kind == Kind::ResizeStart;
    if (m_from.zone == Hit::Zone::Grid) {
        if (to.zone != Hit::Zone::Grid)
            return span;
        const QDateTime pointer = wallTime(to.day, rounded(to.minute, kSnapMinutes));
        if (first)
            span.start = std::min(pointer, span.end.addMSecs(-kSnapMinutes * kMinuteMs));
        else
            span.end = std::max(pointer, span.start.addMSecs(kSnapMinutes * kMinuteMs));
        return span;
    }
    if (first)
        span.start =
            span.start.addDays(std::min(m_from.day.daysTo(to.day), span.firstDay().daysTo(span.lastDay())));
    else
        span.end =
            span.end.addDays(std::max(m_from.day.daysTo(to.day), -span.firstDay().daysTo(span.lastDay())));
    return span.end > span.start ? span : m_span;
}

WallSpan newSpanAt(const Hit &hit)
{
    if (hit.zone != Hit::Zone::Grid)
        return daySpan(hit.day, hit.day);
    const int start = std::min(floored(hit.minute, kSlotMinutes), kMinutesOfDay - kSlotMinutes);
    return {wallTime(hit.day, start), wallTime(hit.day, start + Gesture::newMinutes()), false};
}

}
