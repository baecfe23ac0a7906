#include "shared/recurrence/civil.h"

#include <algorithm>
#include <array>

namespace hearth::shared {

namespace {
constexpr std::array kMonthDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr std::array kDaysBefore{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
constexpr qint64 kCycleDays = 146'097; // 400 years
constexpr qint64 kCenturyDays = 36'524;
constexpr qint64 kFourYearDays = 1461;

int daysBeforeMonth(int year, int month)
{
    return kDaysBefore.at(size_t(month - 1)) + (month > 2 && isLeapYear(year) ? 1 : 0);
}
}

int daysInMonth(int year, int month)
{
    return kMonthDays.at(size_t(month - 1)) + (month == 2 && isLeapYear(year) ? 1 : 0);
}

qint64 dayNumber(int year, int month, int day)
{
    const qint64 past = year - 1;
    const qint64 leapDays = floorDiv(past, 4) - floorDiv(past, 100) + floorDiv(past, 400);
    return kFirstDay + past * 365 + leapDays + daysBeforeMonth(year, month) + day - 1;
}

CivilDay CivilDay::of(qint64 number)
{
    const qint64 sinceFirst = number - kFirstDay;
    const qint64 cycle = floorDiv(sinceFirst, kCycleDays);
    qint64 rest = floorMod(sinceFirst, kCycleDays);
    const qint64 century = std::min<qint64>(rest / kCenturyDays, 3);
    rest -= century * kCenturyDays;
    const qint64 four = rest / kFourYearDays;
    rest -= four * kFourYearDays;
    const qint64 one = std::min<qint64>(rest / 365, 3);
    rest -= one * 365;
    CivilDay found;
    found.number = number;
    found.year = int(cycle * 400 + century * 100 + four * 4 + one + 1);
    found.yearDay = int(rest) + 1;
    found.month = std::min(int(rest) / 29 + 1, 12);
    while (daysBeforeMonth(found.year, found.month) >= found.yearDay)
        --found.month;
    found.day = found.yearDay - daysBeforeMonth(found.year, found.month);
    found.weekday = weekdayOf(number);
    return found;
}

CivilDay CivilDay::next() const
{
    CivilDay after = *this;
    ++after.number;
    ++after.yearDay;
    after.weekday = weekday % 7 + 1;
    if (++after.day <= monthLength())
        return after;
    after.day = 1;
    if (++after.month <= 12)
        return after;
    after.month = 1;
    after.yearDay = 1;
    ++after.year;
    return after;
}

int CivilDay::monthLength() const { return daysInMonth(year, month); }
int CivilDay::yearLength() const { return isLeapYear(year) ? 366 : 365; }

qint64 firstWeekOf(int year, int weekStart) { return weekStartOf(dayNumber(year, 1, 4), weekStart); }

int weekYearOf(const CivilDay &day, int weekStart)
{
    if (day.month == 1 && day.number < firstWeekOf(day.year, weekStart))
        return day.year - 1;
    if (day.month == 12 && day.number >= firstWeekOf(day.year + 1, weekStart))
        return day.year + 1;
    return day.year;
}

}
