#pragma once

#include <QTimeZone>

#include <vector>

namespace hearth::shared {

/// A zone's wall times and instants, by the rules of fromWall(), with its offsets kept: QTimeZone needs
/// microseconds for each question. Not for two threads at a time.
class WallClock {
public:
    explicit WallClock(const QTimeZone &zone);

    /// The instant (UTC ms) of a wall time (seconds since 1970-01-01T00:00:00 on the wall): in a gap moved
    /// forward by it, of two the first.
    qint64 toUtc(qint64 wallSeconds) const;
    /// Whether the clock shows this time at all.
    bool exists(qint64 wallSeconds) const;
    /// What the clock shows (wall seconds).
    qint64 toWall(qint64 utcMs) const;

    /// The last wall time that is not after the instant; in the second pass of a repeated hour that is the
    /// hour's end, since all of it has been there once.
    qint64 lastWallUntil(qint64 utcMs) const;
    /// No wall time before this one is at the instant or after it.
    qint64 firstWallFrom(qint64 utcMs) const;
    /// No wall time up to this one is after that instant.
    qint64 lastUtcUntil(qint64 wallSeconds) const;

private:
    /// A time between two changes.
    struct Stretch {
        qint64 from; ///< UTC ms
        qint64 to; ///< exclusive
        qint64 offset; ///< ms
    };
    const Stretch &stretchAt(qint64 utcMs) const;
    Stretch lookUp(qint64 utcMs) const;
    qint64 offsetAt(qint64 utcMs) const { return stretchAt(utcMs).offset; }

    QTimeZone m_zone;
    mutable std::vector<Stretch> m_known; ///< in order
    mutable size_t m_last = 0;
};

}
