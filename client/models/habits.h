#pragma once

#include <QLocale>
#include <QTime>

#include <optional>

namespace hearth::client {

/// How times of the day are written.
enum class ClockFormat { AsLocale, Hours24, Hours12 };

/// How a person is used to see a calendar, where that differs from what the locale says.
struct Habits {
    ClockFormat clock = ClockFormat::AsLocale;
    std::optional<Qt::DayOfWeek> firstWeekday;
    QTime dayStart{9, 0}; ///< where a new event of another day is put
    int newMinutes = 60; ///< the length of a new event

    friend bool operator==(const Habits &, const Habits &) = default;
};

/// For all that is shown from now on; as QLocale::setDefault() does for the locale.
void setHabits(const Habits &habits);
const Habits &habits();

Qt::DayOfWeek firstWeekday(const QLocale &locale = QLocale());
/// The pattern of a short time for QTime::toString() and QLocale::toString().
QString timeFormat(const QLocale &locale = QLocale());
/// "19:00", "7:00 PM"
QString clockText(QTime time, const QLocale &locale = QLocale());

}
