#pragma once

#include "shared/recurrence/rule.h"

#include <QLatin1StringView>

#include <array>

namespace hearth::shared {

/// The parts of a rule that are lists of numbers, with what RFC 5545 allows in them.
struct NumberPart {
    QLatin1StringView name;
    QList<int> Rule::*values;
    int lowest; ///< of the numbers without sign
    int highest;
    bool negative; ///< whether they may count from the end
};

inline constexpr std::array kNumberParts{
    NumberPart{QLatin1StringView("BYMONTH"), &Rule::byMonth, 1, 12, false},
    NumberPart{QLatin1StringView("BYWEEKNO"), &Rule::byWeekNo, 1, 53, true},
    NumberPart{QLatin1StringView("BYYEARDAY"), &Rule::byYearDay, 1, 366, true},
    NumberPart{QLatin1StringView("BYMONTHDAY"), &Rule::byMonthDay, 1, 31, true},
    NumberPart{QLatin1StringView("BYHOUR"), &Rule::byHour, 0, 23, false},
    NumberPart{QLatin1StringView("BYMINUTE"), &Rule::byMinute, 0, 59, false},
    NumberPart{QLatin1StringView("BYSECOND"), &Rule::bySecond, 0, 60, false},
    NumberPart{QLatin1StringView("BYSETPOS"), &Rule::bySetPos, 1, 366, true},
};

/// The names of Frequency in its order.
inline constexpr std::array kFrequencyNames{
    QLatin1StringView("SECONDLY"), QLatin1StringView("MINUTELY"), QLatin1StringView("HOURLY"),
    QLatin1StringView("DAILY"),    QLatin1StringView("WEEKLY"),   QLatin1StringView("MONTHLY"),
    QLatin1StringView("YEARLY"),
};

/// Monday to Sunday.
inline constexpr std::array kWeekdayNames{
    QLatin1StringView("MO"), QLatin1StringView("TU"), QLatin1StringView("WE"), QLatin1StringView("TH"),
    QLatin1StringView("FR"), QLatin1StringView("SA"), QLatin1StringView("SU"),
};

}
