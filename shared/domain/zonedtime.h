#pragma once

#include "shared/base/result.h"

#include <QDate>
#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace hearth::shared {

/// A point of time that keeps what a person wrote: the wall time and the zone it is meant in.
struct ZonedTime {
    qint64 utcMs = 0; ///< milliseconds since 1970-01-01T00:00:00Z; for a date, that day's midnight UTC
    QString wall; ///< "2026-12-10T19:00:00"; for a date "2026-12-10"
    QString zone; ///< IANA name; empty for a date

    friend bool operator==(const ZonedTime &, const ZonedTime &) = default;
};

/// The wall time in `zone`. In a spring gap the time is moved forward by the gap; of two times in autumn the
/// first.
ZonedTime fromWall(const QDateTime &wall, const QTimeZone &zone);
/// The instant, seen in `zone`.
ZonedTime fromUtc(qint64 utcMs, const QTimeZone &zone);
/// A date, for all-day events.
ZonedTime fromDate(QDate date);
/// The date of a ZonedTime that was made by fromDate().
QDate dateOf(const ZonedTime &time);

/// RFC 3339 with or without fraction and offset, 'T' or a space between; without an offset it is read in
/// `zone`. InvalidArgument with a message that begins with `what` for anything else.
Result<ZonedTime> parseTime(const QString &text, const QTimeZone &zone, const QString &what);
/// "2026-12-10", or InvalidArgument.
Result<ZonedTime> parseDate(const QString &text, const QString &what);
/// "2026-12-10T18:00:00Z" (milliseconds only where there are some).
QString formatUtc(qint64 utcMs);

/// The zone of that IANA name, or InvalidArgument.
Result<QTimeZone> parseZone(const QString &name);

}
