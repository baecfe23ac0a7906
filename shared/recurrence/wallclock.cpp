#include "shared/recurrence/wallclock.h"

#include <QDateTime>

#include <algorithm>
#include <limits>

namespace hearth::shared {

namespace {
constexpr qint64 kDayMs = 86'400'000;
// A stranger's dates over thousands of years must not fill the memory.
constexpr size_t kMaxKnown = 512;

QDateTime utc(qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); }
}

WallClock::WallClock(const QTimeZone &zone)
    : m_zone(zone)
{
}

qint64 WallClock::toUtc(qint64 wallSeconds) const
{
    // As fromWall() does: the offsets of the day before and the day after know both of two times.
    const qint64 wallMs = wallSeconds * 1000;
    const qint64 before = wallMs - offsetAt(wallMs - kDayMs);
    const qint64 after = wallMs - offsetAt(wallMs + kDayMs);
    if (before == after)
        return before;
    const bool beforeFits = before + offsetAt(before) == wallMs;
    const bool afterFits = after + offsetAt(after) == wallMs;
    if (beforeFits && afterFits)
        return std::min(before, after);
    return afterFits ? after : before;
}

bool WallClock::exists(qint64 wallSeconds) const { return toWall(toUtc(wallSeconds)) == wallSeconds; }

qint64 WallClock::toWall(qint64 utcMs) const
{
    const qint64 wallMs = utcMs + offsetAt(utcMs);
    return wallMs / 1000 - (wallMs % 1000 < 0 ? 1 : 0);
}

qint64 WallClock::lastWallUntil(qint64 utcMs) const
{
    const Stretch now = stretchAt(utcMs);
    const qint64 wall = toWall(utcMs);
    if (now.from == std::numeric_limits<qint64>::min())
        return wall;
    // Where the clock was set back, it has shown everything up to the change before.
    const qint64 shownBefore = (now.from + offsetAt(now.from - 1)) / 1000 - 1;
    return std::max(wall, shownBefore);
}

qint64 WallClock::firstWallFrom(qint64 utcMs) const
{
    const qint64 offset = std::min(offsetAt(utcMs), offsetAt(utcMs - kDayMs - 3'600'000));
    return (utcMs + offset) / 1000 - 1;
}

qint64 WallClock::lastUtcUntil(qint64 wallSeconds) const
{
    const qint64 utcMs = toUtc(wallSeconds);
    return std::max(utcMs, wallSeconds * 1000 - offsetAt(utcMs - kDayMs - 3'600'000));
}

const WallClock::Stretch &WallClock::stretchAt(qint64 utcMs) const
{
    if (m_last < m_known.size() && m_known[m_last].from <= utcMs && utcMs < m_known[m_last].to)
        return m_known[m_last];
    auto place = std::upper_bound(m_known.begin(), m_known.end(), utcMs,
                                  [](qint64 ms, const Stretch &stretch) { return ms < stretch.from; });
    if (place == m_known.begin() || std::prev(place)->to <= utcMs) {
        if (m_known.size() == kMaxKnown) {
            m_known.clear();
            place = m_known.begin();
        }
        place = std::next(m_known.insert(place, lookUp(utcMs)));
    }
    m_last = size_t(std::prev(place) - m_known.begin());
    return m_known[m_last];
}

WallClock::Stretch WallClock::lookUp(qint64 utcMs) const
{
    Stretch stretch{std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max(),
                    m_zone.offsetFromUtc(utc(utcMs)) * qint64{1000}};
    if (!m_zone.hasTransitions())
        return stretch;
    const QTimeZone::OffsetData previous = m_zone.previousTransition(utc(utcMs + 1));
    const QTimeZone::OffsetData next = m_zone.nextTransition(utc(utcMs));
    if (previous.atUtc.isValid())
        stretch.from = previous.atUtc.toMSecsSinceEpoch();
    if (next.atUtc.isValid())
        stretch.to = next.atUtc.toMSecsSinceEpoch();
    return stretch;
}

}
