#pragma once

#include "shared/recurrence/civil.h"
#include "shared/recurrence/rule.h"

#include <array>
#include <bitset>
#include <cstdlib>

namespace hearth::shared {

/// Numbers from the beginning and from the end (negative) in constant time.
template <size_t Highest> struct PositionSet {
    std::bitset<Highest + 1> fromStart;
    std::bitset<Highest + 1> fromEnd;
    bool any = false;

    void add(int position)
    {
        (position > 0 ? fromStart : fromEnd).set(size_t(std::abs(position)));
        any = true;
    }
    /// Whether the `index`-th (from 1) of `count` is in the set.
    bool holds(int index, int count) const
    {
        return fromStart[size_t(index)] || fromEnd[size_t(count - index + 1)];
    }
};

/// The parts of a completed rule that a day has to satisfy: BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY.
class DayFilter {
public:
    explicit DayFilter(const Rule &rule);

    bool passes(const CivilDay &day) const;
    bool allowsMonth(int month) const { return (m_months >> month & 1) != 0; }
    /// The first day of the next month after the day's that is allowed.
    qint64 nextAllowedMonth(const CivilDay &day) const;

private:
    void addDays(const Rule &rule);
    bool passesWeekday(const CivilDay &day) const;
    bool passesWeekNumber(const CivilDay &day) const;

    unsigned m_months = 0; ///< bit 1 to 12
    unsigned m_weekdays = 0; ///< bit 1 to 7: every such day
    bool m_anyWeekday = true;
    bool m_numbered = false;
    bool m_numbersInMonth = true; ///< else in the year
    int m_weekStart;
    PositionSet<31> m_monthDays;
    PositionSet<366> m_yearDays;
    PositionSet<53> m_weeks;
    std::array<PositionSet<53>, 8> m_numberedDays; ///< by weekday
};

}
