#pragma once

#include "shared/recurrence/civil.h"
#include "shared/recurrence/rule.h"

namespace hearth::shared {

/// The periods of a daily, weekly, monthly or yearly rule, and which of them INTERVAL reaches from the start.
class RuleGrid {
public:
    RuleGrid(const Rule &rule, qint64 startDay);

    struct Period {
        qint64 first = 0; ///< day
        qint64 end = 0; ///< day, exclusive
    };
    /// The day itself where its period is reached; else the first day of the next period that is.
    qint64 reachedFrom(const CivilDay &day) const;
    Period periodOf(const CivilDay &day) const;

private:
    qint64 indexOf(const CivilDay &day) const;
    qint64 firstDayOf(qint64 index) const;

    Frequency m_frequency;
    int m_interval;
    int m_weekStart;
    bool m_byWeeks; ///< years are those of the week numbers
    qint64 m_startIndex;
};

}
