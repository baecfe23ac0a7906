#pragma once

#include <QByteArray>
#include <QDateTime>

namespace hearth::server::calendar {

/// How long the answer of a server may be kept, by Cache-Control's max-age; 0 where it does not say.
qint64 maxAgeMs(const QByteArray &cacheControl);

/// When to come back, by Retry-After (RFC 9110, 10.2.3: seconds or a date); 0 where it does not say.
qint64 retryAfterMs(const QByteArray &retryAfter, qint64 nowMs);

/// How often a calendar says that it is published: REFRESH-INTERVAL (RFC 7986) or X-PUBLISHED-TTL; 0 where it
/// does not say.
qint64 publishedEveryMs(const QByteArray &text);

/// When a subscription is fetched next. Bounded: a feed can put itself off by a day at most.
class RefreshPace {
public:
    static constexpr qint64 kDayMs = 24LL * 3600 * 1000;

    /// `chance` in [0, 1): up to a tenth is added, so that not all are fetched in one moment.
    RefreshPace(qint64 intervalMs, double chance)
        : m_intervalMs(intervalMs)
        , m_chance(chance)
    {
    }

    /// `wishMs`: what the feed asks for, 0 for nothing; it only makes it longer.
    qint64 afterSuccess(qint64 nowMs, qint64 wishMs) const;
    /// Twice as long with each failure in a row, from 1 on.
    qint64 afterFailure(qint64 nowMs, int failures, qint64 wishMs) const;

private:
    qint64 at(qint64 nowMs, qint64 pauseMs) const;

    qint64 m_intervalMs;
    double m_chance;
};

}
