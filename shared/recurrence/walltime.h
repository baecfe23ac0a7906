#pragma once

#include <QDateTime>
#include <QString>

#include <compare>
#include <optional>

namespace hearth::shared {

/// A time on the clock on the wall, of no zone: a date (all-day), or a date with a time to the second. The
/// wall time of an occurrence, as the rule gives it, is its recurrence id.
struct WallTime {
    qint64 seconds = 0; ///< since 1970-01-01T00:00:00 on that clock; for a date its midnight
    bool dateOnly = false;

    QDate date() const;
    QTime time() const;
    /// "2026-12-10T19:00:00", or "2026-12-10": the form of ZonedTime::wall.
    QString toIso() const;
    /// "20261210T190000", or "20261210": the form of RFC 5545.
    QString toBasic() const;

    auto operator<=>(const WallTime &) const = default;
};

WallTime wallTime(QDate date);
WallTime wallTime(QDate date, QTime time);
/// Reads either form of either kind, of the years 1 to 9999; the second 60 is read as 59 (RFC 5545, 3.3.12).
/// Nothing for any other text, one with a 'Z' or an offset included.
std::optional<WallTime> parseWallTime(QStringView text);

constexpr qint64 kDaySeconds = 86'400;

}
