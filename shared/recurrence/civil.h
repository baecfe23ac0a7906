#pragma once

#include <QtGlobal>

namespace hearth::shared {

/// A day of the Gregorian calendar, counted from 1970-01-01, with its parts: the arithmetic that QDate does,
/// fast enough to be done for each day that a rule looks at. Weekdays are 1 (Monday) to 7.
struct CivilDay {
    qint64 number = 0; ///< days since 1970-01-01
    int year = 1970;
    int month = 1;
    int day = 1;
    int weekday = 4;
    int yearDay = 1;

    static CivilDay of(qint64 number);
    CivilDay next() const;

    int monthLength() const;
    int yearLength() const;
};

constexpr qint64 floorDiv(qint64 a, qint64 b)
{
    return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}
constexpr qint64 floorMod(qint64 a, qint64 b) { return a - floorDiv(a, b) * b; }

constexpr bool isLeapYear(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
int daysInMonth(int year, int month);
/// Days since 1970-01-01; the month may be 1 to 13 (the first of the next year).
qint64 dayNumber(int year, int month, int day);
/// 1 (Monday) to 7.
constexpr int weekdayOf(qint64 number) { return int(floorMod(number + 3, 7)) + 1; }
/// The first day of the week that the day lies in, where weeks begin on `weekStart`.
constexpr qint64 weekStartOf(qint64 number, int weekStart)
{
    return number - floorMod(weekdayOf(number) - weekStart, 7);
}
/// The first day of the year's week 1: the first week with at least four days in it (RFC 5545, 3.3.10).
qint64 firstWeekOf(int year, int weekStart);
/// The year whose week the day lies in.
int weekYearOf(const CivilDay &day, int weekStart);

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr qint64 kFirstDay = -719'162; ///< 0001-01-01
constexpr qint64 kLastDay = 2'932'896; ///< 9999-12-31

}
