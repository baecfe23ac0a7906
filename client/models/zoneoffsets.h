#pragma once

#include <QDate>
#include <QTimeZone>

#include <vector>

namespace hearth::client {

/// A time zone's offsets as a table: a day is found in nanoseconds, where QTimeZone takes microseconds.
class ZoneOffsets {
public:
    explicit ZoneOffsets(const QTimeZone &zone);

    const QTimeZone &zone() const { return m_zone; }
    /// The Julian day on which that instant falls in the zone.
    qint64 julianDay(qint64 utcMs) const;
    /// The instant at which that day begins in the zone.
    qint64 startOfDay(qint64 julianDay) const;

private:
    struct Span {
        qint64 fromMs;
        qint64 offsetMs;
    };
    qint64 offsetMs(qint64 utcMs) const;

    QTimeZone m_zone;
    std::vector<Span> m_spans; ///< sorted by fromMs, the first from the table's beginning on
};

}
