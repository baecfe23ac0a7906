#pragma once

#include <QDateTime>
#include <QString>

#include <optional>

/// Values of iCalendar's types, read and written by libical. Its reader of whole texts is not used: it takes
/// a list of EXDATEs apart, loses the comma in a category's name, does not know RFC 6868 and drops what it
/// can't read without saying where.
namespace hearth::shared::libical {

QString decodedText(const QString &value);
QString encodedText(const QString &text);

/// A DATE or DATE-TIME as it is written: nothing for what is not one of the years 1 to 9999.
struct WrittenTime {
    QDateTime wall; ///< in UTC
    bool dateOnly = false;
    bool utc = false; ///< with a 'Z'
};
std::optional<WrittenTime> readTime(const QString &value);

/// A DURATION; the days and the exact rest are kept apart, as RFC 5545, 3.3.6 wants.
struct WrittenDuration {
    qint64 days = 0;
    qint64 seconds = 0;
};
std::optional<WrittenDuration> readDuration(const QString &value);
/// Whole minutes, as weeks, days, hours and minutes.
QString durationText(qint64 seconds);

}
