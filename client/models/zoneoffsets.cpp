#include "client/models/zoneoffsets.h"

#include <QDateTime>

#include <algorithm>

namespace hearth::client {

namespace {
constexpr qint64 kDayMs = 24LL * 3600 * 1000;
constexpr qint64 kUnixEpochDay = 2440588; // 1970-01-01 as a Julian day
constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2037; // Qt's list of transitions ends there, its offsets don't

qint64 yearMs(int year) { return QDateTime(QDate(year, 1, 1), QTime(0, 0), Qt::UTC).toMSecsSinceEpoch(); }

qint64 floorDiv(qint64 a, qint64 b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
}

ZoneOffsets::ZoneOffsets(const QTimeZone &zone)
    : m_zone(zone)
{
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(yearMs(kFirstYear), Qt::UTC);
    const QDateTime to = QDateTime::fromMSecsSinceEpoch(yearMs(kLastYear + 1), Qt::UTC);
    m_spans.push_back({from.toMSecsSinceEpoch(), zone.offsetFromUtc(from) * 1000LL});
    const auto transitions = zone.transitions(from, to);
    for (const QTimeZone::OffsetData &transition : transitions)
        m_spans.push_back({transition.atUtc.toMSecsSinceEpoch(), transition.offsetFromUtc * 1000LL});
    std::stable_sort(m_spans.begin(), m_spans.end(),
                     [](const Span &a, const Span &b) { return a.fromMs < b.fromMs; });
}

qint64 ZoneOffsets::offsetMs(qint64 utcMs) const
{
    static const qint64 kTableEnd = yearMs(kLastYear + 1);
    if (utcMs < m_spans.front().fromMs || utcMs >= kTableEnd)
        return m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC)) * 1000LL;
    const auto after = std::upper_bound(m_spans.begin(), m_spans.end(), utcMs,
                                        [](qint64 ms, const Span &span) { return ms < span.fromMs; });
    return std::prev(after)->offsetMs;
}

qint64 ZoneOffsets::julianDay(qint64 utcMs) const
{
    return floorDiv(utcMs + offsetMs(utcMs), kDayMs) + kUnixEpochDay;
}

qint64 ZoneOffsets::startOfDay(qint64 day) const
{
    const qint64 midnight = (day - kUnixEpochDay) * kDayMs;
    for (const qint64 around : {midnight - kDayMs, midnight + kDayMs}) {
        const qint64 start = midnight - offsetMs(around);
        if (julianDay(start) == day && julianDay(start - 1) < day)
            return start;
    }
    // The clocks change at midnight itself, or the zone leaves the day out: seldom, so Qt's answer is quick
    // enough.
    return QDate::fromJulianDay(day).startOfDay(m_zone).toMSecsSinceEpoch();
}

}
